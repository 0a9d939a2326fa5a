import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { HandlerParts } from '../../../electron/core/handlers/handler-parts.ts';
import { settingsHandlers } from '../../../electron/core/handlers/settings.ts';
import { checkSettingsDocument } from '../../../electron/settings/settings-document.ts';
import { type LoadedSettings, loadSettings } from '../../../electron/settings/settings-file.ts';
import { ok } from '../../../shared/result.ts';
import { type SchemaLeaf, schemaLeaves, settingFields } from '../../../shared/setting-fields.ts';
import { actualWords, expectedWords, inEveryLanguage } from '../../../shared/setting-problem-words.ts';
import { edited, settingAt, withEdits, withSetting } from '../../../shared/settings-draft.ts';

type Json = Record<string, unknown>;

/** A station's settings as its screen reaches them, on a real file; what it runs on is what it was last renewed with. */
function openDesk(file: string) {
  const settingsHome = { file, kind: 'named', companyMark: () => 'none' as const } as const;
  let running: LoadedSettings = { settings: checked({}).settings };
  function checked(json: Json): LoadedSettings {
    const found = checkSettingsDocument(json, settingsHome);
    if (found.kind === 'error') throw new Error(JSON.stringify(found.error));
    return found.value;
  }
  const handlers = () =>
    settingsHandlers({
      settings: running.settings,
      settingsHome,
      renewOn: async (loaded: LoadedSettings) => {
        running = loaded;
        return ok({});
      },
    } as unknown as HandlerParts);
  return {
    running: () => running.settings,
    handlers,
    async read() {
      const reply = await handlers()['settings.read']({});
      if (reply.kind === 'error') throw new Error(JSON.stringify(reply.error));
      return reply.value;
    },
    async write(revision: string, document: Json) {
      return handlers()['settings.write']({ revision, document: JSON.stringify(document) });
    },
  };
}

/** Another value than the one that stands there, which the schema takes. */
function otherValue(leaf: SchemaLeaf & { readonly kind: string }): unknown {
  switch (leaf.kind) {
    case 'toggle':
      return leaf.default !== true;
    case 'choice':
      return leaf.values?.find((value) => value !== leaf.default);
    case 'number':
      return typeof leaf.default === 'number' ? candidates(leaf.default) : [7];
    default:
      return undefined;
  }
}
const candidates = (value: number) => [value + 1, value - 1, value + 0.01, value - 0.01];

const guid = '5f2c8a10-7b3d-4e6f-9a01-2b3c4d5e6f70';
const url = 'https://graph.example.com';
/** What the schema alone does not say how to change; a list is tried one after the other. */
const wanted: Readonly<Record<string, { readonly value: unknown; readonly within?: Json }>> = {
  $schema: { value: './other.json' },
  'station.name': { value: 'Another station' },
  'station.companyName': { value: 'Contoso' },
  'station.accentColour': { value: '#123456' },
  'station.logoFile': { value: 'logo.svg' },
  'station.badgePattern': { value: '^[0-9]+$' },
  'station.preferredCamera': { value: 'Brio' },
  'station.operatorPinHash': { value: 'scrypt:AAAA:BBBB' },
  'station.languages': { value: ['ar', 'en'] },
  'station.notice.version': { value: '2026-11' },
  'station.notice.text': { value: { en: 'Hello' } },
  'station.notice.text.en': { value: 'Hello' },
  'station.notice.text.ja': { value: 'こんにちは' },
  'station.notice.text.zh-Hans': { value: '您好' },
  'station.notice.text.ar': { value: 'مرحبًا' },
  'directory.readingAttribute': { value: 'extensionAttribute7' },
  'directory.people': { value: { groupId: guid } },
  'connecting.administratorClientId': { value: guid },
  'connecting.authority': { value: url, within: { connecting: { authority: 'https://a.example', graphUrl: url } } },
  'connecting.graphUrl': { value: url, within: { connecting: { authority: url, graphUrl: 'https://a.example' } } },
  'station.trust': { value: 'approval' },
  tenant: { value: { tenantId: guid, clientId: guid } },
  'tenant.tenantId': { value: 'contoso.com' },
  'tenant.clientId': { value: '0b6c1d3e-94d1-4a55-8a0e-7c1f6f3d9a11' },
  'tenant.cloud': { value: 'china' },
  'tenant.api': { value: 'beta' },
  'tenant.method': { value: 'PATCH' },
  'tenant.graphUrl': { value: url },
  'tenant.authority': { value: url },
  signIn: { value: { mode: 'operator', method: 'browser' } },
  'signIn.mode': { value: 'self-service', within: { signIn: { mode: 'operator' } } },
  'signIn.credential': { value: 'secret', within: { signIn: { mode: 'application' } } },
  'signIn.method': { value: 'browser', within: { signIn: { mode: 'operator' } } },
};
const ownTenant: Json = { tenant: { tenantId: guid, clientId: guid } };

let file: string;
beforeEach(async () => {
  file = path.join(await mkdtemp(path.join(tmpdir(), 'settings-on-screen-')), 'settings.json');
  writeFileSync(path.join(path.dirname(file), 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
});

const schema = async () => JSON.parse((await openDesk(file).read()).schema);

describe('the settings on the screen', () => {
  test('can change every key that the schema has, and the file says so when it is read again', async () => {
    const leaves = schemaLeaves(await schema());
    const inAlternatives = Object.values(settingFields).map(({ path: at }) => at as string);
    const paths = new Set([...leaves.map(({ path: at }) => at), ...inAlternatives]);
    expect(paths.size).toBeGreaterThan(50);
    for (const at of paths) {
      const leaf = leaves.find((one) => one.path === at);
      const known = wanted[at];
      const values = known !== undefined ? [known.value] : [leaf === undefined ? undefined : otherValue(leaf)].flat();
      const start: Json = known?.within ?? (at.startsWith('tenant.') ? ownTenant : {});
      writeFileSync(file, JSON.stringify(start));
      const desk = openDesk(file);
      let written: unknown;
      for (const value of values) {
        const { revision, document } = await desk.read();
        const draft = withEdits(JSON.parse(document), edited(JSON.parse(document), new Map(), at, value));
        const reply = await desk.write(revision, draft);
        written = reply.kind === 'ok' ? reply.value.kind : reply.error;
        if (written !== 'saved') continue;
        expect(settingAt(JSON.parse(readFileSync(file, 'utf8')), at), at).toEqual(value);
        const read = loadSettings({ places: [file] });
        expectHeld(read.kind === 'ok' ? settingAt(read.value.settings, at) : read.error, value, at);
        expectHeld(settingAt(desk.running(), at), value, at);
        break;
      }
      expect(written, `${at} := ${JSON.stringify(values)}`).toBe('saved');
    }
  });

  test('refuse a change over somebody else’s, and lose neither', async () => {
    writeFileSync(file, JSON.stringify({ station: { name: 'Lobby' } }));
    const desk = openDesk(file);
    const before = await desk.read();
    writeFileSync(file, JSON.stringify({ station: { name: 'Lobby' }, photo: { quality: 70 } }));
    const mine = withSetting(JSON.parse(before.document), 'station.name', 'Mine');
    expect(await desk.write(before.revision, mine)).toMatchObject({ value: { kind: 'changed-meanwhile' } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ station: { name: 'Lobby' }, photo: { quality: 70 } });
    const now = await desk.read();
    const both = withSetting(JSON.parse(now.document), 'station.name', 'Mine');
    expect(await desk.write(now.revision, both)).toMatchObject({ value: { kind: 'saved' } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ station: { name: 'Mine' }, photo: { quality: 70 } });
  });

  test.each<[string, Json, string]>([
    [
      'people with their own account and a badge',
      { signIn: { mode: 'self-service' }, station: { trust: 'badge' } },
      'station.trust',
    ],
    [
      'a method that the API does not take',
      { tenant: { ...(ownTenant.tenant as Json), api: 'beta', method: 'PATCH' } },
      'tenant.method',
    ],
    ['one endpoint without the other', { connecting: { authority: url } }, 'connecting.graphUrl'],
  ])('refuse a pair that makes a dead station: %s', async (_, document, at) => {
    const desk = openDesk(file);
    const { revision } = await desk.read();
    expect(await desk.write(revision, document)).toMatchObject({ value: { kind: 'invalid', problems: [{ at }] } });
    expect(await desk.read()).toMatchObject({ place: 'none', document: '{}' });
  });

  test('refuse at a locked station what it could not start on: a company’s tenant and no PIN', async () => {
    const settingsHome = { file, kind: 'named', isLocked: true, companyMark: () => 'none' as const } as const;
    const renewOn = async () => ok({});
    const handlers = settingsHandlers({ settings: {}, settingsHome, renewOn } as unknown as HandlerParts);
    const write = async (document: Json) => {
      const read = await handlers['settings.read']({});
      const revision = read.kind === 'ok' ? read.value.revision : '';
      return handlers['settings.write']({ revision, document: JSON.stringify(document) });
    };
    const problem = { at: 'station.operatorPinHash', expected: expectedWords.pinHash, actual: actualWords.nothing };
    expect(await write(ownTenant)).toMatchObject({ value: { kind: 'invalid', problems: [problem] } });
    expect(await write({ tenant: 'demo' })).toMatchObject({ value: { kind: 'saved' } });
    await handlers['settings.setPin']({ pin: '482913' });
    const { station } = JSON.parse(readFileSync(file, 'utf8'));
    expect(await write({ ...ownTenant, station })).toMatchObject({ value: { kind: 'saved' } });
    expect(await handlers['settings.setPin']({})).toMatchObject({ value: { kind: 'invalid', problems: [problem] } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...ownTenant, station });
  });

  test('tell what a copy of another station would change, or what is wrong with it, and write nothing before it is taken', async () => {
    const own = { station: { name: 'North door', mode: 'reception' }, photo: { quality: 80 } };
    writeFileSync(file, JSON.stringify(own));
    const desk = openDesk(file);
    const copy = {
      station: { name: 'South door', mode: 'onboarding', idleTimeoutSeconds: 60 },
      photo: { quality: 80 },
    };
    const handlers = desk.handlers();
    const preview = (document: object) => handlers['settings.preview']({ document: JSON.stringify(document) });
    expect(await preview(copy)).toMatchObject({
      value: {
        kind: 'fits',
        changes: [
          { at: 'station.mode', before: '"reception"', after: '"onboarding"' },
          { at: 'station.idleTimeoutSeconds', after: '60' },
        ],
      },
    });
    expect(await preview(own)).toMatchObject({ value: { kind: 'fits', changes: [] } });
    expect(await preview({ photo: { quality: 7 } })).toMatchObject({
      value: {
        kind: 'invalid',
        problems: [
          { at: 'photo.quality', expected: expect.objectContaining({ ja: '40 以上' }), actual: inEveryLanguage('7') },
        ],
      },
    });
    expect(await preview([])).toMatchObject({ value: { kind: 'invalid' } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(own);
    await handlers['settings.import']({ document: JSON.stringify(copy) });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      ...copy,
      station: { ...copy.station, name: 'North door' },
    });
  });

  test('never show the PIN’s hash, keep it through a change, and take it out of a copy for another station', async () => {
    const desk = openDesk(file);
    await desk.handlers()['settings.setPin']({ pin: '482913' });
    const hash = settingAt(JSON.parse(readFileSync(file, 'utf8')), 'station.operatorPinHash');
    const { revision, document, effective } = await desk.read();
    expect(document + effective).not.toContain(String(hash));
    await desk.write(revision, withSetting(JSON.parse(document), 'photo.quality', 80));
    const after = JSON.parse(readFileSync(file, 'utf8'));
    expect(after).toEqual({ station: { operatorPinHash: hash }, photo: { quality: 80 } });
    const copy = await desk.handlers()['settings.export']({});
    expect(copy).toMatchObject({ value: { document: expect.not.stringContaining('scrypt') } });
  });
});

/** An object holds at least what was asked for; anything else is the same. */
function expectHeld(found: unknown, value: unknown, at: string): void {
  if (typeof value === 'object' && value !== null) expect(found, at).toMatchObject(value);
  else expect(found, at).toEqual(value);
}
