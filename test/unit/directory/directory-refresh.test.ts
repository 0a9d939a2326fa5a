import { expect, test } from 'vitest';
import { createDirectoryRefresh } from '../../../electron/directory/directory-refresh.ts';
import type { SyncEnd } from '../../../electron/directory/directory-sync.ts';
import { createFakeClock } from '../../fake-clock.ts';

const offline = { kind: 'offline', report: { kind: 'offline', at: '' } } as const;

function station(isWanted = true) {
  const clock = createFakeClock();
  let refreshes = 0;
  let end: SyncEnd = { kind: 'done', followsChanges: false, hidesNames: false };
  const directory = {
    refresh: async () => {
      refreshes++;
      return end;
    },
  };
  const refresh = createDirectoryRefresh({ directory, clock, isWanted });
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    clock,
    refresh,
    settled,
    refreshes: () => refreshes,
    endWith: (next: SyncEnd) => {
      end = next;
    },
  };
}

test('a copy that can only be read whole is renewed every six hours, however often the network blinks', async () => {
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
  const { clock, refresh, settled, refreshes, endWith } = station();
  endWith({ kind: 'failed', outcome: offline });
  refresh.onOnline();
  await settled();
  endWith({ kind: 'done', followsChanges: true, hidesNames: false });
  refresh.onOnline();
  expect(refreshes()).toBe(1);
  clock.advance(31_000);
  refresh.onOnline();
  expect(refreshes()).toBe(2);
});

test('changes are asked for every ten minutes', async () => {
  const { clock, refresh, settled, refreshes, endWith } = station();
  endWith({ kind: 'done', followsChanges: true, hidesNames: false });
  refresh.onOnline();
  await settled();
  clock.advance(9 * 60_000);
  refresh.onOnline();
  expect(refreshes()).toBe(1);
  clock.advance(61_000);
  expect(refreshes()).toBe(2);
});

test('a page that was throttled is asked for again when Microsoft allows it, not before and not much later', async () => {
  const { clock, refresh, settled, refreshes, endWith } = station();
  const report = { kind: 'throttled', status: 429, at: '' } as const;
  endWith({ kind: 'failed', outcome: { kind: 'throttled', retryAfterMs: 90_000, report } });
  refresh.onOnline();
  await settled();
  clock.advance(89_000);
  refresh.onOnline();
  expect(refreshes()).toBe(1);
  clock.advance(1_001);
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
