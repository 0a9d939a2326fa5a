import { describe, expect, test } from 'vitest';
import { chooseBest } from '../../../shared/face/burst-choice.ts';
import { scaleReading } from '../../../shared/face/face-reading.ts';
import { judgePhoto } from '../../../shared/face/photo-verdict.ts';
import { suggestCrop } from '../../../shared/face/suggested-crop.ts';
import { goodFace, nobody, readingWith } from '../../face-readings.ts';

const settings = { headShare: 0.6, headroom: 0.12 };
const capture = { widthPx: 1280, heightPx: 720 };
const judge = (reading = readingWith()) => {
  const large = scaleReading(reading, capture);
  return judgePhoto(large, suggestCrop(large.face, capture, settings).crop, 648);
};

describe('the verdict on a photo', () => {
  test('has nothing to say about a good one', () => {
    expect(judge()).toEqual([]);
  });

  test('names each fault', () => {
    expect(judge(nobody)).toEqual(['no-face']);
    expect(judge(readingWith({}, { faceCount: 2 }))).toEqual(['several-faces']);
    expect(judge(readingWith({ eyeOpenness: 0.1 }))).toEqual(['eyes-closed']);
    expect(judge(readingWith({ sharpness: 0.01 }))).toEqual(['blurred']);
    expect(judge(readingWith({}, { pictureHighlight: 90 }))).toEqual(['too-dark']);
    expect(judge(readingWith({ eyeGapPx: 34, headHeightPx: 116 }))).toEqual(['too-small']);
  });

  test('says the gravest first', () => {
    const reading = readingWith({ eyeOpenness: 0.1, sharpness: 0.01 }, { pictureHighlight: 90 });
    expect(judge(reading)).toEqual(['too-dark', 'eyes-closed', 'blurred']);
  });

  test('calls a crop that leaves the face out what it is: a photo of nobody', () => {
    const wall = { centreXPx: 150, centreYPx: 150, edgePx: 280, rotationDeg: 0 };
    expect(judgePhoto(scaleReading(readingWith(), capture), wall, 648)).toEqual(['no-face']);
  });

  test('does not call noise, or a face too small to say, blurred, nor unseen eyes closed', () => {
    expect(judge(readingWith({ sharpness: undefined }))).toEqual([]);
    expect(judge(readingWith({ sharpness: 0.2 }))).toEqual([]);
    expect(judge(readingWith({ eyeOpenness: undefined }))).toEqual([]);
  });
});

describe('the best of a burst', () => {
  test('has open eyes before all, then is sharp, then looks at the lens', () => {
    const closed = readingWith({ eyeOpenness: 0.08, sharpness: 0.06 });
    const blurred = readingWith({ sharpness: 0.01 });
    const turned = readingWith({ yawDeg: 30 });
    expect(chooseBest([closed, blurred, turned, readingWith()])).toBe(3);
    expect(chooseBest([closed, blurred])).toBe(1);
    expect(chooseBest([blurred, turned])).toBe(1);
    expect(chooseBest([nobody, closed])).toBe(1);
  });

  test('is the sharper of two good ones, and the first of equals', () => {
    expect(chooseBest([readingWith(), readingWith({ sharpness: 0.06 })])).toBe(1);
    expect(chooseBest([readingWith(), readingWith()])).toBe(0);
    expect(chooseBest([nobody])).toBe(0);
  });

  test('does not prefer surprise: eyes wide open are no better than open ones', () => {
    const wide = readingWith({ eyeOpenness: 0.45, sharpness: goodFace.sharpness });
    expect(chooseBest([readingWith(), wide])).toBe(0);
  });
});
