import { describe, expect, test } from 'vitest';
import type { KioskHandlers } from '../../../shared/contract.ts';
import { err, ok } from '../../../shared/result.ts';
import { sampleJob, sha256Hex } from '../../kiosk-double.ts';
import { goToCamera, goToReview, samplePerson, settled, startStage } from '../../kiosk-stage.ts';

describe('saving', () => {
  test('shows the receipt with the photo that the core made', async () => {
    const stage = await startStage();
    await goToReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({
      kind: 'receipt',
      job: { id: 'job-1' },
      person: samplePerson(0),
    });
    expect(stage.double.calls.filter((call) => call.name === 'uploads.enqueue')).toHaveLength(1);
  });

  test('is never called saved when the core got other bytes than were on screen', async () => {
    const stage = await startStage({
      'uploads.enqueue': async () =>
        ok({
          job: sampleJob(),
          captureSha256: '0'.repeat(64),
          photoSha256: '0'.repeat(64),
          photo: new Uint8Array([1]),
        }),
    });
    await goToReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({
      kind: 'review',
      saving: { kind: 'not-saved', failure: { detail: { mismatch: 'capture-sha256' } } },
    });
  });

  test('keeps the capture when the disk is full, and saves it at the next try', async () => {
    let isFull = true;
    const stage = await startStage({
      'uploads.enqueue': async ({ capture }) => {
        if (isFull) return err({ code: 'not-saved-disk-full' });
        const captureSha256 = await sha256Hex(capture);
        return ok({ job: sampleJob(), captureSha256, photoSha256: captureSha256, photo: capture });
      },
    });
    await goToReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({ saving: { failure: { code: 'not-saved-disk-full' } } });
    expect(stage.held.captures.size).toBe(1);
    isFull = false;
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow.kind).toBe('receipt');
  });

  test('ends in words, not in a spinner, when the connection to the core breaks', async () => {
    const stage = await startStage({ 'uploads.enqueue': () => Promise.reject(new Error('gone')) });
    await goToReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({ saving: { kind: 'not-saved' } });
  });

  test('does not lose news of the job that overtook the reply', async () => {
    let emit: (() => void) | undefined;
    const stage = await startStage({
      'uploads.enqueue': async ({ capture }) => {
        emit?.();
        const captureSha256 = await sha256Hex(capture);
        return ok({ job: sampleJob(), captureSha256, photoSha256: captureSha256, photo: capture });
      },
    });
    emit = () => stage.double.emit('uploads.changed', { job: sampleJob({ state: { kind: 'sending' } }) });
    await goToReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({ job: { state: { kind: 'sending' } } });
  });

  test('goes once, however often the button is pressed', async () => {
    const stage = await startStage();
    await goToReview(stage);
    await Promise.all([1, 2, 3].map(() => stage.store.actions.savePhoto()));
    expect(stage.double.calls.filter((call) => call.name === 'uploads.enqueue')).toHaveLength(1);
  });
});

describe('a retake', () => {
  test('frees the picture that is not used', async () => {
    const stage = await startStage();
    await goToReview(stage);
    stage.store.actions.back();
    expect(stage.store.state.getState().flow.kind).toBe('camera');
    expect(stage.held.captures.size).toBe(0);
  });
});

describe('a picture file', () => {
  test('goes through the core and on to the review', async () => {
    const stage = await startStage();
    goToCamera(stage);
    await stage.store.actions.openFile(new Uint8Array([9]));
    expect(stage.double.calls.some((call) => call.name === 'photos.open')).toBe(true);
    expect(stage.store.state.getState().flow).toMatchObject({ kind: 'review', capture: { source: 'file' } });
  });

  test('that is none is said to be none, and the way on stays', async () => {
    const stage = await startStage({ 'photos.open': async () => err({ code: 'picture-unreadable' }) });
    goToCamera(stage);
    await stage.store.actions.openFile(new Uint8Array([9]));
    expect(stage.store.state.getState()).toMatchObject({
      flow: { kind: 'camera' },
      opening: { kind: 'failed', problem: { kind: 'words', words: 'unreadable' } },
    });
  });

  test('of a format that is not taken is said to be of that format', async () => {
    const failure = { code: 'picture-unreadable', detail: { expected: 'x', actual: 'HEIC', format: 'heic' } } as const;
    const stage = await startStage({ 'photos.open': async () => err(failure) });
    goToCamera(stage);
    await stage.store.actions.openFile(new Uint8Array([9]));
    expect(stage.store.state.getState()).toMatchObject({
      opening: { kind: 'failed', problem: { kind: 'format', format: 'heic' } },
    });
  });
});

describe('a picture that comes late', () => {
  /** A file whose opening lasts until the test says so. */
  async function slowFile() {
    let answer: (reply: Awaited<ReturnType<KioskHandlers['photos.open']>>) => void = () => undefined;
    const stage = await startStage({
      'photos.open': () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    goToCamera(stage);
    const opening = stage.store.actions.openFile(new Uint8Array([9]));
    await settled();
    return { stage, opening, answer: (reply: Parameters<typeof answer>[0]) => answer(reply) };
  }
  const antoine = samplePerson(3);
  const picture = ok({ capture: new Uint8Array([1]), widthPx: 512, heightPx: 512 });

  test('never becomes the photo of the person who was chosen meanwhile', async () => {
    const { stage, opening, answer } = await slowFile();
    const { actions, state } = stage.store;
    actions.back();
    actions.back();
    actions.choosePerson(antoine);
    actions.agree();
    answer(picture);
    await opening;
    expect(state.getState()).toMatchObject({ flow: { kind: 'camera', person: antoine } });
    expect(stage.held.captures.size).toBe(0);
  });

  test('does not trouble the next step with its failure', async () => {
    const { stage, opening, answer } = await slowFile();
    stage.store.actions.back();
    answer(err({ code: 'picture-unreadable' }));
    await opening;
    expect(stage.store.state.getState()).toMatchObject({ flow: { kind: 'notice' }, opening: { kind: 'none' } });
  });
});

test('a camera picture that cannot be decoded is said to be none', async () => {
  const stage = await startStage();
  goToCamera(stage);
  expect(await stage.store.actions.capture(new Uint8Array())).toBe(false);
  expect(stage.store.state.getState()).toMatchObject({ flow: { kind: 'camera' }, opening: { kind: 'none' } });
});
