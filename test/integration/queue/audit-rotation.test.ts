import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { type AuditHead, appendAudit, emptyAuditHead, verifyAudit } from '../../../electron/queue/audit-log.ts';
import { openStore } from '../../../electron/storage/store.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createKeptLog } from '../../queue-station.ts';

test('the audit of years does not grow for ever: the oldest lines go, and the chain of those kept is whole', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-audit-'));
  const clock = createFakeClock();
  const opened = await openStore({
    folder,
    cipher: createFixedCipher(),
    clock,
    log: createKeptLog(),
    sections: storeSections,
    freeSpaceFloorBytes: 0,
  });
  if (opened.kind === 'error') throw new Error(opened.error.code);
  const store = opened.value;
  const entry = { atMs: clock.nowMs(), event: 'saved', jobId: 'job', station: 'test station' };
  let head: AuditHead = emptyAuditHead;
  const append = (count: number) => {
    const added = store.transact(() => appendAudit(store, head, Array(count).fill(entry)));
    if (added.kind === 'error') throw new Error(added.error);
    head = added.value;
  };
  for (let tenths = 0; tenths < 5; tenths += 1) append(10_000);
  expect(store.prepare('SELECT count(*) AS lines FROM audit').get()).toEqual({ lines: 50_000 });
  append(1);
  expect(head.seq).toBe(50_001);
  expect(verifyAudit(store, head)).toEqual({ lines: 40_001, broken: [] });
  expect(store.prepare('SELECT min(seq) AS first FROM audit').get()).toEqual({ first: 10_001 });
  store.close();
  rmSync(folder, { recursive: true });
});
