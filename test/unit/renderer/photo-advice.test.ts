import { describe, expect, test } from 'vitest';
import { cropBetween } from '../../../renderer/components/crop-steps.ts';
import { minEdgePx } from '../../../renderer/store/capture.ts';
import type { Crop } from '../../../shared/crop.ts';
import { initialCrop } from '../../../shared/crop-geometry.ts';
import type { PhotoAssessment } from '../../../shared/face/photo-assessment.ts';
import { err, ok } from '../../../shared/result.ts';
import { goToReview, type KioskStage, samplePerson, settled, startStage } from '../../kiosk-stage.ts';

const size = { widthPx: 1280, heightPx: 720 };
const suggested: Crop = { centreXPx: 900, centreYPx: 300, edgePx: 400, rotationDeg: 7 };
const own: Crop = { centreXPx: 500, centreYPx: 360, edgePx: 500, rotationDeg: 0 };

function assessment(crop: Crop, faults: PhotoAssessment['faults'] = []): PhotoAssessment {
  return { suggestion: { crop, isFromFace: true, isTilted: false, isHeadWhole: true }, faults };
}

/** A station whose core answers when it is told to. */
async function stageWithHeldAnswer(faceGuidance = true) {
  const answers: ((value: PhotoAssessment) => Promise<void>)[] = [];
  const stage = await startStage(
    {
      'photos.assess': () =>
        new Promise((resolve) => {
          answers.push(async (value) => {
            resolve(ok(value));
            await settled();
          });
        }),
    },
    { faceGuidance },
  );
  return { stage, answers };
}

function review(stage: KioskStage) {
  const { flow } = stage.store.state.getState();
  if (flow.kind !== 'review') throw new Error(`expected review, actual ${flow.kind}`);
  return flow;
}

describe('the crop on the review screen', () => {
  test('is there at once, and moves to what the face asks for when that is known', async () => {
    const { stage, answers } = await stageWithHeldAnswer();
    await goToReview(stage);
    expect(review(stage).crop).toEqual(initialCrop(size));
    await answers[0]?.(assessment(suggested, ['blurred', 'too-small']));
    expect(review(stage)).toMatchObject({
      crop: suggested,
      isCropOwn: false,
      advice: { start: suggested, isFromFace: true, fault: 'blurred' },
    });
  });

  test('stays where the person has put it; the suggestion is one tap away', async () => {
    const { stage, answers } = await stageWithHeldAnswer();
    await goToReview(stage);
    stage.store.actions.changeCrop(own);
    await answers[0]?.(assessment(suggested));
    expect(review(stage)).toMatchObject({ crop: own, isCropOwn: true, advice: { start: suggested } });
  });

  test('does not move while the photo is saved', async () => {
    const { stage, answers } = await stageWithHeldAnswer();
    await goToReview(stage);
    const saved = stage.store.actions.savePhoto();
    await answers[0]?.(assessment(suggested));
    await saved;
    const enqueued = stage.double.calls.find(({ name }) => name === 'uploads.enqueue');
    expect(enqueued?.request).toMatchObject({ crop: initialCrop(size) });
  });

  test('is not moved by the advice for a picture that was taken before', async () => {
    const { stage, answers } = await stageWithHeldAnswer();
    await goToReview(stage);
    stage.store.actions.back();
    await stage.store.actions.capture(new Uint8Array([4]));
    await answers[0]?.(assessment(suggested, ['no-face']));
    expect(review(stage)).toMatchObject({ crop: initialCrop(size), advice: { fault: undefined } });
    await answers[1]?.(assessment(suggested));
    expect(review(stage).crop).toEqual(suggested);
  });

  test('never begins with less of the picture than makes a photo', async () => {
    const { stage, answers } = await stageWithHeldAnswer();
    await goToReview(stage);
    await answers[0]?.(assessment({ ...suggested, edgePx: 90 }));
    expect(review(stage).crop.edgePx).toBe(minEdgePx);
  });

  test('is asked for of nobody where the station does not look at faces', async () => {
    const { stage } = await stageWithHeldAnswer(false);
    await goToReview(stage);
    await settled();
    expect(stage.double.calls.filter(({ name }) => name === 'photos.assess')).toEqual([]);
    expect(review(stage)).toMatchObject({ crop: initialCrop(size), advice: { isFromFace: false } });
  });

  test.each([
    ['is refused', async () => err({ code: 'internal' } as const)],
    ['breaks off', () => Promise.reject(new Error('gone'))],
  ])('stays usable as it is when looking at the picture %s', async (_how, answer) => {
    const stage = await startStage({ 'photos.assess': answer });
    await goToReview(stage);
    await settled();
    expect(review(stage)).toMatchObject({ crop: initialCrop(size), advice: { fault: undefined } });
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow.kind).toBe('receipt');
  });
});

describe('the verdict', () => {
  const asked = (stage: KioskStage) => stage.double.calls.filter(({ name }) => name === 'photos.assess');
  const rest = async (stage: KioskStage) => {
    stage.clock.advance(1000);
    await settled();
  };

  test('is asked for again once a moved crop has come to rest, for this very crop', async () => {
    const { stage, answers } = await stageWithHeldAnswer();
    await goToReview(stage);
    await answers[0]?.(assessment(suggested, ['no-face']));
    for (const edgePx of [450, 480, 500]) stage.store.actions.changeCrop({ ...own, edgePx });
    expect(asked(stage)).toHaveLength(1);
    await rest(stage);
    expect(asked(stage).map(({ request }) => request)).toEqual([
      { picture: new Uint8Array([1, 2, 3]) },
      { picture: new Uint8Array([1, 2, 3]), crop: own },
    ]);
    await answers[1]?.(assessment(suggested));
    expect(review(stage)).toMatchObject({ crop: own, advice: { start: suggested, fault: undefined } });
  });

  test('of the suggested crop is not the last word on one that was moved before it came', async () => {
    const { stage, answers } = await stageWithHeldAnswer();
    await goToReview(stage);
    stage.store.actions.changeCrop(own);
    await rest(stage);
    await answers[1]?.(assessment(suggested, ['too-small']));
    await answers[0]?.(assessment(suggested));
    await rest(stage);
    await answers[2]?.(assessment(suggested, ['too-small']));
    expect(review(stage)).toMatchObject({ crop: own, advice: { start: suggested, fault: 'too-small' } });
  });

  test('is asked for one crop at a time: what moved meanwhile is judged afterwards', async () => {
    const { stage, answers } = await stageWithHeldAnswer();
    await goToReview(stage);
    await answers[0]?.(assessment(suggested));
    stage.store.actions.changeCrop({ ...own, edgePx: 450 });
    await rest(stage);
    stage.store.actions.changeCrop(own);
    await rest(stage);
    expect(asked(stage)).toHaveLength(2);
    await answers[1]?.(assessment(suggested, ['no-face']));
    expect(review(stage).advice.fault).toBeUndefined();
    expect(asked(stage).at(-1)?.request).toMatchObject({ crop: own });
    await answers[2]?.(assessment(suggested, ['blurred']));
    expect(review(stage).advice.fault).toBe('blurred');
  });
});

describe('a photo under a wrong name', () => {
  test('is kept while the right person is chosen, and saved as theirs', async () => {
    const stage = await startStage();
    await goToReview(stage);
    const { capture } = review(stage);
    const { actions, state } = stage.store;
    actions.chooseOther();
    expect(state.getState().flow).toMatchObject({ kind: 'search' });
    expect(stage.held.captures).toEqual(new Set([capture]));
    actions.choosePerson(samplePerson(3));
    expect(review(stage)).toMatchObject({ person: samplePerson(3), capture });
    await actions.savePhoto();
    const enqueued = stage.double.calls.find(({ name }) => name === 'uploads.enqueue');
    expect(enqueued?.request).toMatchObject({ person: samplePerson(3), capture: capture.bytes });
  });

  test('is still there when the search is left with Back, and gone when the visit ends there', async () => {
    const stage = await startStage();
    await goToReview(stage);
    const { capture } = review(stage);
    stage.store.actions.chooseOther();
    stage.store.actions.back();
    expect(review(stage)).toMatchObject({ person: samplePerson(0), capture });
    stage.store.actions.chooseOther();
    stage.store.actions.end();
    expect(stage.store.state.getState().flow.kind).toBe('attract');
    expect(stage.held.captures.size).toBe(0);
  });
});

test('a crop on its way begins at the one, ends at the other and turns the shorter way round', () => {
  const from = { ...own, rotationDeg: 170 };
  const to = { ...suggested, rotationDeg: -170 };
  expect(cropBetween(from, to, 0)).toEqual(from);
  expect(cropBetween(from, to, 1)).toEqual(to);
  expect(cropBetween(from, to, 0.25).rotationDeg).toBeCloseTo(175);
});
