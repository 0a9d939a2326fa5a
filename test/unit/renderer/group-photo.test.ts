import { describe, expect, test } from 'vitest';
import { photoKey } from '../../../renderer/store/kiosk-state.ts';
import { err, ok } from '../../../shared/result.ts';
import { sampleJob, sampleSnapshot } from '../../kiosk-double.ts';
import { settled, startStage } from '../../kiosk-stage.ts';

describe('the photo of a group', () => {
  const group = { id: 'group:1', displayName: 'Finance' };
  async function reviewOfGroup(overrides: Parameters<typeof startStage>[0] = {}) {
    const stage = await startStage(overrides);
    const lockWith = (isOperator: boolean) =>
      stage.double.emit('station.changed', { snapshot: { ...sampleSnapshot, isOperator } });
    lockWith(true);
    const { actions } = stage.store;
    actions.showOperator();
    actions.chooseTarget(group, group);
    await actions.capture(new Uint8Array([1]));
    expect(stage.store.state.getState().flow).toMatchObject({ kind: 'review', target: group });
    return { ...stage, lock: () => lockWith(false) };
  }

  test('is left for the first screen as soon as staff are locked, and its picture is released', async () => {
    const { store, held, lock } = await reviewOfGroup();
    lock();
    expect(store.state.getState().flow).toEqual({ kind: 'attract' });
    expect(held).toEqual({ urls: new Set(), captures: new Set() });
  });

  test('that could not be saved does not stay behind the lock that came meanwhile', async () => {
    let refuse = () => {};
    const { store, held, lock } = await reviewOfGroup({
      'targets.save': () =>
        new Promise((resolve) => {
          refuse = () => resolve(err({ code: 'not-found' }));
        }),
    });
    const saving = store.actions.savePhoto();
    await settled();
    lock();
    expect(store.state.getState().flow).toMatchObject({ kind: 'review', saving: { kind: 'saving' } });
    refuse();
    await saving;
    expect(store.state.getState().flow).toEqual({ kind: 'attract' });
    expect(held.captures.size).toBe(0);
  });
});

test('once a photo or a removal has arrived at a group, what it showed is read anew, and an answer from before counts for nothing', async () => {
  const answers: ((photo: number) => void)[] = [];
  const stage = await startStage({
    'targets.photo': () =>
      new Promise((resolve) => {
        answers.push((photo) => resolve(ok({ photo: new Uint8Array([photo]) })));
      }),
  });
  const { actions, state } = stage.store;
  const shown = () => state.getState().presentPhotos.get(photoKey('group:1', 240));
  actions.showOperator();
  actions.wantPhoto('group:1', 240);
  actions.wantPhoto('group:2', 240);
  answers[0]?.(1);
  await settled();
  const before = shown();
  expect(before).toMatchObject({ kind: 'photo' });
  stage.double.emit('uploads.changed', { job: sampleJob({ target: 'team:1', state: { kind: 'sending' } }) });
  expect(answers).toHaveLength(2);
  const accepted = { kind: 'accepted', acceptedAtMs: 1, nextVerificationAtMs: 2 } as const;
  stage.double.emit('uploads.changed', { job: sampleJob({ target: 'team:1', state: accepted }) });
  stage.double.emit('uploads.changed', {
    job: sampleJob({ target: 'team:1', state: { kind: 'confirmed', confirmedAtMs: 2 } }),
  });
  expect(answers).toHaveLength(4);
  expect(shown()).toBe(before);
  answers[3]?.(3);
  await settled();
  const confirmed = shown();
  expect(confirmed).not.toBe(before);
  answers[2]?.(2);
  await settled();
  expect(shown()).toBe(confirmed);
});
