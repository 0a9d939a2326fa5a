import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createStationLog } from '../../../electron/host/station-log.ts';

const canaries = ['eyJhbGciOi.eyJjYW5hcnki.c2lnbmF0dXJl', 'canary.person@example.com', 'Canary Secret', 'Canary Name'];

test('a token, a secret, a name or a mail address reaches no log file, however it is handed over', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-log-'));
  const log = createStationLog(folder);
  const [token, mail, secret, name] = canaries;
  log.info('test.fields', {
    access_token: token,
    personName: name,
    nested: { client_secret: secret, inner: { mail } },
  });
  log.warn('test.text', { note: `Authorization: Bearer ${token} for ${mail}`, list: [`<${mail}>`] });
  log.error('test.cause', { cause: new Error(`AADSTS50034: user ${mail} ${token}`) });
  await log.close();
  const text = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('');
  for (const canary of canaries) expect(text).not.toContain(canary);
  expect(text).toContain('AADSTS50034');
  expect(text.split('\n').filter(Boolean)).toHaveLength(3);
});

test('an error code reaches the log, an authorization code with the same field name does not', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-log-'));
  const log = createStationLog(folder);
  const authorizationCode = `0.AXoA${'k3J'.repeat(60)}`;
  log.warn('test.answer', { code: 'Authorization_RequestDenied', report: { code: 'http-429' } });
  log.warn('test.flow', { code: authorizationCode, nested: { code: authorizationCode } });
  await log.close();
  const text = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('');
  expect(text).toContain('Authorization_RequestDenied');
  expect(text).toContain('http-429');
  expect(text).not.toContain(authorizationCode);
});
