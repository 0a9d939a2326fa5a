import { expect, test } from 'vitest';
import { heedSettings } from '../../../electron/host/heed-settings.ts';
import { err, ok } from '../../../shared/result.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';

function setUp() {
  const clock = createFakeClock();
  const world = { isUnset: true, areThere: false, restarts: 0, isAnswering: true };
  const stop = heedSettings({
    clock,
    core: {
      invoke: async () => {
        if (!world.isAnswering) return err({ code: 'not-now' });
        return ok(world.isUnset ? { isUnset: true } : {});
      },
    },
    areThere: () => world.areThere,
    restart: () => {
      world.restarts += 1;
    },
  });
  return { clock, world, stop };
}

/** A minute, in which every look comes to its answer. */
async function pass(clock: FakeClock): Promise<void> {
  for (let seconds = 0; seconds < 60; seconds += 5) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(5_000);
  }
  await new Promise((resolve) => setImmediate(resolve));
}

test('a station that nobody has set up begins anew once, on settings that are put in place', async () => {
  const { clock, world } = setUp();
  await pass(clock);
  expect(world.restarts).toBe(0);
  world.areThere = true;
  await pass(clock);
  expect(world.restarts).toBe(1);
});

test('one that was set up on its own screen goes on, and one that ends looks no more', async () => {
  const setUpHere = setUp();
  setUpHere.world.isUnset = false;
  setUpHere.world.areThere = true;
  await pass(setUpHere.clock);
  expect(setUpHere.world.restarts).toBe(0);
  const ended = setUp();
  ended.stop();
  ended.world.areThere = true;
  await pass(ended.clock);
  expect(ended.world.restarts).toBe(0);
});

test('one that could not answer at first, or belongs to a company no more, takes up settings that come later', async () => {
  const { clock, world } = setUp();
  world.isAnswering = false;
  world.areThere = true;
  await pass(clock);
  expect(world.restarts).toBe(0);
  world.isAnswering = true;
  // Set up on its screen: its own settings are there, and run on.
  world.isUnset = false;
  await pass(clock);
  expect(world.restarts).toBe(0);
  world.areThere = false;
  world.isUnset = true;
  await pass(clock);
  expect(world.restarts).toBe(0);
  world.areThere = true;
  await pass(clock);
  expect(world.restarts).toBe(1);
});
