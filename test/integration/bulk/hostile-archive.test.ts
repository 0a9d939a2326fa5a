import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSource } from '../../../electron/bulk/open-source.ts';
import { readPicture } from '../../../electron/bulk/picture-source.ts';
import { captureLimitBytes } from '../../../shared/contract.ts';
import { portraitJpeg } from '../../fixture-photo.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kiosk-hostile-zip-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Where the record of an entry begins in the archive's directory (APPNOTE.TXT 6.3.10, 4.3.12). */
function recordOf(archive: Buffer, name: string): number {
  for (
    let at = archive.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = archive.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    if (archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28)) === name) return at;
  }
  throw new Error(`no record of ${name}`);
}

test('names that lead elsewhere are labels, and what is locked, lies of its size or is a bomb costs only itself', async () => {
  const jpeg = new Uint8Array(await portraitJpeg(64));
  const bomb = new Uint8Array(captureLimitBytes + 1);
  const names = ['/etc/absolute.jpg', 'C:\\Users\\drive.jpg', '../../up.jpg', 'locked.jpg', 'lies.jpg', 'plain.jpg'];
  const files = Object.fromEntries(names.map((name) => [name, jpeg]));
  const archive = Buffer.from(zipSync({ ...files, 'bomb.jpg': bomb, '.hidden.jpg': jpeg }));
  expect(archive.byteLength).toBeLessThan(captureLimitBytes / 100);
  archive.writeUInt16LE(
    archive.readUInt16LE(recordOf(archive, 'locked.jpg') + 8) | 1,
    recordOf(archive, 'locked.jpg') + 8,
  );
  archive.writeUInt32LE(10, recordOf(archive, 'lies.jpg') + 24);
  const file = path.join(folder, 'pictures.zip');
  await writeFile(file, archive);

  const source = await openSource(file);
  const listed = await source.list();
  const read = new Map(
    await Promise.all(listed.map(async (one) => [one.name, await readPicture(source, one)] as const)),
  );
  await source.close();
  for (const name of ['/etc/absolute.jpg', 'C:/Users/drive.jpg', '../../up.jpg', 'plain.jpg']) {
    expect([name, read.get(name)]).toEqual([name, { kind: 'ok', value: Buffer.from(jpeg) }]);
  }
  for (const name of ['locked.jpg', 'lies.jpg']) {
    expect(read.get(name)).toMatchObject({ error: { code: 'picture-unreadable' } });
  }
  expect(read.get('bomb.jpg')).toMatchObject({ error: { code: 'picture-too-large' } });
  expect(read.has('.hidden.jpg')).toBe(false);
  expect(await readdir(folder)).toEqual(['pictures.zip']);
});
