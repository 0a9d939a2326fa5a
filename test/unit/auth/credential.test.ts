import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  certificateWarningDays,
  factsOf,
  parseCredential,
  readProvisioningInput,
} from '../../../electron/auth/credential.ts';
import { createTestCertificate, pfxOf } from '../../test-certificate.ts';

const nowMs = Date.now();
const own = createTestCertificate({ commonName: 'station 7' });
const issuer = createTestCertificate({ commonName: 'issuer', isAuthority: true });
const file = (text: string | Uint8Array, passphrase?: string) =>
  readProvisioningInput(
    {
      kind: 'file',
      bytes: typeof text === 'string' ? Buffer.from(text) : text,
      ...(passphrase === undefined ? {} : { passphrase }),
    },
    nowMs,
  );
const thumbprint = new X509Certificate(own.certificatePem).fingerprint256.replaceAll(':', '');
const encryptedKey = createPrivateKey(own.privateKeyPem)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
  .toString();
const oldKey = createPrivateKey(own.privateKeyPem).export({ type: 'pkcs1', format: 'pem' }).toString();

test.each([
  ['key first', own.privateKeyPem + own.certificatePem, undefined],
  ['certificate first', own.certificatePem + own.privateKeyPem, undefined],
  ['a chain around it', issuer.certificatePem + own.privateKeyPem + own.certificatePem, undefined],
  ['Windows line ends', (own.privateKeyPem + own.certificatePem).replaceAll('\n', '\r\n'), undefined],
  ['an encrypted key', encryptedKey + own.certificatePem, 'open sesame'],
  ['a PKCS #1 key', oldKey + own.certificatePem, undefined],
  ['a passphrase that is not needed', own.privateKeyPem + own.certificatePem, 'unneeded'],
  ['an older PFX', pfxOf(own, 'open sesame', 'older'), 'open sesame'],
  ['a newer PFX', pfxOf(own, 'open sesame', 'newer'), 'open sesame'],
  ['a PFX without a passphrase', pfxOf(own, '', 'newer'), undefined],
])('A certificate is taken from a file with %s.', async (_, bytes, passphrase) => {
  const read = await file(bytes, passphrase);
  if (read.kind === 'error') throw new Error(read.error);
  expect(factsOf(read.value)).toMatchObject({
    kind: 'certificate',
    thumbprintSha256: thumbprint,
    subject: 'CN=station 7',
  });
  expect(parseCredential(Buffer.from(JSON.stringify(read.value)))).toEqual(read.value);
});

const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const short = createTestCertificate({ commonName: 'short', keyBits: 1024 });
const early = createTestCertificate({ commonName: 'early', startsInDays: 1, days: 10 });
const over = createTestCertificate({ commonName: 'over', startsInDays: -20, days: 10 });
test.each([
  ['empty', '', undefined],
  ['not-a-certificate-file', 'hello', undefined],
  ['not-a-certificate-file', Buffer.from([0x30, 0x03, 0x02, 0x01, 0x07]), 'x'],
  ['no-certificate', own.privateKeyPem, undefined],
  ['no-private-key', own.certificatePem, undefined],
  ['passphrase-needed', encryptedKey + own.certificatePem, undefined],
  ['passphrase-wrong', encryptedKey + own.certificatePem, 'wrong'],
  ['passphrase-needed', pfxOf(own, 'open sesame', 'newer'), undefined],
  ['passphrase-wrong', pfxOf(own, 'open sesame', 'older'), 'wrong'],
  ['key-does-not-match', own.privateKeyPem + issuer.certificatePem, undefined],
  ['key-does-not-match', curve + own.certificatePem, undefined],
  ['key-too-short', short.privateKeyPem + short.certificatePem, undefined],
  ['expired', over.privateKeyPem + over.certificatePem, undefined],
  ['not-yet-valid', early.privateKeyPem + early.certificatePem, undefined],
] as const)('A file is refused as %s (%#).', async (problem, bytes, passphrase) => {
  expect(await file(bytes, passphrase)).toEqual({ kind: 'error', error: problem });
});

test('A PFX cut off anywhere is refused, never thrown over.', async () => {
  const whole = pfxOf(own, 'x', 'newer');
  for (let size = 1; size < whole.byteLength; size += 37) {
    expect((await file(whole.subarray(0, size), 'x')).kind).toBe('error');
  }
});

test('A secret is taken without the spaces around it; nothing is not a secret.', async () => {
  expect(await readProvisioningInput({ kind: 'secret', secret: ' s3cret~ \n' }, nowMs)).toEqual({
    kind: 'ok',
    value: { kind: 'secret', secret: 's3cret~' },
  });
  expect(await readProvisioningInput({ kind: 'secret', secret: ' ' }, nowMs)).toEqual({
    kind: 'error',
    error: 'empty',
  });
});

test('A certificate’s end is announced in its last 30 days and after it.', () => {
  const dayMs = 86_400_000;
  const facts = { kind: 'certificate', expiresAtMs: nowMs } as const;
  expect([40, 31, 30.5, 30, 1, 0.5, 0, -3].map((days) => certificateWarningDays(facts, nowMs - days * dayMs))).toEqual([
    undefined,
    undefined,
    30,
    30,
    1,
    0,
    0,
    -3,
  ]);
  expect(certificateWarningDays({ kind: 'secret' }, nowMs)).toBeUndefined();
});
