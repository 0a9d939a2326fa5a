import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { PhotoSlots } from '../../photo-slots.ts';
import { samplePhoto } from '../../queue-station.ts';
import { WorkingStation } from '../../working-station.ts';

const hourMs = 3_600_000;
const former = samplePhoto(900);
const slotOfOne = 'user:person1@example.com';

let clock: FakeClock;
let slots: PhotoSlots;
let station: WorkingStation;

beforeEach(() => {
  clock = createFakeClock();
  slots = new PhotoSlots(clock);
  slots.put(slotOfOne, former);
  station = new WorkingStation({ clock, ...slots.parts });
});
afterEach(() => station.remove());

const save = (number = 1, about: object = {}) => station.save(1, number, about).id;
/** One photo, sent and confirmed. */
async function replaced(number = 1, about: object = {}): Promise<string> {
  const id = save(number, about);
  await letTimePass(clock, 5_000);
  expect(station.queue.get(id)?.state.kind).toBe('confirmed');
  return id;
}
const shown = () => slots.shown(slotOfOne);
const rows = () => Number(station.store.prepare('SELECT count(*) AS n FROM former_photo').get()?.n);

test('The photo that was there before is put back with one call, read back like any other, and then nothing of it is left.', async () => {
  const { queue } = await station.start();
  const id = await replaced();
  expect(shown()).toEqual(samplePhoto(1));
  expect(queue.get(id)).toMatchObject({
    personName: 'Person Number1',
    former: { kind: 'photo', untilMs: expect.any(Number) },
  });
  expect(queue.former(id)).toEqual(former);
  const undone = queue.undo(id);
  expect(undone).toMatchObject({ kind: 'ok', value: { undoes: 'put-back', personName: 'Person Number1' } });
  expect(queue.get(id)?.former).toBeUndefined();
  await letTimePass(clock, 5_000);
  expect(shown()).toEqual(former);
  const undo = undone.kind === 'ok' ? queue.get(undone.value.id) : undefined;
  expect(undo).toMatchObject({ state: { kind: 'confirmed' }, undoes: 'put-back', personName: '' });
  expect(queue.get(id)).toMatchObject({ personName: '' });
  expect(queue.get(id)?.former).toBeUndefined();
  expect(rows()).toBe(0);
  expect(queue.undo(id)).toMatchObject({ kind: 'error', error: { code: 'not-now' } });
  expect(queue.verify().isSound).toBe(true);
});

test('Of several photos taken one after the other, the one before the first is put back, and only the last row offers it.', async () => {
  const { queue } = await station.start();
  const first = await replaced(1);
  const second = await replaced(2);
  expect(queue.get(first)?.former).toBeUndefined();
  expect(queue.undo(first)).toMatchObject({ kind: 'error', error: { code: 'not-now' } });
  expect(queue.get(second)?.former?.kind).toBe('photo');
  expect(slots.count('read')).toBe(1);
  queue.undo(second);
  await letTimePass(clock, 5_000);
  expect(shown()).toEqual(former);
  // What is taken after that has a former photo of its own again.
  const third = await replaced(3);
  expect(queue.former(third)).toEqual(former);
});

test('While a newer photo is on its way nothing is offered; a withdrawn undoing is offered again.', async () => {
  const { queue } = await station.start();
  const id = await replaced();
  slots.troubles.set('look', 'offline');
  const undone = queue.undo(id);
  await letTimePass(clock, 3_000);
  expect(undone.kind === 'ok' && queue.get(undone.value.id)?.state.kind).toBe('waiting');
  expect(queue.get(id)?.former).toBeUndefined();
  if (undone.kind === 'ok') queue.withdraw(undone.value.id);
  expect(queue.get(id)?.former?.kind).toBe('photo');
  slots.troubles.clear();
  queue.undo(id);
  await letTimePass(clock, 60_000);
  expect(shown()).toEqual(former);
});

test('Where there was no photo before, undoing removes what was sent, and an empty slot confirms it.', async () => {
  slots.put(slotOfOne, undefined);
  const { queue } = await station.start();
  const id = await replaced();
  expect(queue.get(id)?.former?.kind).toBe('empty');
  slots.troubles.set('remove', 'transient');
  const undone = queue.undo(id);
  if (undone.kind === 'error') throw new Error(undone.error.code);
  expect(queue.thumbnail(undone.value.id)).toBeUndefined();
  await letTimePass(clock, 3_000);
  slots.troubles.clear();
  await letTimePass(clock, 60_000);
  expect(shown()).toBeUndefined();
  expect(queue.get(undone.value.id)).toMatchObject({ state: { kind: 'confirmed' }, undoes: 'remove' });
  expect(queue.today()).toEqual({ saved: 1, confirmed: 1 });
  expect(queue.verify().isSound).toBe(true);
});

test('Where there was none and the API cannot remove one, that is said instead of offered.', async () => {
  const { queue } = await station.start();
  const id = await replaced(1, { target: { kind: 'team', teamId: 'team-1' } });
  expect(queue.get(id)?.former?.kind).toBe('cannot-remove');
  expect(queue.undo(id)).toMatchObject({
    kind: 'error',
    error: { code: 'not-now', detail: { former: 'cannot-remove' } },
  });
});

test.each([
  ['refused', 'refused'],
  ['transient', 'transient'],
  ['silent', 'too-slow'],
] as const)(
  'A former photo that cannot be read (%s) holds no upload up: it is sent, and says so.',
  async (trouble, why) => {
    const { queue } = await station.start();
    slots.troubles.set('read', trouble);
    const id = save();
    await letTimePass(clock, 15_000);
    expect(shown()).toEqual(samplePhoto(1));
    expect(queue.get(id)).toMatchObject({
      state: { kind: 'confirmed' },
      personName: '',
      former: { kind: 'unread', why },
    });
    expect(queue.undo(id)).toMatchObject({ kind: 'error', error: { code: 'not-now', detail: { former: 'unread' } } });
    // What the next one replaces is no former photo of anybody's.
    slots.troubles.clear();
    const second = await replaced(2);
    expect(queue.get(second)?.former).toMatchObject({ kind: 'unread' });
  },
);

test('A token that may not read at all sends, and what cannot be put back is said.', async () => {
  slots.troubles.set('look', 'refused');
  const { queue } = await station.start();
  const id = save();
  await letTimePass(clock, 5_000);
  expect(shown()).toEqual(samplePhoto(1));
  expect(queue.get(id)?.former).toMatchObject({ kind: 'unread', why: 'refused' });
});

test('A write that was refused keeps nobody’s photo: the next write reads the slot as it is then.', async () => {
  const { queue } = await station.start();
  slots.troubles.set('write', 'refused');
  save(1);
  await letTimePass(clock, 2_000);
  slots.troubles.clear();
  const others = samplePhoto(901);
  slots.put(slotOfOne, others);
  const id = await replaced(2);
  expect(queue.former(id)).toEqual(others);
});

test('A throttled write does not read the slot again while nothing has changed there.', async () => {
  const { queue } = await station.start();
  slots.troubles.set('write', 'throttled');
  const id = save();
  await letTimePass(clock, 60_000);
  slots.troubles.clear();
  await letTimePass(clock, 3 * hourMs);
  expect(queue.get(id)?.state.kind).toBe('confirmed');
  expect(slots.count('read')).toBe(1);
  expect(queue.former(id)).toEqual(former);
});

test('With the setting at 0 nothing is read, and what was kept before is erased at start.', async () => {
  await station.start();
  const id = await replaced();
  expect(rows()).toBe(1);
  const { queue } = await station.restart({ settings: { keepFormerHours: 0 } });
  expect(rows()).toBe(0);
  expect(queue.get(id)?.former).toBeUndefined();
  await replaced(2);
  expect(slots.count('read')).toBe(1);
});

test('The former photo is erased at its end, with the name beside it, and screens hear of it.', async () => {
  const { queue } = await station.start({ settings: { keepFormerHours: 2 } });
  const id = await replaced();
  const heard: unknown[] = [];
  queue.onJobChanged((job) => void (job.id === id && heard.push(job.former)));
  await letTimePass(clock, 1.9 * hourMs);
  expect(queue.get(id)?.former?.kind).toBe('photo');
  await letTimePass(clock, 0.2 * hourMs);
  expect(queue.get(id)).toMatchObject({ personName: '' });
  expect(queue.get(id)?.former).toBeUndefined();
  expect(rows()).toBe(0);
  expect(heard.at(-1)).toBeUndefined();
  expect(heard).not.toHaveLength(0);
  await letTimePass(clock, 20_000);
  expect(station.store.logBytes()).toBe(0);
});

test.each([
  ['switched off meanwhile', async () => clock.jump(25 * hourMs), 0],
  ['a clock that was set back a year, after a day of running', async () => clock.jump(-365 * 24 * hourMs), 20 * hourMs],
])('After a restart the time goes on: %s.', async (_, meanwhile, runMs) => {
  await station.start();
  const id = await replaced();
  await letTimePass(clock, runMs);
  await station.close();
  await meanwhile();
  const { queue } = await station.start();
  await letTimePass(clock, runMs === 0 ? 0 : 5 * hourMs);
  expect(queue.get(id)?.former).toBeUndefined();
  expect(rows()).toBe(0);
});

test('A wall clock that jumps while the station runs neither erases the former photo early nor keeps it longer.', async () => {
  const { queue } = await station.start();
  const id = await replaced();
  clock.jump(400 * 24 * hourMs);
  await letTimePass(clock, 0.5 * hourMs);
  expect(queue.get(id)?.former?.kind).toBe('photo');
  clock.jump(-800 * 24 * hourMs);
  await letTimePass(clock, 24 * hourMs);
  expect(queue.get(id)?.former).toBeUndefined();
  expect(rows()).toBe(0);
});

test('Undoing takes no photo away that staff still have to look at, and waits for nobody itself.', async () => {
  const { queue } = await station.start();
  const id = await replaced();
  const held = save(2, { heldForVisit: 'visit-2' });
  await letTimePass(clock, 2_000);
  expect(queue.get(id)?.former?.kind).toBe('photo');
  queue.undo(id);
  await letTimePass(clock, 5_000);
  expect(shown()).toEqual(former);
  expect(queue.get(held)?.state).toEqual({ kind: 'parked', reason: 'awaiting-approval' });
  queue.approve([held]);
  await letTimePass(clock, 5_000);
  expect(shown()).toEqual(samplePhoto(2));
});

test('Only the account whose session it was puts it back, and with the session nothing of it stays.', async () => {
  let account: string | undefined = 'account1';
  const { queue } = await station.start({ sessionAccount: () => account });
  const about = { accountId: 'account1', personId: 'account1' };
  const id = await replaced(1, about);
  expect(queue.undo(id)).toMatchObject({ kind: 'error', error: { code: 'not-allowed' } });
  expect(queue.undo(id, 'account2')).toMatchObject({ kind: 'error', error: { code: 'not-allowed' } });
  expect(queue.undo(id, 'account1')).toMatchObject({ kind: 'ok' });
  await letTimePass(clock, 5_000);
  expect(shown()).toEqual(former);
  const second = await replaced(2, about);
  account = 'account2';
  queue.accountChanged();
  expect(rows()).toBe(0);
  expect(queue.undo(second, 'account1')).toMatchObject({ kind: 'error', error: { code: 'not-now' } });
});

test('Who takes only some photos back leaves the former photos of the others to be put back.', async () => {
  const { queue } = await station.start({ sessionAccount: () => 'account1' });
  const id = await replaced(1, { accountId: 'account1', personId: 'account1' });
  await queue.withdrawUnsent(({ accountId }) => accountId === 'account2');
  expect(queue.get(id)?.former?.kind).toBe('photo');
  expect(queue.former(id)).toEqual(former);
  await queue.withdrawUnsent(({ target }) => target === slotOfOne);
  expect(rows()).toBe(0);
});

test('No session outlives the process: at its start the station erases what belonged to one.', async () => {
  await station.start({ sessionAccount: () => 'account1' });
  await replaced(1, { accountId: 'account1', personId: 'account1' });
  expect(rows()).toBe(1);
  await station.restart({ sessionAccount: () => undefined });
  expect(rows()).toBe(0);
});
