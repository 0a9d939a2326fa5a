import { expect, test } from 'vitest';
import { parseSettings, type SettingsProblem } from '../../../electron/settings/settings-file.ts';
import { settingsJsonSchema } from '../../../electron/settings/settings-json-schema.ts';
import { expectedValues } from '../../../electron/settings/settings-schema.ts';
import type { Words } from '../../../shared/language.ts';
import { schemaLeaves } from '../../../shared/setting-fields.ts';
import { actualWords, expectationNamed, expectedWords } from '../../../shared/setting-problem-words.ts';
import { withSetting } from '../../../shared/settings-draft.ts';

const others = ['ja', 'zh-Hans', 'ar'] as const;

/** What is the same in every language: values as they stand in a file, paths of settings and files, names of formats and protocols. */
const technical =
  /"[^"]*"|\{\{\w+\}\}|[\w$/-]+(?:\.[\w-]+)+|\.(?:svg|png|jpg)\b|#\w+|extensionAttribute\d+|\b(?:https?|localhost|URL|GUID|PATCH|JSON|PIN|UTF-\d+|headShare|headroom|true|false)\b/g;

const leftInEnglish = (said: Words) => others.filter((one) => /[a-z]{2}/i.test(said[one].replace(technical, '')));

function problems(json: unknown): readonly SettingsProblem[] {
  const result = parseSettings(json, 'settings.json');
  return result.kind === 'error' ? result.error.problems : [];
}

const tenant = { tenantId: 'contoso.example', clientId: '11111111-2222-3333-4444-555555555555' };
const wrongValues = [null, true, 'x', '', -1, 1.5, 1e12, [], [7], {}, { groupId: 'x' }, { fr: 'x' }, { mode: 'x' }];
const longText = 'x'.repeat(5_000);

test('every setting is refused in the language on screen, whatever is wrong with it: no English is left', () => {
  const leaves = schemaLeaves(settingsJsonSchema());
  expect(leaves.length).toBeGreaterThan(40);
  const groups = ['', ...new Set(leaves.map(({ path }) => path.split('.')[0] ?? ''))];
  const refusals: SettingsProblem[] = [];
  for (const path of [...groups, ...leaves.map((leaf) => leaf.path)]) {
    const operator = { signIn: { mode: 'operator' } };
    const base = path.startsWith('tenant.') ? { tenant } : path === 'signIn.method' ? operator : {};
    for (const value of [...wrongValues, longText]) {
      refusals.push(...problems(path === '' ? value : withSetting(base, path, value)));
    }
  }
  expect(refusals.length).toBeGreaterThan(300);
  const refused = new Set(refusals.map(({ at }) => at));
  expect(leaves.map(({ path }) => path).filter((path) => !refused.has(path))).toEqual([]);
  expect(refusals.filter(({ expected }) => leftInEnglish(expected).length > 0)).toEqual([]);
  // What was found is a value as it stands there, or one of the words for what is none.
  const found = refusals.map(({ actual }) => actual).filter(({ en }) => !/^(?:[[{"\d-]|null|true)/.test(en));
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((actual) => leftInEnglish(actual).length > 0)).toEqual([]);
});

test.each([
  ['methodPut', { tenant: { ...tenant, api: 'beta', method: 'PATCH' } }],
  ['stationMode', { station: { mode: 'self-service' } }],
  ['openTrust', { signIn: { mode: 'self-service' }, station: { trust: 'badge' } }],
  ['headInPhoto', { photo: { headShare: 0.85, headroom: 0.3 } }],
  ['bothEndpoints', { connecting: { authority: 'https://login.example' } }],
  ['signInMode', { signIn: { mode: 'guess' } }],
  ['pinHash', { station: { operatorPinHash: '4711' } }],
  ['pattern', { station: { badgePattern: '(' } }],
  ['absolutePath', { station: { hotFolder: 'pictures' } }],
] as const)('%s is said in its own words', (name, json) => {
  const said = problems(json).map(({ expected }) => expected);
  expect(said).toEqual([expectationNamed(name, expectedValues)]);
  // The values that it speaks of are the schema's.
  expect(JSON.stringify(said)).not.toContain('{{');
});

test('a choice of several is said as that language says it', () => {
  const [problem] = problems({ directory: { people: 7 } });
  expect(problem?.expected).toEqual({
    en: 'one of "everybody", "rosters" or settings in { }',
    ja: '「"everybody"、"rosters" のいずれか」または「{ } で囲んだ設定」',
    'zh-Hans': '"everybody"、"rosters" 之一或用 { } 括起来的设置',
    ar: 'إحدى القيم "everybody"، "rosters" أو إعدادات بين { }',
  });
});

test('whoever is refused a value is told those that the schema takes', () => {
  const [method] = problems({ tenant: { ...tenant, api: 'beta', method: 'PATCH' } });
  expect(method?.expected.en).toBe('"PUT" (PATCH only where tenant.api is one of "v1.0", "outlook-v2.0")');
  const [mode] = problems({ signIn: { mode: 'guess' } });
  expect(mode?.expected.ja).toBe('"application"、"operator"、"self-service" のいずれか');
});

test('all words there are for it are in that language', () => {
  for (const [name, said] of Object.entries({ ...expectedWords, ...actualWords })) {
    expect({ name, left: leftInEnglish(said) }).toEqual({ name, left: [] });
  }
});
