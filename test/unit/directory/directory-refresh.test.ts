import { expect, test } from 'vitest';
import { createDirectoryRefresh } from '../../../electron/directory/directory-refresh.ts';
import { err, ok } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';

const offline = { kind: 'offline', report: { kind: 'offline', at: '' } } as const;

function station(isWanted = true) {
  const clock = createFakeClock();
  let refreshes = 0;
  let isOnline = true;
  const directory = {
    refresh: async () => {
      refreshes++;
      return isOnline ? ok({ count: 1 }) : err(offline);
    },
  };
  const refresh = createDirectoryRefresh({ directory, clock, isWanted });
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    clock,
    refresh,
    settled,
    refreshes: () => refreshes,
    setOnline: (value: boolean) => {
      isOnline = value;
    },
  };
}

test('the offline copy is renewed every six hours, however often the network blinks', async () => {
  const { clock, refresh, settled, refreshes } = station();
  refresh.onOnline();
  await settled();
  for (let minute = 0; minute < 300; minute++) {
    clock.advance(60_000);
    refresh.onOnline();
  }
  expect(refreshes()).toBe(1);
  clock.advance(61 * 60_000);
  expect(refreshes()).toBe(2);
});

test('after a failure the returning network is believed within half a minute', async () => {
  const { clock, refresh, settled, refreshes, setOnline } = station();
  setOnline(false);
  refresh.onOnline();
  await settled();
  setOnline(true);
  refresh.onOnline();
  expect(refreshes()).toBe(1);
  clock.advance(31_000);
  refresh.onOnline();
  expect(refreshes()).toBe(2);
});

test('self-service reads nobody’s directory, and nothing runs after the end', async () => {
  const unwanted = station(false);
  unwanted.refresh.onOnline();
  expect(unwanted.refreshes()).toBe(0);
  const { refresh, refreshes, clock, settled } = station();
  refresh.onOnline();
  refresh.close();
  await settled();
  clock.advance(24 * 60 * 60_000);
  expect(refreshes()).toBe(1);
});
