import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, describe, expect, test } from 'vitest';
import { readProvisioningInput } from '../../../electron/auth/credential.ts';
import { newerPfxOf } from '../../pfx-file.ts';
import { createTestCertificate, pfxOf } from '../../test-certificate.ts';

const nowMs = Date.now();
const own = createTestCertificate({ commonName: 'station 9' });
const pem = own.privateKeyPem + own.certificatePem;
const taken = {
  kind: 'ok',
  value: {
    kind: 'certificate',
    certificatePem: own.certificatePem.replaceAll('\r', ''),
    privateKeyPem: own.privateKeyPem,
  },
};
const refused = (error: string) => ({ kind: 'error', error });

function read(bytes: Uint8Array | string, passphrase?: string) {
  const given = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return readProvisioningInput(
    { kind: 'file', bytes: given, ...(passphrase === undefined ? {} : { passphrase }) },
    nowMs,
  );
}

describe('a PFX with newer protection', () => {
  test.each([
    ['aes-256-cbc', 'sha256', 'sha224'],
    ['aes-256-cbc', 'sha256', 'pbmac1'],
    ['aes-128-cbc', 'sha1', 'sha1'],
    ['aes-192-cbc', 'sha224', 'sha384'],
    ['aes-256-cbc', 'sha512', 'sha512'],
  ] as const)('%s, %s and %s: is taken, and only a wrong passphrase is called wrong', async (cipher, prf, mac) => {
    for (const passphrase of ['open sesame', 'pässwörd', '合言葉 123']) {
      const pfx = newerPfxOf(own, passphrase, { cipher, prf, mac });
      // Node's own reader, which never gives the key out, says that the file is right.
      expect(() => tls.createSecureContext({ pfx, passphrase })).not.toThrow();
      expect(await read(pfx, passphrase)).toEqual(taken);
      expect(await read(pfx, `${passphrase} `)).toEqual(refused('passphrase-wrong'));
      expect(await read(pfx)).toEqual(refused('passphrase-needed'));
    }
  });

  test('a cipher or MAC that is not known is named as such, never as a wrong passphrase', async () => {
    const camellia = newerPfxOf(own, 'x', { cipher: 'camellia-256-cbc', prf: 'sha256', mac: 'sha256' });
    expect(() => tls.createSecureContext({ pfx: camellia, passphrase: 'x' })).not.toThrow();
    expect(await read(camellia, 'x')).toEqual(refused('protection-unknown'));
    expect(await read(camellia, 'wrong')).toEqual(refused('passphrase-wrong'));
    const pfx = newerPfxOf(own, 'x', { cipher: 'aes-256-cbc', prf: 'sha256', mac: 'sha256' });
    const sha256 = Buffer.from('608648016503040201', 'hex');
    const sha3 = Buffer.from(pfx);
    sha3[sha3.lastIndexOf(sha256) + sha256.byteLength - 1] = 8;
    expect(await read(sha3, 'x')).toEqual(refused('protection-unknown'));
  });

  test('so many iterations as would keep the station busy for minutes are refused at once', async () => {
    const protection = { cipher: 'aes-256-cbc', prf: 'sha256', mac: 'sha256', claimedIterations: 2 ** 31 - 1 } as const;
    expect(await read(newerPfxOf(own, 'x', protection), 'x')).toEqual(refused('protection-unknown'));
  });

  test('nor is an older one refused: RC2 as old Windows uses it', async () => {
    const rc2 = newerPfxOf(own, 'open sesame', { cipher: 'rc2-40', prf: 'sha1', mac: 'sha1' });
    expect(await read(rc2, 'open sesame')).toEqual(taken);
    expect(await read(rc2, 'wrong')).toEqual(refused('passphrase-wrong'));
  });
});

describe('a file as it was handed on', () => {
  const pfx = newerPfxOf(own, 'x', { cipher: 'aes-256-cbc', prf: 'sha256', mac: 'sha256' });
  const base64 = pfx.toString('base64');
  const wrapped = (base64.match(/.{1,64}/g) ?? []).join('\r\n');
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

  test.each<[string, Uint8Array | string]>([
    ['base64 on one line', base64],
    ['base64 on lines', `\n${wrapped}\r\n`],
    ['base64 in UTF-16', utf16(wrapped)],
    ['base64 in quotes', `"${base64}"\n`],
    ['a data URL', `data:application/x-pkcs12;base64,${base64}`],
    ['what certutil makes of it', `-----BEGIN CERTIFICATE-----\r\n${wrapped}\r\n-----END CERTIFICATE-----\r\n`],
    ['a block of its own name', `-----BEGIN PKCS12-----\n${wrapped}\n-----END PKCS12-----`],
    ['a line end behind it', Buffer.concat([pfx, Buffer.from('\r\n')])],
    ['zeros behind it', Buffer.concat([pfx, Buffer.alloc(512)])],
  ])('a PFX is taken as %s', async (_, bytes) => {
    expect(await read(bytes, 'x')).toEqual(taken);
    expect(await read(bytes, 'y')).toEqual(refused('passphrase-wrong'));
  });

  test.each<[string, Uint8Array | string]>([
    ['UTF-16 with a mark', utf16(pem)],
    ['UTF-16 without one', Buffer.from(pem, 'utf16le')],
    ['big-endian UTF-16', utf16(pem).swap16()],
    ['UTF-8 with a mark', `\uFEFF${pem}`],
    ['indented', pem.replace(/^/gm, '    ')],
    ['indented with tabs, with spaces at the ends', pem.replace(/^(.*)$/gm, '\t$1  ')],
    ['on one line, line ends written out', pem.replaceAll('\n', '\\n')],
    ['on one line, Windows’ line ends written out', pem.replaceAll('\n', '\\r\\n')],
    ['on one line with spaces', pem.replaceAll('\n', ' ')],
    ['in JSON', JSON.stringify({ key: own.privateKeyPem, certificate: own.certificatePem }).replaceAll('/', '\\/')],
    ['in an environment file', `KEY="${own.privateKeyPem.replaceAll('\n', '\\n')}"\nCERT="${own.certificatePem}"`],
    ['old Mac line ends', pem.replaceAll('\n', '\r')],
    ['a name in an older encoding beside it', Buffer.concat([Buffer.from([0xe4, 0xf6, 0x0a]), Buffer.from(pem)])],
    ['an older label', own.privateKeyPem + own.certificatePem.replaceAll(' CERT', ' X509 CERT')],
  ])('a PEM is taken: %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual(taken);
  });

  test.each(['pkcs8', 'pkcs1'] as const)('an encrypted key (%s) is taken in any layout', async (type) => {
    const cipher = { cipher: 'aes-256-cbc', passphrase: 'pässwörd' } as const;
    const key = createPrivateKey(own.privateKeyPem)
      .export({ type, format: 'pem', ...cipher })
      .toString();
    for (const text of [key, key.replace(/^/gm, '  '), key.replaceAll('\n', '\\n'), key.replaceAll('\n', ' ')]) {
      expect(await read(text + own.certificatePem, cipher.passphrase)).toEqual(taken);
      expect(await read(text + own.certificatePem, 'wrong')).toEqual(refused('passphrase-wrong'));
      expect(await read(text + own.certificatePem)).toEqual(refused('passphrase-needed'));
    }
  });

  test('half of what is needed, and what is none of it, is named for what it is', async () => {
    const der = (text: string) => Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(await read(der(own.certificatePem))).toEqual(refused('no-private-key'));
    expect(await read(der(own.privateKeyPem), 'x')).toEqual(refused('no-certificate'));
    const request = own.certificatePem.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST');
    expect(await read(own.privateKeyPem + request)).toEqual(refused('no-certificate'));
    expect(await read(own.certificatePem + own.privateKeyPem.replaceAll('PRIVATE', 'OPENSSH PRIVATE'))).toEqual(
      refused('no-private-key'),
    );
    const cut = `-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFHDBOBgkqhkiG\n-----END ENCRYPTED PRIVATE KEY-----\n`;
    expect(await read(own.certificatePem + cut, 'x')).toEqual(refused('no-private-key'));
    expect(await read(base64.slice(0, 400), 'x')).toEqual(refused('not-a-certificate-file'));
    expect(await read('A'.repeat(400), 'x')).toEqual(refused('not-a-certificate-file'));
    expect(await read('hello\n'.repeat(100), 'x')).toEqual(refused('not-a-certificate-file'));
  });

  test('no damage to a file is thrown over, or found to be a credential that it is not', async () => {
    const older = pfxOf(own, 'x', 'older');
    for (const whole of [pfx, older]) {
      for (let at = 0; at < whole.byteLength; at += 41) {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ 0x55;
        const result = await read(damaged, 'x');
        if (result.kind === 'ok') expect(result).toEqual(taken);
      }
    }
  });
});

const openssl = (() => {
  try {
    return execFileSync('openssl', ['version']).toString();
  } catch {
    return undefined;
  }
})();
const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-pfx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(openssl === undefined)('a PFX that OpenSSL’s own program makes', () => {
  const source = path.join(folder, 'station.pem');
  writeFileSync(source, pem);
  const made = (...options: string[]) => {
    const out = path.join(folder, 'station.pfx');
    execFileSync('openssl', [
      'pkcs12',
      '-export',
      '-in',
      source,
      '-out',
      out,
      '-passout',
      'pass:open sesame',
      ...options,
    ]);
    return readFileSync(out);
  };
  test.each([
    ['as it is by default'],
    ['with the MAC of SHA-224', '-macalg', 'sha224'],
    ['with the MAC of SHA-512/256', '-macalg', 'sha512-256'],
    ['without a MAC', '-nomac'],
    ['with 3DES', '-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
    ['with AES-128', '-certpbe', 'AES-128-CBC', '-keypbe', 'AES-128-CBC'],
    ['with plain certificates', '-certpbe', 'NONE'],
    ['with 100,000 iterations', '-iter', '100000'],
  ])('is taken %s', async (_, ...options) => {
    const pfx = made(...options);
    expect(await read(pfx, 'open sesame')).toEqual(taken);
    expect(await read(pfx, 'open says me')).toEqual(refused('passphrase-wrong'));
  });

  test('a key sealed with scrypt is taken', async () => {
    const out = path.join(folder, 'scrypt.pem');
    execFileSync('openssl', ['pkcs8', '-topk8', '-scrypt', '-in', source, '-out', out, '-passout', 'pass:x']);
    expect(await read(readFileSync(out, 'utf8') + own.certificatePem, 'x')).toEqual(taken);
    expect(await read(readFileSync(out, 'utf8') + own.certificatePem, 'y')).toEqual(refused('passphrase-wrong'));
  });
});
