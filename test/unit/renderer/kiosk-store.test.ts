import { describe, expect, test } from 'vitest';
import type { Capture, Pictures } from '../../../renderer/store/capture.ts';
import { type KioskStore, photoKey } from '../../../renderer/store/kiosk-state.ts';
import { createKioskStore } from '../../../renderer/store/kiosk-store.ts';
import { eventNames, type KioskHandlers } from '../../../shared/contract.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Station } from '../../../shared/station.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import {
  createKioskDouble,
  type KioskDouble,
  sampleJob,
  samplePeople,
  sampleSnapshot,
  sha256Hex,
} from '../../kiosk-double.ts';

interface Held {
  readonly urls: Set<string>;
  readonly captures: Set<Capture>;
}

/** Pictures that count what is still held. */
function countedPictures(held: Held): Pictures {
  let number = 0;
  return {
    async decode(bytes, source) {
      if (bytes.length === 0) throw new Error('no picture');
      const capture: Capture = {
        bytes,
        image: {} as CanvasImageSource,
        size: { widthPx: 1280, heightPx: 720 },
        source,
      };
      held.captures.add(capture);
      return capture;
    },
    release: (capture) => void held.captures.delete(capture),
    toUrl() {
      number += 1;
      held.urls.add(`blob:${number}`);
      return `blob:${number}`;
    },
    sha256: sha256Hex,
    wipe() {
      held.urls.clear();
      held.captures.clear();
    },
  };
}

interface Stage {
  readonly store: KioskStore;
  readonly double: KioskDouble;
  readonly clock: FakeClock;
  readonly held: Held;
  readonly stop: () => void;
}

async function started(overrides: Partial<KioskHandlers> = {}, station: Partial<Station> = {}): Promise<Stage> {
  const held = { urls: new Set<string>(), captures: new Set<Capture>() };
  const clock = createFakeClock();
  const snapshot = { ...sampleSnapshot, station: { ...sampleSnapshot.station, ...station } };
  const double = createKioskDouble(overrides, snapshot);
  const store = createKioskStore({ api: double.api, clock, pictures: countedPictures(held) });
  const stop = store.actions.start();
  await settled();
  return { store, double, clock, held, stop };
}

/** Lets every answer that is on its way arrive. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const aiko = samplePeople[0];
if (aiko === undefined) throw new Error('the double has people');

async function atReview(stage: Stage) {
  stage.store.actions.begin();
  stage.store.actions.choosePerson(aiko as NonNullable<typeof aiko>);
  stage.store.actions.agree();
  await stage.store.actions.capture(new Uint8Array([1, 2, 3]));
  expect(stage.store.state.getState().flow.kind).toBe('review');
}

describe('saving', () => {
  test('shows the receipt with the photo that the core made', async () => {
    const stage = await started();
    await atReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({ kind: 'receipt', job: { id: 'job-1' }, person: aiko });
    expect(stage.double.calls.filter((call) => call.name === 'uploads.enqueue')).toHaveLength(1);
  });

  test('is never called saved when the core got other bytes than were on screen', async () => {
    const stage = await started({
      'uploads.enqueue': async () =>
        ok({
          job: sampleJob(),
          captureSha256: '0'.repeat(64),
          photoSha256: '0'.repeat(64),
          photo: new Uint8Array([1]),
        }),
    });
    await atReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({
      kind: 'review',
      saving: { kind: 'not-saved', failure: { detail: { mismatch: 'capture-sha256' } } },
    });
  });

  test('keeps the capture when the disk is full, and saves it at the next try', async () => {
    let isFull = true;
    const stage = await started({
      'uploads.enqueue': async ({ capture }) => {
        if (isFull) return err({ code: 'not-saved-disk-full' });
        const captureSha256 = await sha256Hex(capture);
        return ok({ job: sampleJob(), captureSha256, photoSha256: captureSha256, photo: capture });
      },
    });
    await atReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({ saving: { failure: { code: 'not-saved-disk-full' } } });
    expect(stage.held.captures.size).toBe(1);
    isFull = false;
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow.kind).toBe('receipt');
  });

  test('ends in words, not in a spinner, when the connection to the core breaks', async () => {
    const stage = await started({ 'uploads.enqueue': () => Promise.reject(new Error('gone')) });
    await atReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({ saving: { kind: 'not-saved' } });
  });

  test('does not lose news of the job that overtook the reply', async () => {
    let emit: (() => void) | undefined;
    const stage = await started({
      'uploads.enqueue': async ({ capture }) => {
        emit?.();
        const captureSha256 = await sha256Hex(capture);
        return ok({ job: sampleJob(), captureSha256, photoSha256: captureSha256, photo: capture });
      },
    });
    emit = () => stage.double.emit('uploads.changed', { job: sampleJob({ state: { kind: 'sending' } }) });
    await atReview(stage);
    await stage.store.actions.savePhoto();
    expect(stage.store.state.getState().flow).toMatchObject({ job: { state: { kind: 'sending' } } });
  });

  test('goes once, however often the button is pressed', async () => {
    const stage = await started();
    await atReview(stage);
    await Promise.all([1, 2, 3].map(() => stage.store.actions.savePhoto()));
    expect(stage.double.calls.filter((call) => call.name === 'uploads.enqueue')).toHaveLength(1);
  });
});

describe('the next person', () => {
  test('sees nothing of the last one: pictures freed, search empty, language and text size as they were', async () => {
    const stage = await started({ 'people.photo': async () => ok({ photo: new Uint8Array([1]) }) });
    const { actions, state } = stage.store;
    actions.chooseLanguage('ja');
    actions.nextTextScale();
    actions.begin();
    actions.type('Aiko');
    stage.clock.advance(500);
    actions.wantPhoto('1', 240);
    await settled();
    expect(state.getState().search.people).not.toHaveLength(0);
    expect(stage.held.urls.size).toBe(1);
    actions.choosePerson(aiko);
    actions.agree();
    await actions.capture(new Uint8Array([1]));
    actions.end();
    const after = state.getState();
    expect(after).toMatchObject({ flow: { kind: 'attract' }, language: 'en', textScale: 1 });
    expect(after.search).toMatchObject({ query: '', people: [] });
    expect(after.presentPhotos.size).toBe(0);
    expect(stage.held).toEqual({ urls: new Set(), captures: new Set() });
  });

  test('gets no answer that was asked for by the last one', async () => {
    let answer: (() => void) | undefined;
    const stage = await started({
      'people.photo': () =>
        new Promise((resolve) => {
          answer = () => resolve(ok({ photo: new Uint8Array([1]) }));
        }),
    });
    stage.store.actions.begin();
    stage.store.actions.wantPhoto('1', 96);
    await settled();
    stage.store.actions.end();
    answer?.();
    await settled();
    expect(stage.store.state.getState().presentPhotos.has(photoKey('1', 96))).toBe(false);
    expect(stage.held.urls.size).toBe(0);
  });

  test('finds attract when nobody touches the screen, after a warning', async () => {
    const stage = await started({}, { idleTimeoutSeconds: 60 });
    await atReview(stage);
    stage.clock.advance(59_999);
    expect(stage.store.state.getState().idleEndsAtMs).toBeUndefined();
    stage.clock.advance(1);
    expect(stage.store.state.getState().idleEndsAtMs).toBe(90_000);
    stage.clock.advance(29_999);
    expect(stage.store.state.getState().flow.kind).toBe('review');
    stage.clock.advance(1);
    expect(stage.store.state.getState()).toMatchObject({ flow: { kind: 'attract' }, idleEndsAtMs: undefined });
    expect(stage.held.captures.size).toBe(0);
  });

  test('is not rushed: an answer to the warning takes it away and starts the time again', async () => {
    const stage = await started({}, { idleTimeoutSeconds: 60 });
    stage.store.actions.begin();
    stage.clock.advance(70_000);
    expect(stage.store.state.getState().idleEndsAtMs).toBeDefined();
    stage.store.actions.stay();
    expect(stage.store.state.getState().idleEndsAtMs).toBeUndefined();
    stage.clock.advance(59_000);
    expect(stage.store.state.getState()).toMatchObject({ flow: { kind: 'search' }, idleEndsAtMs: undefined });
  });

  test('can press either button of the warning: a hand on its way does not take them away', async () => {
    const stage = await started({}, { idleTimeoutSeconds: 60 });
    stage.store.actions.begin();
    stage.clock.advance(60_000);
    stage.store.actions.noteActivity();
    expect(stage.store.state.getState().idleEndsAtMs).toBe(90_000);
    stage.store.actions.end();
    expect(stage.store.state.getState()).toMatchObject({ flow: { kind: 'attract' }, idleEndsAtMs: undefined });
  });

  test('is never cleared away while a photo is being saved', async () => {
    const stage = await started({ 'uploads.enqueue': () => new Promise(() => undefined) }, { idleTimeoutSeconds: 15 });
    await atReview(stage);
    void stage.store.actions.savePhoto();
    stage.clock.advance(3_600_000);
    stage.store.actions.end();
    expect(stage.store.state.getState().flow).toMatchObject({ kind: 'review', saving: { kind: 'saving' } });
    expect(stage.held.captures.size).toBe(1);
  });

  test("finds the station's own language again at attract", async () => {
    const stage = await started({}, { idleTimeoutSeconds: 30 });
    stage.store.actions.noteActivity();
    stage.store.actions.chooseLanguage('zh-Hans');
    stage.clock.advance(30_000);
    expect(stage.store.state.getState().language).toBe('en');
  });
});

describe('a retake', () => {
  test('frees the picture that is not used', async () => {
    const stage = await started();
    await atReview(stage);
    stage.store.actions.back();
    expect(stage.store.state.getState().flow.kind).toBe('camera');
    expect(stage.held.captures.size).toBe(0);
  });
});

describe('a picture file', () => {
  test('goes through the core and on to the review', async () => {
    const stage = await started();
    stage.store.actions.begin();
    stage.store.actions.choosePerson(aiko);
    stage.store.actions.agree();
    await stage.store.actions.openFile(new Uint8Array([9]));
    expect(stage.double.calls.some((call) => call.name === 'photos.open')).toBe(true);
    expect(stage.store.state.getState().flow).toMatchObject({ kind: 'review', capture: { source: 'file' } });
  });

  test('that is none is said to be none, and the way on stays', async () => {
    const stage = await started({ 'photos.open': async () => err({ code: 'picture-unreadable' }) });
    stage.store.actions.begin();
    stage.store.actions.choosePerson(aiko);
    stage.store.actions.agree();
    await stage.store.actions.openFile(new Uint8Array([9]));
    expect(stage.store.state.getState()).toMatchObject({
      flow: { kind: 'camera' },
      opening: { kind: 'failed', problem: 'unreadable' },
    });
  });
});

describe('a picture that comes late', () => {
  /** A file whose opening lasts until the test says so. */
  async function slowFile() {
    let answer: (reply: Awaited<ReturnType<KioskHandlers['photos.open']>>) => void = () => undefined;
    const stage = await started({
      'photos.open': () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    stage.store.actions.begin();
    stage.store.actions.choosePerson(aiko as NonNullable<typeof aiko>);
    stage.store.actions.agree();
    const opening = stage.store.actions.openFile(new Uint8Array([9]));
    await settled();
    return { stage, opening, answer: (reply: Parameters<typeof answer>[0]) => answer(reply) };
  }
  const picture = ok({ capture: new Uint8Array([1]), widthPx: 512, heightPx: 512 });

  test('never becomes the photo of the person who was chosen meanwhile', async () => {
    const { stage, opening, answer } = await slowFile();
    const { actions, state } = stage.store;
    actions.back();
    actions.back();
    actions.choosePerson(samplePeople[3] as NonNullable<typeof aiko>);
    actions.agree();
    answer(picture);
    await opening;
    expect(state.getState()).toMatchObject({ flow: { kind: 'camera', person: samplePeople[3] } });
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
  const stage = await started();
  stage.store.actions.begin();
  stage.store.actions.choosePerson(aiko as NonNullable<typeof aiko>);
  stage.store.actions.agree();
  expect(await stage.store.actions.capture(new Uint8Array())).toBe(false);
  expect(stage.store.state.getState()).toMatchObject({ flow: { kind: 'camera' }, opening: { kind: 'none' } });
});

describe('searching', () => {
  test('asks once typing rests, and only the newest answer counts', async () => {
    const answers = new Map<string, () => void>();
    const stage = await started({
      'people.search': ({ query }) =>
        new Promise((resolve) => {
          const people = samplePeople.filter((person) => person.displayName.includes(query));
          answers.set(query, () => resolve(ok({ people, isFromCache: false })));
        }),
    });
    const { actions, state } = stage.store;
    actions.begin();
    for (const text of ['A', 'An', 'Ant']) actions.type(text);
    stage.clock.advance(200);
    actions.type('Aik');
    stage.clock.advance(200);
    await settled();
    expect([...answers.keys()]).toEqual(['Ant', 'Aik']);
    answers.get('Aik')?.();
    await settled();
    answers.get('Ant')?.();
    await settled();
    expect(state.getState().search).toMatchObject({ foundFor: 'Aik', progress: 'found' });
    expect(state.getState().search.people.map((person) => person.displayName)).toEqual(['Aiko Tanaka', 'Aiko Tanaka']);
  });

  test('asks for one Chinese or Japanese character, and not for one Latin letter', async () => {
    const stage = await started();
    for (const text of ['a', '张', 'た']) {
      stage.store.actions.type(text);
      stage.clock.advance(200);
      await settled();
    }
    expect(stage.double.calls.filter((call) => call.name === 'people.search').map((call) => call.request)).toEqual([
      { query: '张' },
      { query: 'た' },
    ]);
  });
});

describe('starting', () => {
  test('asks for one snapshot and then only listens', async () => {
    const stage = await started();
    stage.double.emit('queue.changed', { queue: { ...sampleSnapshot.queue, waiting: 4 } });
    stage.double.emit('demo.changed', { fault: 'slow' });
    expect(stage.store.state.getState().snapshot).toMatchObject({ queue: { waiting: 4 }, demo: { fault: 'slow' } });
    expect(stage.double.calls.map((call) => call.name)).toEqual(['station.snapshot']);
  });

  test('applies events that overtook the snapshot', async () => {
    let answer: (() => void) | undefined;
    const stage = await started({
      'station.snapshot': () =>
        new Promise((resolve) => {
          answer = () => resolve(ok(sampleSnapshot));
        }),
    });
    stage.double.emit('queue.changed', { queue: { ...sampleSnapshot.queue, waiting: 7 } });
    answer?.();
    await settled();
    expect(stage.store.state.getState().snapshot?.queue.waiting).toBe(7);
  });

  test('says when the core does not answer, and goes on by itself when it does', async () => {
    let isUp = false;
    const stage = await started({
      'station.snapshot': async () => (isUp ? ok(sampleSnapshot) : err({ code: 'internal' })),
    });
    expect(stage.store.state.getState().start).toBe('failed');
    isUp = true;
    stage.clock.advance(3000);
    await settled();
    expect(stage.store.state.getState().start).toBe('ready');
  });

  test('leaves no listener and no timer behind when it stops', async () => {
    const stage = await started();
    stage.stop();
    expect(eventNames.map(stage.double.listenerCount)).toEqual(eventNames.map(() => 0));
    expect(stage.clock.nextTimerMs()).toBeUndefined();
  });
});
