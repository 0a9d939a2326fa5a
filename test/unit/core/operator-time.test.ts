import { afterEach, expect, test } from 'vitest';
import { type CoreStation, noPhotoProcess, openCoreStation } from '../../core-station.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';

let station: CoreStation | undefined;
afterEach(async () => {
  await station?.core.stop();
  station = undefined;
});

/** A station whose operator has just unlocked the screens. */
async function openUnlocked() {
  const clock = createFakeClock();
  const opened = await openCoreStation({ clock, spawnPhotoProcess: noPhotoProcess });
  station = opened;
  const changes = opened.heard('operator.changed');
  await opened.ask('operator.unlock', { pin: '-' });
  return { ...opened, clock, changes };
}

/** The list on the screen as it refreshes by itself, every ten seconds; the last answer's code. */
async function watchList({ ask }: CoreStation, clock: FakeClock, forMs: number): Promise<string> {
  let code = '';
  for (let passedMs = 0; passedMs < forMs; passedMs += 10_000) {
    clock.advance(10_000);
    const reply = await ask('uploads.list', { offset: 0, limit: 100, filter: 'all' });
    code = reply.kind === 'ok' ? 'ok' : reply.error.code;
  }
  return code;
}

test('a list that refreshes by itself does not keep the screens of an operator who walked away open', async () => {
  const unlocked = await openUnlocked();
  expect(await watchList(unlocked, unlocked.clock, 290_000)).toBe('ok');
  expect(await watchList(unlocked, unlocked.clock, 10_000)).toBe('locked');
  expect(unlocked.changes).toEqual([{ isOperator: true }, { isOperator: false }]);
});

test('an operator who reads and scrolls stays, for five minutes after the last touch', async () => {
  const unlocked = await openUnlocked();
  for (let minute = 0; minute < 30; minute += 1) {
    expect(await watchList(unlocked, unlocked.clock, 60_000)).toBe('ok');
    expect(await unlocked.ask('operator.stay')).toEqual({ kind: 'ok', value: {} });
  }
  expect(await watchList(unlocked, unlocked.clock, 290_000)).toBe('ok');
  expect(await watchList(unlocked, unlocked.clock, 10_000)).toBe('locked');
});

test('work by hand counts, a mistyped request does not', async () => {
  const unlocked = await openUnlocked();
  unlocked.clock.advance(240_000);
  await unlocked.ask('uploads.retryAll');
  unlocked.clock.advance(240_000);
  expect(await unlocked.ask('uploads.retryAll', { extra: 1 })).toMatchObject({ error: { code: 'bad-request' } });
  unlocked.clock.advance(60_000);
  expect(await unlocked.ask('uploads.retryAll')).toMatchObject({ error: { code: 'locked' } });
});

test('nobody opens closed screens by saying that somebody is there', async () => {
  const unlocked = await openUnlocked();
  await unlocked.ask('operator.lock');
  expect(await unlocked.ask('operator.stay')).toMatchObject({ error: { code: 'locked' } });
  expect(await unlocked.ask('uploads.list', { offset: 0, limit: 1, filter: 'all' })).toMatchObject({
    error: { code: 'locked' },
  });
});
