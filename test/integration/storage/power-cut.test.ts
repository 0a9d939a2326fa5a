import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { openStore } from '../../../electron/storage/store.ts';
import { watchDisk } from '../../disk-calls.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createKeptLog } from '../../queue-station.ts';

let above: string;
beforeEach(() => {
  above = mkdtempSync(path.join(tmpdir(), 'kiosk-power-cut-'));
});
afterEach(() => rmSync(above, { recursive: true }));

// Windows keeps names in its journal: no folder is synced there.
test.skipIf(process.platform === 'win32')(
  'an open store lost none of its names to a power cut: data folder, store folder, key and database',
  async () => {
    const folder = path.join(above, 'station');
    const storeFolder = path.join(folder, 'store');
    const { value: opened, calls } = await watchDisk(() =>
      openStore({
        folder,
        cipher: createFixedCipher(),
        clock: createFakeClock(),
        log: createKeptLog(),
        sections: storeSections,
        freeSpaceFloorBytes: 0,
      }),
    );
    expect(opened.kind).toBe('ok');
    if (opened.kind === 'ok') opened.value.close();

    const made = calls.flatMap(({ kind, path: place }, at) => (kind === 'folder-made' ? [{ place, at }] : []));
    expect(made.map(({ place }) => place)).toEqual([folder, storeFolder]);
    for (const { place, at } of made) {
      const synced = calls.slice(at).filter(({ kind }) => kind === 'synced');
      expect(synced.map((call) => call.path)).toContain(path.dirname(place));
    }
    // The database comes last: its name is in the folder only after the key's has been synced.
    const storeAt = calls.findLastIndex((call) => call.path === storeFolder);
    expect(calls[storeAt]).toEqual({ kind: 'synced', path: storeFolder });
    // A marker on the disk without the store that it speaks of would be a false alarm: only the marker's own name follows.
    const after = calls.slice(storeAt + 1).map(({ path: place }) => place);
    expect(after).toEqual([path.join(folder, 'store-marker.json.new'), folder]);
    const keyAt = calls.findIndex((call) => /kiosk\.key/.test(call.path));
    expect(calls.slice(keyAt).filter((call) => call.path === storeFolder)).toHaveLength(2);
  },
);
