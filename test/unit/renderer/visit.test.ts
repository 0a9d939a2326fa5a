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

describe('pictures of a real camera', () => {
  const call = { rosterId: 'monday', sessionId: 'morning', personKey: 'a' };
  const idOf = (digit: string) => digit.repeat(64);

  /** Somebody who was called stands before the camera; `arrive` puts a picture into the folder. */
  async function called() {
    const folder: { id: string; capture: Uint8Array }[] = [];
    const saved: unknown[] = [];
    let opening = Promise.withResolvers<void>();
    opening.resolve();
    const stage = await startStage(
      {
        'hotFolder.take': async ({ shown }) => {
          const picture = folder.find(({ id }) => !shown.includes(id));
          return ok(picture === undefined ? {} : { picture });
        },
        'hotFolder.open': async ({ pictureId }) => {
          await opening.promise;
          return ok({ picture: { id: pictureId, capture: new Uint8Array([9]) } });
        },
        'rosters.capture': async (request) => {
          saved.push(request);
          const captureSha256 = await sha256Hex(request.capture);
          return ok({ job: sampleJob(), captureSha256, photoSha256: captureSha256, photo: request.capture });
        },
      },
      { hasHotFolder: true },
    );
    const { actions, state } = stage.store;
    actions.showOperator();
    actions.openSession('monday', 'morning');
    const arrive = async (digit: string) => {
      folder.unshift({ id: idOf(digit), capture: new Uint8Array([Number(digit)]) });
      stage.double.emit('hotFolder.changed', { state: 'watching', waiting: folder.length, arrivedFor: 'a' });
      await settled();
    };
    /** From here on a picture opens only once the function is called that this gives. */
    const holdOpening = () => {
      opening = Promise.withResolvers();
      return opening.resolve;
    };
    return { stage, actions, flow: () => state.getState().flow, arrive, saved, holdOpening };
  }

  test('lead whoever was called to the review, by themselves; taking another one waits for the next', async () => {
    const { actions, flow, arrive, saved } = await called();
    actions.callPerson(samplePerson(0), call);
    await arrive('1');
    // Nobody has agreed to anything yet.
    expect(flow().kind).toBe('notice');
    actions.agree();
    await settled();
    expect(flow()).toMatchObject({ kind: 'review', call, capture: { bytes: new Uint8Array([1]) } });
    actions.back();
    await settled();
    expect(flow().kind).toBe('camera');
    await arrive('2');
    expect(flow()).toMatchObject({ kind: 'review', capture: { bytes: new Uint8Array([2]) } });
    await actions.savePhoto();
    expect(saved).toMatchObject([{ ...call, pictureId: idOf('2'), noticeVersion: '1' }]);
    expect(flow().kind).toBe('session');
  });

  test('that came late are given by staff, without the camera', async () => {
    const { stage, actions, flow, saved } = await called();
    expect(await actions.givePicture(samplePerson(0), call, idOf('7'))).toBe(true);
    expect(flow()).toMatchObject({ kind: 'review', call, person: samplePerson(0) });
    await actions.savePhoto();
    // Nobody was shown the notice.
    expect(saved).toMatchObject([{ ...call, pictureId: idOf('7'), noticeVersion: '' }]);
    expect(stage.held.captures.size).toBe(0);
  });

  test('that were given and are not wanted lead back to the session: nothing is taken, and whoever is called then reads the notice', async () => {
    const { stage, actions, flow, saved } = await called();
    await actions.givePicture(samplePerson(0), call, idOf('7'));
    actions.back();
    expect(flow()).toEqual({ kind: 'session', rosterId: call.rosterId, sessionId: call.sessionId });
    expect(stage.held.captures.size).toBe(0);
    expect(saved).toEqual([]);
    actions.callPerson(samplePerson(0), call);
    expect(flow()).toMatchObject({ kind: 'notice', call });
  });

  test('are given also while the photo before goes on its way, and to nobody once staff have left', async () => {
    const { stage, actions, flow, saved, holdOpening } = await called();
    await actions.givePicture(samplePerson(0), call, idOf('7'));
    await actions.savePhoto();
    const open = holdOpening();
    const later = { ...call, personKey: 'b' };
    const given = actions.givePicture(samplePerson(1), later, idOf('8'));
    stage.double.emit('uploads.changed', { job: sampleJob({ state: { kind: 'sending' } }) });
    open();
    expect(await given).toBe(true);
    expect(flow()).toMatchObject({ kind: 'review', call: later, person: samplePerson(1) });
    await actions.savePhoto();
    expect(saved).toHaveLength(2);
    const openLate = holdOpening();
    const late = actions.givePicture(samplePerson(0), call, idOf('9'));
    actions.end();
    openLate();
    expect(await late).toBe(true);
    expect(flow().kind).toBe('attract');
    expect(stage.held.captures.size).toBe(0);
  });

  test('are nobody’s who was not called', async () => {
    const { actions, arrive, stage } = await called();
    actions.end();
    await goToCamera(stage);
    await arrive('1');
    expect(stage.store.state.getState().flow.kind).toBe('camera');
    expect(stage.double.calls.filter(({ name }) => name === 'hotFolder.take')).toEqual([]);
  });
});
