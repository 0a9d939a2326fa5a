import { describe, expect, test } from 'vitest';
import { settingsJsonSchema } from '../../../electron/settings/settings-json-schema.ts';
import { schemaLeaves, settingFields, unnamedLeaves } from '../../../shared/setting-fields.ts';
import { contested, edited, withEdits, withSetting } from '../../../shared/settings-draft.ts';

const none: ReadonlyMap<string, unknown> = new Map();

describe('what is changed on the screen', () => {
  test('goes into the file beside everything that stands there, and comes out again without a trace', () => {
    const file = { $schema: './s.json', station: { name: 'Lobby' } };
    const text = withSetting(file, 'station.notice.text.en', 'Hello');
    expect(text).toEqual({ $schema: './s.json', station: { name: 'Lobby', notice: { text: { en: 'Hello' } } } });
    expect(withSetting(text, 'station.notice.text.en', undefined)).toEqual(file);
    expect(withSetting(file, 'photo.quality', undefined)).toEqual(file);
  });

  test('is no change once it is what the file says', () => {
    const file = { photo: { quality: 80 } };
    const once = edited(file, none, 'photo.quality', 90);
    expect([...once]).toEqual([['photo.quality', 90]]);
    expect(edited(file, once, 'photo.quality', 80).size).toBe(0);
  });

  test('of a whole takes the changes within it along', () => {
    const file = { signIn: { mode: 'application', credential: 'secret' } };
    const within = edited(file, none, 'signIn.credential', 'certificate');
    const whole = edited(file, within, 'signIn', { mode: 'operator' });
    expect(withEdits(file, whole)).toEqual({ signIn: { mode: 'operator' } });
    const more = edited(file, whole, 'signIn.method', 'browser');
    const back = edited(file, more, 'signIn.method', undefined);
    expect(withEdits(file, more)).toEqual({ signIn: { mode: 'operator', method: 'browser' } });
    expect(withEdits(file, back)).toEqual({ signIn: { mode: 'operator' } });
  });

  test('is contested where somebody else wants something else, and nowhere else', () => {
    const before = { station: { name: 'A', theme: 'light' }, photo: { quality: 80 } };
    const now = { station: { name: 'B', theme: 'dark' }, photo: { quality: 80 } };
    const edits = new Map<string, unknown>([
      ['station.name', 'C'],
      ['station.theme', 'dark'],
      ['photo.quality', 70],
    ]);
    expect(contested(before, now, edits)).toEqual(['station.name']);
    expect(withEdits(now, edits)).toEqual({ station: { name: 'C', theme: 'dark' }, photo: { quality: 70 } });
  });
});

describe('the pages of the settings', () => {
  const leaves = schemaLeaves(settingsJsonSchema());

  test('name only values that the schema has', () => {
    const alternatives = leaves.filter(({ kind }) => kind === 'json').map(({ path }) => path);
    const isKnown = (path: string) =>
      leaves.some((leaf) => leaf.path === path) ||
      alternatives.some((one) => one === path || path.startsWith(`${one}.`));
    expect(Object.values(settingFields).filter(({ path }) => !isKnown(path))).toEqual([]);
  });

  test('show every value of the schema: by a name, by its path, or on a page of its own', () => {
    const shown: readonly string[] = [
      ...Object.values(settingFields).map(({ path }) => path as string),
      ...unnamedLeaves(leaves).map(({ path }) => path),
      'station.operatorPinHash',
      '$schema',
    ];
    const isShown = (path: string) => shown.some((one) => one === path || one.startsWith(`${path}.`));
    expect(leaves.length).toBeGreaterThan(40);
    expect(leaves.filter(({ path }) => !isShown(path))).toEqual([]);
    const unknown = [{ path: 'later.setting', kind: 'number' }] as const;
    expect(unnamedLeaves(unknown)).toEqual(unknown);
  });

  test('offer as choices exactly what the schema takes', () => {
    for (const field of Object.values(settingFields)) {
      const leaf = leaves.find(({ path }) => path === field.path);
      if (leaf?.kind === 'choice' && 'values' in field) {
        expect([...field.values].sort(), field.path).toEqual([...(leaf.values ?? [])].sort());
      }
    }
  });
});
