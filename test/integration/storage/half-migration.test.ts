import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { queueSection } from '../../../electron/queue/queue-section.ts';
import { openStore } from '../../../electron/storage/store.ts';
import type { Migration, StoreSection } from '../../../electron/storage/store-section.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createKeptLog } from '../../queue-station.ts';

test('a migration that fails half way leaves nothing of itself, and works when it is tried again', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-migration-'));
  const open = (sections: readonly StoreSection[]) =>
    openStore({
      folder,
      cipher: createFixedCipher(),
      clock: createFakeClock(),
      log: createKeptLog(),
      freeSpaceFloorBytes: 0,
      sections,
    });
  const before = await open(storeSections);
  if (before.kind === 'ok') before.value.close();
  let isBroken = true;
  const step: Migration = (database) => {
    database.exec('CREATE TABLE trial (n INTEGER)');
    if (isBroken) throw new Error('a mistake half way');
    database.exec('INSERT INTO trial VALUES (1)');
  };
  const behind = { ...queueSection, migrations: [...queueSection.migrations, step] };
  const next = storeSections.map((section) => (section === queueSection ? behind : section));
  await expect(open(next)).rejects.toThrow('half way');
  isBroken = false;
  const opened = await open(next);
  if (opened.kind === 'error') throw new Error(opened.error.code);
  expect(opened.value.reports).toEqual([]);
  expect(opened.value.prepare('SELECT count(*) AS n FROM trial').get()).toEqual({ n: 1 });
  opened.value.close();
  rmSync(folder, { recursive: true });
});
