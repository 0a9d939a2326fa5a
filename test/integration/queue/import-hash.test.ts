import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sealTransfer } from '../../../electron/queue/job-transfer.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { openStation, samplePhoto, sha256 } from '../../queue-station.ts';

test('a photo from another station is taken in only when it is the one that was saved there', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-import-'));
  const clock = createFakeClock();
  const { queue, close } = await openStation({ folder, clock });
  const item = (person: number, photo: Uint8Array, photoSha256: string) => ({
    target: `user:person${person}@example.com`,
    personName: `Person Number${person}`,
    photoSha256,
    noticeVersion: '1',
    savedAtMs: clock.nowMs(),
    photo,
  });
  const whole = samplePhoto(1);
  const file = await sealTransfer('long enough', [
    item(1, whole, sha256(whole)),
    // Sealed whole, as the passphrase's owner or a fault of the other station could: only the hash tells.
    item(2, samplePhoto(3), sha256(samplePhoto(2))),
  ]);
  expect(await queue.importParked('long enough', file)).toEqual({
    kind: 'ok',
    value: { count: 1, skipped: 0, damaged: 1 },
  });
  const { jobs } = queue.list({ offset: 0, limit: 10, filter: 'open' });
  expect(jobs.map(({ target }) => target)).toEqual(['user:person1@example.com']);
  await close();
  rmSync(folder, { recursive: true });
});
