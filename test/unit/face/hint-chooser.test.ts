import { describe, expect, test } from 'vitest';
import type { FaceReading } from '../../../shared/face/face-reading.ts';
import { createHintChooser } from '../../../shared/face/hint-chooser.ts';
import { nobody, readingWith } from '../../face-readings.ts';
import { createSeededRandom } from '../../mutated-picture.ts';

const settings = { headShare: 0.6, headroom: 0.12 };
const far = readingWith({ eyeGapPx: 20, headHeightPx: 68 });
const good = readingWith();

/** Shows readings at 20 a second and says what was on the screen after each. */
function watch(readings: readonly FaceReading[], chooser = createHintChooser(settings)) {
  return readings.map((reading, index) => chooser.next(reading, index * 50));
}
const lasting = (reading: FaceReading, count: number) => Array.from({ length: count }, () => reading);

describe('the hint on the screen', () => {
  test('is there with the first reading', () => {
    expect(watch([far])).toEqual(['come-closer']);
  });

  test('stays at least its time, and changes only when something else has settled', () => {
    const hints = watch([...lasting(far, 10), ...lasting(good, 40)]);
    const changedAtMs = hints.indexOf('good') * 50;
    expect(hints.slice(0, 10)).toEqual(lasting(far, 10).map(() => 'come-closer'));
    expect(changedAtMs).toBe(1200);
  });

  test('does not flicker when single readings say something else', () => {
    const hints = watch(Array.from({ length: 200 }, (_, index) => (index % 4 === 3 ? nobody : good)));
    expect(new Set(hints)).toEqual(new Set(['good']));
  });

  test('does not flicker at a limit: what was said is taken back only when it is clearly better', () => {
    const random = createSeededRandom(3);
    const trembling = Array.from({ length: 400 }, () =>
      readingWith({ eyeGapPx: 29 + random() * 2.5, headHeightPx: 100 }),
    );
    const hints = watch(trembling);
    const changes = hints.filter((hint, index) => index > 0 && hint !== hints[index - 1]);
    expect(changes.length).toBeLessThanOrEqual(1);
  });

  test('changes at most every 1.2 seconds, whatever is seen', () => {
    const random = createSeededRandom(11);
    const kinds = [good, far, nobody, readingWith({ rollDeg: 20 }), readingWith({ yawDeg: 30 })];
    let at = 0;
    const readings = Array.from({ length: 2000 }, () => {
      if (random() < 0.05) at = Math.floor(random() * kinds.length);
      return kinds[at] ?? good;
    });
    const hints = watch(readings);
    const changes = hints.flatMap((hint, index) => (index > 0 && hint !== hints[index - 1] ? [index * 50] : []));
    expect(changes.length).toBeGreaterThan(10);
    for (const [index, atMs] of changes.entries()) {
      expect(atMs - (changes[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(1200);
    }
  });

  test('asks to hold still who moves, and not who trembles by a pixel', () => {
    const moving = (pxPerReading: number) =>
      Array.from({ length: 40 }, (_, index) => {
        const x = 250 + index * pxPerReading;
        return readingWith({ eyeMidpoint: { x, y: 150 }, chin: { x, y: 232 } });
      });
    // Two eye gaps a second and more; a tremor of one pixel to and fro.
    expect(watch(moving(5))).toContain('hold-still');
    const trembling = Array.from({ length: 60 }, (_, index) => {
      const x = 320 + (index % 2);
      return readingWith({ eyeMidpoint: { x, y: 150 }, chin: { x, y: 232 } });
    });
    expect(new Set(watch(trembling))).toEqual(new Set(['good']));
  });

  test('knows how long all has been good, and forgets it at the first doubt', () => {
    const chooser = createHintChooser(settings);
    watch(lasting(good, 21), chooser);
    expect(chooser.goodForMs(1000)).toBe(1000);
    chooser.next(nobody, 1050);
    expect(chooser.goodForMs(1050)).toBe(0);
  });

  test('says the most urgent of several things', () => {
    expect(watch([readingWith({ rollDeg: 20, yawDeg: 30 })])).toEqual(['look-at-lens']);
    expect(watch([readingWith({ rollDeg: 20 }, { faceCount: 2 })])).toEqual(['one-person']);
    expect(watch([readingWith({ rollDeg: 20 }, { pictureHighlight: 60 })])).toEqual(['more-light']);
    expect(watch([{ ...nobody, pictureHighlight: 60 }])).toEqual(['more-light']);
  });

  test('minds the capture’s size where that is known', () => {
    const near = readingWith({ eyeGapPx: 34, headHeightPx: 116 });
    const with1280 = { ...settings, captureSize: { widthPx: 1280, heightPx: 720 } };
    const with1920 = { ...settings, captureSize: { widthPx: 1920, heightPx: 1080 } };
    expect(watch([near], createHintChooser(with1280))).toEqual(['come-closer']);
    expect(watch([near], createHintChooser(with1920))).toEqual(['good']);
  });
});
