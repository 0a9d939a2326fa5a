import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialectTable } from '../../../electron/graph/dialects.ts';
import { loadSettings, parseSettings, settingsFailureText } from '../../../electron/settings/settings-file.ts';
import { apis, canChooseFile } from '../../../electron/settings/settings-schema.ts';
import { actualWords, expectedWords, inEveryLanguage } from '../../../shared/setting-problem-words.ts';

function problems(json: unknown) {
  const result = parseSettings(json, 'settings.json');
  return result.kind === 'error' ? result.error.problems : [];
}

const realTenant = { tenantId: 'contoso.example', clientId: '11111111-2222-3333-4444-555555555555' };

function written(text: string | Uint8Array, name = 'settings.json') {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'kiosk-settings-')), name);
  writeFileSync(file, text);
  return file;
}

describe('settings', () => {
  test('an empty file is the demo tenant with every default filled in', () => {
    const result = parseSettings({}, 'settings.json');
    expect(result).toMatchObject({
      kind: 'ok',
      value: { tenant: 'demo', photo: { outputEdgePx: 648 }, station: { languages: ['en', 'ja', 'zh-Hans', 'ar'] } },
    });
  });

  test.each([
    [{ statoin: {} }, 'statoin', 'unknown key "statoin"'],
    [{ station: { idleTimeout: 5 } }, 'station.idleTimeout', 'unknown key "idleTimeout"'],
    [{ station: { idleTimeoutSeconds: 5 } }, 'station.idleTimeoutSeconds', '5'],
    [{ station: { languages: ['fr'] } }, 'station.languages.0', '"fr"'],
    [{ photo: { outputEdgePx: '648' } }, 'photo.outputEdgePx', '"648"'],
    [{ tenant: { ...realTenant, cloud: 'mars' } }, 'tenant.cloud', '"mars"'],
    [{ tenant: { ...realTenant, graphUrl: 'http://graph.example' } }, 'tenant.graphUrl', '"http://graph.example"'],
    [
      { tenant: { ...realTenant, authority: 'https://u:p@host.example' } },
      'tenant.authority',
      '"https://u:p@host.example"',
    ],
    [{ signIn: { mode: 'guess' } }, 'signIn.mode', '"guess"'],
    [{ station: { mode: 'self-service' }, signIn: { mode: 'application' } }, 'station.mode', '"self-service"'],
    [{ station: { mode: 'self-service' }, signIn: { mode: 'self-service' } }, 'station.mode', '"self-service"'],
    [{ station: { mode: 'lobby' } }, 'station.mode', '"lobby"'],
    [{ tenant: { ...realTenant, api: 'beta', method: 'PATCH' } }, 'tenant.method', '"PATCH"'],
    [{ tenant: { ...realTenant, api: 'outlook-beta', method: 'PATCH' } }, 'tenant.method', '"PATCH"'],
  ])('%j is refused with where, expected and actual', (json, at, actual) => {
    const found = problems(json);
    expect(found).toContainEqual(expect.objectContaining({ at, actual: expect.objectContaining({ en: actual }) }));
    for (const problem of found) expect(problem.expected.en).not.toBe('');
  });

  test('one setting decides whose account is used, and says so to a file that has two', () => {
    expect(problems({ station: { mode: 'self-service' } })[0]?.expected.en).toContain('signIn.mode');
    for (const signIn of [{ mode: 'application' }, { mode: 'operator' }, { mode: 'self-service' }]) {
      for (const mode of ['onboarding', 'reception']) expect(problems({ station: { mode }, signIn })).toEqual([]);
    }
  });

  test.each(apis)('with %s a method is taken exactly where the API writes a user’s photo with it', (api) => {
    for (const method of ['PUT', 'PATCH'] as const) {
      const isTaken = problems({ tenant: { ...realTenant, api, method } }).length === 0;
      expect(isTaken).toBe(dialectTable[api].targets.user.methods.includes(method));
    }
  });

  test('the file dialog is no way out of a lobby unless an admin says so', () => {
    const allows = (json: unknown) => {
      const parsed = parseSettings(json, 'x');
      return parsed.kind === 'ok' && canChooseFile(parsed.value);
    };
    expect(allows({})).toBe(true);
    expect(allows({ tenant: realTenant })).toBe(false);
    expect(allows({ tenant: realTenant, station: { mode: 'onboarding' } })).toBe(true);
    expect(allows({ tenant: realTenant, station: { canChooseFile: true } })).toBe(true);
    expect(allows({ station: { canChooseFile: false } })).toBe(false);
  });

  test('a head and the room above it fit into the photo', () => {
    expect(problems({ photo: { headShare: 0.8, headroom: 0.1 } })).toEqual([]);
    expect(problems({ photo: { headShare: 0.8, headroom: 0.25 } })).not.toEqual([]);
    expect(problems({ photo: { headShare: 0.2 } })).not.toEqual([]);
    expect(problems({ station: { lens: 'behind' } })).not.toEqual([]);
  });

  test('http is allowed on this machine only', () => {
    for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:1']) {
      expect(problems({ tenant: { ...realTenant, graphUrl: `http://${host}` } })).toEqual([]);
    }
    for (const host of ['127.0.0.1.example.com', 'localhost.example', '10.0.0.1', '[::2]']) {
      expect(problems({ tenant: { ...realTenant, graphUrl: `http://${host}` } })).not.toEqual([]);
    }
  });

  test('every problem of a file is reported at once, in words for a terminal', () => {
    const result = parseSettings({ photo: { quality: 400 }, station: { theme: 'pink' } }, '/etc/k.json');
    if (result.kind === 'ok') throw new Error('expected a refusal');
    const text = settingsFailureText(result.error);
    expect(text).toContain('/etc/k.json');
    expect(text).toMatch(/photo\.quality: expected at most 100, got 400/);
    expect(text).toMatch(/station\.theme: expected one of "light", "dark", "system", got "pink"/);
  });

  test('a line says "expected" once, and what a limit counts', () => {
    const result = parseSettings({ station: { name: '', languages: [], accentColour: 'blue' } }, '/etc/k.json');
    if (result.kind === 'ok') throw new Error('expected a refusal');
    const text = settingsFailureText(result.error);
    expect(text).toContain('station.name: expected at least 1 character(s), got ""');
    expect(text).toContain('station.languages: expected at least 1 item(s), got []');
    expect(text).toContain('station.accentColour: expected a colour like #2f5d50, got "blue"');
  });

  test('no JSON value makes the check throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const result = parseSettings(json, 'x');
        if (result.kind === 'error') expect(settingsFailureText(result.error)).toContain('expected');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the settings file', () => {
  test('a named file that is missing is an error, not the demo tenant', () => {
    const result = loadSettings({ config: path.join(tmpdir(), 'no-such-kiosk.json'), places: [] });
    expect(result).toMatchObject({
      kind: 'error',
      error: { problems: [{ expected: expectedWords.readableFile, actual: inEveryLanguage('ENOENT') }] },
    });
  });

  test('without any file the demo tenant opens', () => {
    expect(loadSettings({ places: ['/no/such/place.json'] })).toMatchObject({
      kind: 'ok',
      value: { settings: { tenant: 'demo' } },
    });
  });

  test('the first place that exists wins, and a broken file there is refused rather than skipped', () => {
    const broken = written('{ "station": ');
    const good = written('{"station":{"name":"Lobby"}}');
    expect(loadSettings({ places: [good, broken] })).toMatchObject({
      value: { settings: { station: { name: 'Lobby' } } },
    });
    expect(loadSettings({ places: [broken, good] })).toMatchObject({
      kind: 'error',
      error: { problems: [{ expected: expectedWords.json }] },
    });
  });

  test('a file as Windows writes it is read: UTF-8 or UTF-16, with or without a mark', () => {
    const text = '{"station":{"name":"受付 1"}}';
    const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      swapped(Buffer.from(text, 'utf16le')),
      swapped(Buffer.from(`\uFEFF${text}`, 'utf16le')),
    ]) {
      expect(loadSettings({ config: written(bytes), places: [] })).toMatchObject({
        value: { settings: { station: { name: '受付 1' } } },
      });
    }
  });

  test('a file in another encoding is named as such: no name of a station is guessed', () => {
    const latin1 = Buffer.from('{"station":{"name":"Empf\u00e4nger"}}', 'latin1');
    for (const bytes of [latin1, Buffer.from(`\uFEFF{}`, 'utf16le').subarray(0, 5)]) {
      expect(loadSettings({ config: written(bytes), places: [] })).toMatchObject({
        kind: 'error',
        error: { problems: [{ expected: expectedWords.unicode, actual: actualWords.otherEncoding }] },
      });
    }
  });

  test.skipIf(process.platform === 'win32')('a place that cannot even be looked at is refused, not thrown over', () => {
    const loop = path.join(mkdtempSync(path.join(tmpdir(), 'kiosk-settings-')), 'settings.json');
    symlinkSync(loop, loop);
    expect(loadSettings({ places: [loop] })).toMatchObject({
      kind: 'error',
      error: { file: loop, problems: [{ expected: expectedWords.readableFile, actual: inEveryLanguage('ELOOP') }] },
    });
  });

  test('the logo arrives as a data URL, and a missing, foreign or too large one is refused', () => {
    const logo = written('<svg xmlns="http://www.w3.org/2000/svg"/>', 'logo.svg');
    const settings = (logoFile: string) => written(JSON.stringify({ station: { logoFile } }));
    expect(loadSettings({ config: settings(logo), places: [] })).toMatchObject({
      value: { logo: expect.stringMatching(/^data:image\/svg\+xml;base64,/) },
    });
    for (const bad of ['none.svg', written('x', 'logo.exe'), written(new Uint8Array(600_000), 'logo.png')]) {
      expect(loadSettings({ config: settings(bad), places: [] })).toMatchObject({
        kind: 'error',
        error: { problems: [{ at: 'station.logoFile' }] },
      });
    }
  });
});
