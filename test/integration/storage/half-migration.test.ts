import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Migration, migrations } from '../../../electron/storage/schema.ts';
import { openStore } from '../../../electron/storage/store.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createKeptLog } from '../../queue-station.ts';

test('a migration that fails half way leaves nothing of itself, and works when it is tried again', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-migration-'));
  const open = (steps: readonly Migration[]) =>
    openStore({
      folder,
      cipher: createFixedCipher(),
      clock: createFakeClock(),
      log: createKeptLog(),
      freeSpaceFloorBytes: 0,
      migrations: steps,
    });
  const before = await open(migrations);
  if (before.kind === 'ok') before.value.close();
  let isBroken = true;
  const step: Migration = (database) => {
    database.exec('CREATE TABLE trial (n INTEGER)');
    if (isBroken) throw new Error('a mistake half way');
    database.exec('INSERT INTO trial VALUES (1)');
  };
  await expect(open([...migrations, step])).rejects.toThrow('half way');
  isBroken = false;
  const opened = await open([...migrations, step]);
  if (opened.kind === 'error') throw new Error(opened.error.code);
  expect(opened.value.reports).toEqual([]);
  expect(opened.value.prepare('SELECT count(*) AS n FROM trial').get()).toEqual({ n: 1 });
  opened.value.close();
  rmSync(folder, { recursive: true });
});
