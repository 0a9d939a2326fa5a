import { expect, test } from 'vitest';
import { loopTurn } from '../../../electron/process/loop-turn.ts';
import { createDayNetwork } from '../../day-network.ts';

/** Goes through so many stretches of a list, as a station does. */
function goThrough(stretches: number) {
  const work = { left: stretches };
  void (async () => {
    for (; work.left > 0; work.left -= 1) await loopTurn();
  })();
  return work;
}

test('time of a shared day waits for a station that goes through a list, however long', async () => {
  const { quiet } = createDayNetwork();
  const [one, other] = [goThrough(1_000), goThrough(2_000)];
  await quiet();
  expect([one.left, other.left]).toEqual([0, 0]);
});

test('two who wait for quiet do not wait for each other', async () => {
  const work = goThrough(500);
  const { quiet } = createDayNetwork();
  await Promise.all([quiet(), quiet(), createDayNetwork().quiet()]);
  expect(work.left).toBe(0);
});
