import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../renderer/store/capture.ts';
import { advance, attract, canGoIdle } from '../../../renderer/store/flow.ts';
import type { Flow, FlowEvent } from '../../../renderer/store/flow-step.ts';
import { sampleJob, samplePeople } from '../../kiosk-double.ts';

const [person, other] = samplePeople;
if (person === undefined || other === undefined) throw new Error('the double has people');
const capture: Capture = {
  bytes: new Uint8Array([1]),
  image: {} as CanvasImageSource,
  size: { widthPx: 1280, heightPx: 720 },
  source: 'camera',
};
const crop = { centreXPx: 640, centreYPx: 360, edgePx: 600, rotationDeg: 0 };
const job = sampleJob();

const events: readonly FlowEvent[] = [
  { kind: 'started' },
  { kind: 'operator-asked' },
  { kind: 'operator-asked', page: 'connect' },
  { kind: 'person-chosen', person },
  { kind: 'notice-agreed' },
  { kind: 'captured', capture, crop },
  { kind: 'advised', capture, advice: { start: { ...crop, edgePx: 300 }, isFromFace: true, fault: 'blurred' } },
  { kind: 'judged', capture, crop, fault: 'too-dark' },
  { kind: 'crop-changed', crop: { ...crop, edgePx: 500 } },
  { kind: 'save-asked' },
  { kind: 'not-saved', failure: { code: 'not-saved-disk-full' } },
  { kind: 'saved', job, photoUrl: 'blob:photo' },
  { kind: 'job-changed', job },
  { kind: 'back' },
  { kind: 'ended' },
];

function flowAfter(...happened: readonly FlowEvent[]): Flow {
  return happened.reduce(advance, attract);
}
const toReview: readonly FlowEvent[] = [
  { kind: 'started' },
  { kind: 'person-chosen', person },
  { kind: 'notice-agreed' },
  { kind: 'captured', capture, crop },
];

describe('the flow', () => {
  test('goes from attract to the receipt in order', () => {
    expect(flowAfter(...toReview, { kind: 'save-asked' }, { kind: 'saved', job, photoUrl: 'blob:p' })).toEqual({
      kind: 'receipt',
      person,
      job,
      photoUrl: 'blob:p',
    });
  });

  test('leads staff to the page they asked for, from the first screen alone', () => {
    expect(flowAfter({ kind: 'operator-asked', page: 'connect' })).toEqual({ kind: 'operator', page: 'connect' });
    expect(flowAfter({ kind: 'operator-asked' })).toEqual({ kind: 'operator' });
    expect(flowAfter({ kind: 'started' }, { kind: 'operator-asked', page: 'connect' })).toEqual({ kind: 'search' });
  });

  test('shows the camera only after the notice was agreed to', () => {
    expect(flowAfter({ kind: 'started' }, { kind: 'person-chosen', person })).toEqual({ kind: 'notice', person });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (happened) => {
        let flow: Flow = attract;
        for (const event of happened) {
          const next = advance(flow, event);
          if (next.kind === 'camera' && flow.kind !== 'camera' && flow.kind !== 'review') {
            expect(flow.kind).toBe('notice');
            expect(event.kind).toBe('notice-agreed');
          }
          flow = next;
        }
      }),
    );
  });

  test('says saved only as the answer to asking for it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (happened) => {
        let flow: Flow = attract;
        for (const event of happened) {
          const next = advance(flow, event);
          if (next.kind === 'receipt' && flow.kind !== 'receipt') {
            expect(flow).toMatchObject({ kind: 'review', saving: { kind: 'saving' } });
            expect(event.kind).toBe('saved');
          }
          flow = next;
        }
      }),
    );
  });

  test('cannot be left, cancelled or asked again while the photo is being saved', () => {
    const saving = flowAfter(...toReview, { kind: 'save-asked' });
    for (const event of events) {
      if (event.kind === 'saved' || event.kind === 'not-saved') continue;
      expect(advance(saving, event), event.kind).toBe(saving);
    }
    expect(canGoIdle(saving)).toBe(false);
  });

  test('keeps the capture and the crop when saving fails, for another try', () => {
    const failed = flowAfter(...toReview, { kind: 'save-asked' }, { kind: 'not-saved', failure: { code: 'internal' } });
    expect(failed).toMatchObject({ kind: 'review', capture, crop, saving: { kind: 'not-saved' } });
    expect(advance(failed, { kind: 'save-asked' })).toMatchObject({ saving: { kind: 'saving' } });
  });

  test('keeps the person on every way back until the search', () => {
    expect(flowAfter(...toReview, { kind: 'back' })).toEqual({ kind: 'camera', person });
    expect(flowAfter(...toReview, { kind: 'back' }, { kind: 'back' })).toEqual({ kind: 'notice', person });
    expect(flowAfter(...toReview, { kind: 'back' }, { kind: 'back' }, { kind: 'back' })).toEqual({ kind: 'search' });
    expect(flowAfter({ kind: 'started' }, { kind: 'back' })).toEqual(attract);
  });

  test('keeps the picture, its crop and what was said of it while somebody else is chosen for it', () => {
    const fault = { kind: 'judged', capture, crop, fault: 'too-dark' } as const;
    const asked = flowAfter(...toReview, fault, { kind: 'other-person-asked' });
    expect(asked).toMatchObject({ kind: 'search', held: { person, capture, crop } });
    const back = advance(asked, { kind: 'back' });
    expect(back).toEqual(flowAfter(...toReview, fault));
    const chosen = advance(asked, { kind: 'person-chosen', person: other });
    expect(chosen).toEqual({ ...back, person: other });
    // What comes in late is for the picture, whoever it is of.
    const advice = { start: { ...crop, edgePx: 300 }, isFromFace: true, fault: undefined };
    const late = advance(asked, { kind: 'advised', capture, advice });
    expect(advance(late, { kind: 'person-chosen', person: other })).toMatchObject({ crop: advice.start, advice });
    expect(advance(asked, { kind: 'ended' })).toBe(attract);
  });

  test('takes a verdict for the crop that it was given for only', () => {
    const moved = flowAfter(...toReview, { kind: 'crop-changed', crop: { ...crop, edgePx: 500 } });
    expect(advance(moved, { kind: 'judged', capture, crop, fault: 'blurred' })).toMatchObject({
      advice: { fault: undefined },
    });
    const other = { ...capture };
    expect(advance(moved, { kind: 'judged', capture: other, crop, fault: 'blurred' })).toBe(moved);
  });

  test('never changes the person after the choice, unless another one is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 20 }), (happened) => {
        const start = flowAfter({ kind: 'started' }, { kind: 'person-chosen', person });
        const flow = [...happened, { kind: 'person-chosen', person: other } as const].reduce(advance, start);
        if (flow.kind === 'camera' || flow.kind === 'review' || flow.kind === 'receipt') {
          expect(flow.person).toBe(person);
        }
      }),
    );
  });

  test("follows its own job and not somebody else's", () => {
    const receipt = flowAfter(...toReview, { kind: 'save-asked' }, { kind: 'saved', job, photoUrl: 'blob:p' });
    const sent = sampleJob({ state: { kind: 'sending' } });
    expect(advance(receipt, { kind: 'job-changed', job: sent })).toMatchObject({ job: { state: { kind: 'sending' } } });
    expect(advance(receipt, { kind: 'job-changed', job: { ...sent, id: 'job-2' } })).toBe(receipt);
  });

  test('follows the job that undoes its photo, and no undoing of another', () => {
    const receipt = flowAfter(...toReview, { kind: 'save-asked' }, { kind: 'saved', job, photoUrl: 'blob:p' });
    const undoing = sampleJob({ id: 'job-2', undoes: 'put-back' });
    const undone = advance(receipt, { kind: 'undone', undone: job.id, job: undoing, photoUrl: 'blob:former' });
    expect(undone).toEqual({ kind: 'receipt', person, job: undoing, photoUrl: 'blob:former' });
    expect(advance(undone, { kind: 'undone', undone: job.id, job: sampleJob({ id: 'job-3' }) })).toBe(undone);
    expect(advance(receipt, { kind: 'undone', undone: job.id, job: undoing })).not.toHaveProperty('photoUrl');
  });

  test('ends at attract from every step where nothing is being saved', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (happened) => {
        const flow = happened.reduce(advance, attract);
        if (flow.kind === 'review' && flow.saving.kind === 'saving') return;
        expect(advance(flow, { kind: 'ended' })).toEqual(attract);
      }),
    );
  });
});
