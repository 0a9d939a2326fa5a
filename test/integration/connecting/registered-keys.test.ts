import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRegisteredKeys } from '../../../electron/connecting/registered-keys.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'registered-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dayMs = 24 * 60 * 60_000;

test('of certificates that were handed over, those that have ended are forgotten with the next one', async () => {
  const clock = createFakeClock(Date.UTC(2026, 10, 26));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const keys = createRegisteredKeys({ dataFolder: folder, cipher: createFixedCipher(), clock, log });
  const handOver = (name: string, days: number) =>
    keys.noteHandedOver('app', {
      thumbprintSha256: name,
      endsAtMs: clock.nowMs() + days * dayMs,
      successor: `after ${name}`,
    });
  await handOver('short', 10);
  await handOver('long', 90);
  clock.advance(20 * dayMs);
  await handOver('newest', 90);
  expect((await keys.handedOver('app')).map(({ thumbprintSha256 }) => thumbprintSha256)).toEqual(['long', 'newest']);
});
