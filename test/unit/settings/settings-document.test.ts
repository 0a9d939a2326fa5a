import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stationTraits } from '../../../electron/core/station-snapshot.ts';
import { createTenantAccess } from '../../../electron/core/tenant-access.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import {
  changeSettings,
  importedSettings,
  mayWriteSettings,
  portableSettings,
  readSettingsDocument,
  type SettingsHome,
  writeSettingsDocument,
} from '../../../electron/settings/settings-document.ts';
import { parseSettings } from '../../../electron/settings/settings-file.ts';
import { settingsJsonSchema } from '../../../electron/settings/settings-json-schema.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';

function homeWith(text?: string): SettingsHome {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'settings-')), 'settings.json');
  if (text !== undefined) writeFileSync(file, text);
  return { file, kind: 'named', companyMark: () => 'none' };
}

describe('the settings file, written by the station', () => {
  test('is made where there is none, and keeps every key and the mode of one that is there', () => {
    const fresh = homeWith();
    expect(changeSettings(fresh, () => ({ station: { name: 'Lobby' } })).kind).toBe('ok');
    expect(JSON.parse(readFileSync(fresh.file, 'utf8'))).toEqual({ station: { name: 'Lobby' } });
    const present = homeWith('{"$schema":"./s.json","photo":{"quality":80},"station":{"name":"A"}}');
    chmodSync(present.file, 0o640);
    changeSettings(present, (json) => ({ ...json, station: { name: 'B' } }));
    expect(Object.keys(JSON.parse(readFileSync(present.file, 'utf8')))).toEqual(['$schema', 'photo', 'station']);
    expect(statSync(present.file).mode & 0o777).toBe(0o640);
  });

  test('is not written over somebody else’s change, and not with what the schema refuses', () => {
    const home = homeWith('{}');
    const read = readSettingsDocument(home);
    if (read.kind === 'error') throw new Error(read.error);
    writeFileSync(home.file, '{"photo":{"quality":77}}');
    const { revision } = read.value;
    expect(writeSettingsDocument(home, { json: { station: { name: 'Mine' } }, revision })).toEqual({
      kind: 'error',
      error: { kind: 'changed-meanwhile' },
    });
    expect(changeSettings(home, () => ({ station: { countdownSeconds: 0 } }))).toMatchObject({
      error: {
        kind: 'invalid',
        problems: [
          {
            at: 'station.countdownSeconds',
            expected: expect.objectContaining({ en: 'at least 1' }),
            actual: expect.objectContaining({ en: '0' }),
          },
        ],
      },
    });
    expect(readFileSync(home.file, 'utf8')).toBe('{"photo":{"quality":77}}');
  });

  test('that is no JSON is left alone and named', () => {
    const home = homeWith('{ "station": ');
    expect(changeSettings(home, (json) => json)).toEqual({
      kind: 'error',
      error: { kind: 'not-written', file: home.file, reason: 'not-json' },
    });
    expect(readFileSync(home.file, 'utf8')).toBe('{ "station": ');
  });

  test('that nobody could make is known beforehand', () => {
    expect(mayWriteSettings(homeWith())).toBe(true);
    expect(mayWriteSettings({ file: '/dev/null/settings.json', kind: 'machine', companyMark: () => 'none' })).toBe(
      false,
    );
  });
});

describe('a station cloned from another', () => {
  const pin = 'scrypt:AAAA:BBBB';
  test('gets neither its PIN nor its name nor its registration, and keeps its own', () => {
    const tenant = { tenantId: 'contoso.example', clientId: '00000000-0000-4000-8000-000000000001' };
    const other = {
      tenant,
      signIn: { mode: 'application' },
      station: { name: 'A', operatorPinHash: pin, theme: 'dark' },
    };
    const exported = portableSettings(other);
    expect(exported).toEqual({ station: { theme: 'dark' } });
    const own = { tenant: 'demo', station: { name: 'B', operatorPinHash: 'scrypt:CCCC:DDDD', theme: 'light' } };
    expect(importedSettings(own, exported)).toEqual({
      tenant: 'demo',
      station: { name: 'B', operatorPinHash: 'scrypt:CCCC:DDDD', theme: 'dark' },
    });
  });

  test('gets the registration where people sign in, because it holds no secret of one station', () => {
    const tenant = { tenantId: 'contoso.example', clientId: '00000000-0000-4000-8000-000000000001' };
    const other = { tenant, signIn: { mode: 'self-service' }, station: { name: 'A' } };
    expect(importedSettings({ tenant: 'demo' }, portableSettings(other))).toMatchObject({
      tenant,
      signIn: { mode: 'self-service' },
    });
  });
});

const sampleTexts = [
  'Lobby',
  '#2f5d50',
  'https://login.example',
  '00000000-0000-4000-8000-000000000001',
  'contoso.example',
  'extensionAttribute4',
  'scrypt:AAAA:BBBB',
  '/srv/camera',
];

/** Values near what a JSON schema asks for: mostly fitting, sometimes just beside it, sometimes anything. */
function near(schema: Record<string, unknown>): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    fc.integer({ min: -5, max: 5000 }),
    fc.string({ maxLength: 8 }),
    fc.boolean(),
    fc.constant(null),
  );
  const fitting = (): fc.Arbitrary<unknown> => {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
    const options = (schema.anyOf ?? schema.oneOf) as Record<string, unknown>[] | undefined;
    if (options !== undefined) return fc.oneof(...options.map(near));
    switch (schema.type) {
      case 'object': {
        const properties = Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>);
        const required = (schema.required ?? []) as never[];
        const model = Object.fromEntries(properties.map(([key, inner]) => [key, near(inner)]));
        return fc.record(model, { requiredKeys: required });
      }
      case 'integer':
      case 'number': {
        const [low, high] = [Number(schema.minimum ?? 0), Number(schema.maximum ?? 1000)];
        return schema.type === 'integer'
          ? fc.integer({ min: Math.ceil(low), max: Math.floor(high) })
          : fc.double({ min: low, max: high, noNaN: true });
      }
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(near((schema.items ?? {}) as Record<string, unknown>), { minLength: 1, maxLength: 4 });
      case 'string': {
        const form = new RegExp(typeof schema.pattern === 'string' ? schema.pattern : '');
        return fc.constantFrom(...sampleTexts.filter((text) => form.test(text)));
      }
      default:
        return anything;
    }
  };
  return fc.oneof({ weight: 150, arbitrary: fitting() }, { weight: 1, arbitrary: anything });
}

test('of 1,000 random documents what validates can be run on, and what does not is refused by path, expected and actual', () => {
  const counts = { valid: 0, refused: 0 };
  const documents = near(settingsJsonSchema() as Record<string, unknown>);
  fc.assert(
    fc.property(documents, (document) => {
      const parsed = parseSettings(document, 'settings.json');
      if (parsed.kind === 'error') {
        counts.refused += 1;
        expect(parsed.error.problems.length).toBeGreaterThan(0);
        for (const { expected, actual } of parsed.error.problems) {
          expect(expected).not.toBe('');
          expect(actual).not.toBe('');
        }
        return;
      }
      counts.valid += 1;
      const settings = parsed.value;
      expect(stationTraits({ settings }, {}).signInMode).toBe(settings.signIn.mode);
      if (settings.tenant === 'demo') return;
      const access = createTenantAccess({
        settings,
        dataFolder: tmpdir(),
        clock: createSystemClock(),
        randomId: () => 'id',
        fetch,
        cipher: createFixedCipher(),
        log: { info() {}, warn() {}, error() {} },
      });
      expect(access.signIn.state().kind).toMatch(/signed-out|starting|needs-attention/);
    }),
    { numRuns: 1_000 },
  );
  expect(counts.valid).toBeGreaterThan(50);
  expect(counts.refused).toBeGreaterThan(50);
});
