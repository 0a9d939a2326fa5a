import { describe, expect, test } from 'vitest';
import { photoKey } from '../../../renderer/store/kiosk-state.ts';
import { eventNames } from '../../../shared/contract.ts';
import { err, ok } from '../../../shared/result.ts';
import { samplePeople, sampleSnapshot } from '../../kiosk-double.ts';
import { goToReview, samplePerson, settled, startStage } from '../../kiosk-stage.ts';

describe('the next person', () => {
  test('sees nothing of the last one: pictures freed, search empty, language and text size as they were', async () => {
    const stage = await startStage({ 'people.photo': async () => ok({ photo: new Uint8Array([1]) }) });
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
    actions.choosePerson(samplePerson(0));
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
    const stage = await startStage({
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
    const stage = await startStage({}, { idleTimeoutSeconds: 60 });
    await goToReview(stage);
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
    const stage = await startStage({}, { idleTimeoutSeconds: 60 });
    stage.store.actions.begin();
    stage.clock.advance(70_000);
    expect(stage.store.state.getState().idleEndsAtMs).toBeDefined();
    stage.store.actions.stay();
    expect(stage.store.state.getState().idleEndsAtMs).toBeUndefined();
    stage.clock.advance(59_000);
    expect(stage.store.state.getState()).toMatchObject({ flow: { kind: 'search' }, idleEndsAtMs: undefined });
  });

  test('has ten minutes from each touch once more time was asked for, and the next one has what the station says', async () => {
    const stage = await startStage({}, { idleTimeoutSeconds: 60 });
    const { actions, state } = stage.store;
    actions.begin();
    stage.clock.advance(60_000);
    actions.needMoreTime();
    expect(state.getState().idleEndsAtMs).toBeUndefined();
    actions.choosePerson(samplePerson(0));
    stage.clock.advance(599_000);
    actions.noteActivity();
    stage.clock.advance(599_000);
    expect(state.getState()).toMatchObject({ flow: { kind: 'notice' }, idleEndsAtMs: undefined });
    stage.clock.advance(1_000);
    expect(state.getState().idleEndsAtMs).toBeDefined();
    actions.end();
    actions.begin();
    stage.clock.advance(60_000);
    expect(state.getState().idleEndsAtMs).toBeDefined();
  });

  test('is warned at least 20 seconds before the screen is cleared, however short the station’s time is', async () => {
    const stage = await startStage({}, { idleTimeoutSeconds: 15 });
    stage.store.actions.begin();
    stage.clock.advance(34_999);
    expect(stage.store.state.getState().flow.kind).toBe('search');
    stage.clock.advance(1);
    expect(stage.store.state.getState().flow.kind).toBe('attract');
  });

  test('can press either button of the warning: a hand on its way does not take them away', async () => {
    const stage = await startStage({}, { idleTimeoutSeconds: 60 });
    stage.store.actions.begin();
    stage.clock.advance(60_000);
    stage.store.actions.noteActivity();
    expect(stage.store.state.getState().idleEndsAtMs).toBe(90_000);
    stage.store.actions.end();
    expect(stage.store.state.getState()).toMatchObject({ flow: { kind: 'attract' }, idleEndsAtMs: undefined });
  });

  test('is never cleared away while a photo is being saved', async () => {
    const stage = await startStage(
      { 'uploads.enqueue': () => new Promise(() => undefined) },
      { idleTimeoutSeconds: 15 },
    );
    await goToReview(stage);
    void stage.store.actions.savePhoto();
    stage.clock.advance(3_600_000);
    stage.store.actions.end();
    expect(stage.store.state.getState().flow).toMatchObject({ kind: 'review', saving: { kind: 'saving' } });
    expect(stage.held.captures.size).toBe(1);
  });

  test("finds the station's own language again at attract", async () => {
    const stage = await startStage({}, { idleTimeoutSeconds: 30 });
    stage.store.actions.noteActivity();
    stage.store.actions.chooseLanguage('zh-Hans');
    stage.clock.advance(30_000);
    expect(stage.store.state.getState().language).toBe('en');
  });
});

describe('searching', () => {
  test('asks once typing rests, and only the newest answer counts', async () => {
    const answers = new Map<string, () => void>();
    const stage = await startStage({
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

  test('waits as long as the station asks after many searches, says so, and goes on by itself', async () => {
    let isBusy = true;
    const stage = await startStage({
      'people.search': async () =>
        isBusy
          ? err({ code: 'too-many-searches', detail: { retryAfterMs: 900 } })
          : ok({ people: samplePeople.slice(0, 1), isFromCache: false }),
    });
    const { actions, state } = stage.store;
    actions.begin();
    actions.type('Aik');
    stage.clock.advance(200);
    await settled();
    expect(state.getState().search).toMatchObject({ progress: 'failed', problem: 'too-many-searches' });
    isBusy = false;
    stage.clock.advance(899);
    await settled();
    expect(state.getState().search.progress).toBe('failed');
    stage.clock.advance(1);
    await settled();
    expect(state.getState().search).toMatchObject({ progress: 'found', foundFor: 'Aik' });
  });

  test('leaves the station’s wish to wait behind with the visit', async () => {
    const stage = await startStage({
      'people.search': async () => err({ code: 'too-many-searches', detail: { retryAfterMs: 900 } }),
    });
    stage.store.actions.begin();
    stage.store.actions.type('Aik');
    stage.clock.advance(200);
    await settled();
    stage.store.actions.end();
    stage.clock.advance(2_000);
    await settled();
    expect(stage.double.calls.filter((call) => call.name === 'people.search')).toHaveLength(1);
    expect(stage.store.state.getState().search).toMatchObject({ progress: 'idle', query: '' });
  });

  test('asks for one Chinese or Japanese character, and not for one Latin letter', async () => {
    const stage = await startStage();
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
    const stage = await startStage();
    stage.double.emit('queue.changed', { queue: { ...sampleSnapshot.queue, waiting: 4 } });
    stage.double.emit('demo.changed', { fault: 'slow' });
    expect(stage.store.state.getState().snapshot).toMatchObject({ queue: { waiting: 4 }, demo: { fault: 'slow' } });
    expect(stage.double.calls.map((call) => call.name)).toEqual(['station.snapshot', 'people.forget']);
  });

  test('applies events that overtook the snapshot', async () => {
    let answer: (() => void) | undefined;
    const stage = await startStage({
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
    const stage = await startStage({
      'station.snapshot': async () => (isUp ? ok(sampleSnapshot) : err({ code: 'internal' })),
    });
    expect(stage.store.state.getState().start).toBe('failed');
    isUp = true;
    stage.clock.advance(3000);
    await settled();
    expect(stage.store.state.getState().start).toBe('ready');
  });

  test('leaves no listener and no timer behind when it stops', async () => {
    const stage = await startStage();
    stage.stop();
    expect(eventNames.map(stage.double.listenerCount)).toEqual(eventNames.map(() => 0));
    expect(stage.clock.nextTimerMs()).toBeUndefined();
  });
});
