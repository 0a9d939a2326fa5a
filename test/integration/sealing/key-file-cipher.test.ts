import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keyFileFailureText, openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';

const newFile = () => path.join(mkdtempSync(path.join(tmpdir(), 'key-file-')), 'station', 'key');

async function cipherOf(file: string) {
  const opened = await openKeyFileCipher(file);
  if (opened.kind === 'error') throw new Error(opened.error.kind);
  return opened.value;
}

test('What was sealed opens again, also after a restart, and is not in clear.', async () => {
  const file = newFile();
  const plain = Buffer.from('canary token');
  const sealed = await (await cipherOf(file)).seal(plain);
  expect(Buffer.from(sealed).includes(plain)).toBe(false);
  expect(Buffer.from(await (await cipherOf(file)).open(sealed))).toEqual(plain);
});

test('Every changed byte, every truncation and another key are refused.', async () => {
  const cipher = await cipherOf(newFile());
  const sealed = Buffer.from(await cipher.seal(Buffer.from('canary token')));
  for (let offset = 0; offset < sealed.byteLength; offset += 1) {
    const changed = Buffer.from(sealed);
    changed[offset] = (changed[offset] ?? 0) ^ 1;
    await expect(cipher.open(changed)).rejects.toThrow();
    await expect(cipher.open(sealed.subarray(0, offset))).rejects.toThrow();
  }
  await expect((await cipherOf(newFile())).open(sealed)).rejects.toThrow();
});

test('The key file belongs to its owner alone and leaves no draft.', async () => {
  const file = newFile();
  await cipherOf(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  expect(readFileSync(file)).toHaveLength(32);
  expect(readdirSync(path.dirname(file))).toEqual(['key']);
});

test.each([0o640, 0o604, 0o660, 0o644, 0o777])('A key file of mode %o is refused, with what to do.', async (mode) => {
  const file = newFile();
  await cipherOf(file);
  chmodSync(file, mode);
  const opened = await openKeyFileCipher(file);
  expect(opened).toEqual({
    kind: 'error',
    error: { kind: 'too-open', file, expected: '0600', actual: `0${mode.toString(8)}` },
  });
  expect(opened.kind === 'error' && keyFileFailureText(opened.error)).toContain('chmod 600');
});

test('A link or a key of another size is refused and left as it is.', async () => {
  const file = newFile();
  await cipherOf(file);
  const link = `${file}-link`;
  symlinkSync(file, link);
  expect(await openKeyFileCipher(link)).toMatchObject({ error: { kind: 'not-a-file' } });
  writeFileSync(file, 'short');
  expect(await openKeyFileCipher(file)).toMatchObject({
    error: { kind: 'wrong-size', expectedBytes: 32, actualBytes: 5 },
  });
  expect(readFileSync(file, 'utf8')).toBe('short');
});

test('Ten starts at the same moment agree on one key.', async () => {
  const file = newFile();
  const ciphers = await Promise.all(Array.from({ length: 10 }, () => cipherOf(file)));
  const sealed = await ciphers[0]?.seal(Buffer.from('x'));
  for (const cipher of ciphers) expect(Buffer.from(await cipher.open(sealed ?? new Uint8Array())).toString()).toBe('x');
});
