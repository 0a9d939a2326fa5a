import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keepCompanyMark, readCompanyMark } from '../../../electron/settings/company-mark.ts';
import { changeSettings, type SettingsHome } from '../../../electron/settings/settings-document.ts';

const folder = () => mkdtempSync(path.join(tmpdir(), 'company-mark-'));

test('a data folder keeps whose it is, and one whose mark cannot be read is a company’s', () => {
  const data = folder();
  expect(readCompanyMark(data)).toBe('none');
  keepCompanyMark(data, 'company');
  expect(readCompanyMark(data)).toBe('company');
  const { mtimeMs, ino } = statSync(path.join(data, 'company.json'));
  keepCompanyMark(data, 'company');
  expect(statSync(path.join(data, 'company.json'))).toMatchObject({ mtimeMs, ino });
  keepCompanyMark(data, 'released');
  expect(readCompanyMark(data)).toBe('released');
  writeFileSync(path.join(data, 'company.json'), '{"format":');
  expect(readCompanyMark(data)).toBe('company');
});

test('settings are not written that a station with a company’s data could not start on', () => {
  const data = folder();
  const home: SettingsHome = {
    file: path.join(folder(), 'settings.json'),
    kind: 'named',
    isLocked: true,
    companyMark: () => readCompanyMark(data),
  };
  const write = (document: object) => changeSettings(home, () => document as Record<string, unknown>);
  const station = { operatorPinHash: 'scrypt:AAAA:AAAA' };
  expect(write({}).kind).toBe('ok');
  keepCompanyMark(data, 'company');
  expect(write({ station })).toMatchObject({ error: { kind: 'invalid', problems: [{ at: 'tenant' }] } });
  expect(write({ tenant: 'demo' })).toMatchObject({
    error: { kind: 'invalid', problems: [{ at: 'station.operatorPinHash' }] },
  });
  expect(write({ tenant: 'demo', station }).kind).toBe('ok');
  keepCompanyMark(data, 'released');
  expect(write({ station }).kind).toBe('ok');
  expect(write({})).toMatchObject({ error: { kind: 'invalid', problems: [{ at: 'station.operatorPinHash' }] } });
});
