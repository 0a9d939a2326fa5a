import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { settingsJsonSchema } from '../../../electron/settings/settings-json-schema.ts';

const page = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8');
const partSchema = z.object({
  properties: z.record(z.string(), z.object({ default: z.unknown().optional() })).optional(),
});
const schema = z
  .object({
    properties: z.record(
      z.string(),
      partSchema.extend({ anyOf: z.array(partSchema).optional(), oneOf: z.array(partSchema).optional() }),
    ),
  })
  .parse(JSON.parse(JSON.stringify(settingsJsonSchema())));

/** The keys of a group with their defaults, whichever form of the group they belong to. */
function keysOf(group: string): Map<string, unknown> {
  const { anyOf = [], oneOf = [], ...plain } = schema.properties[group] ?? {};
  const forms = [plain, ...anyOf, ...oneOf].flatMap(({ properties = {} }) => Object.entries(properties));
  return new Map(forms.map(([key, { default: value }]) => [key, value]));
}

const groups = Object.keys(schema.properties).filter((name) => name !== '$schema');
const sectionOf = (group: string) => page.split(`\n## \`${group}\`\n`)[1]?.split('\n## ')[0]?.split('\n### ')[0] ?? '';

/** A default as the page writes it; `undefined`: in words, because no value says it. */
function written(text: string): unknown {
  const [, marked] = /^`(.*)`$/.exec(text) ?? [];
  if (marked === undefined) return /^(\d+(\.\d+)?|true|false)$/.test(text) ? JSON.parse(text) : undefined;
  return marked.startsWith('[') || marked.startsWith('"') ? JSON.parse(marked) : marked;
}

/** The keys of a group's table, each with its default; a row may hold several. */
function rowsOf(group: string): Map<string, unknown> {
  const rows = [...sectionOf(group).matchAll(/^\| (`\w+`(?:, `\w+`)*) \| .* \| ([^|]*) \|$/gm)];
  return new Map(
    rows.flatMap(([, keys = '', defaults = '']) => {
      // A comma within marks parts nothing.
      const each = [...defaults.matchAll(/`[^`]*`|[^,`]+/g)].map(([part]) => part.trim()).filter((part) => part !== '');
      return [...keys.matchAll(/\w+/g)].map(
        ([key], index) => [key, written(each[index] ?? each.at(-1) ?? '')] as const,
      );
    }),
  );
}

test('the page of settings has every group, and in each table every key and no other', () => {
  expect([...page.matchAll(/^## `(\w+)`$/gm)].map(([, name]) => name).sort()).toEqual([...groups].sort());
  for (const group of groups.filter((name) => name !== 'signIn')) {
    expect([...rowsOf(group).keys()].sort(), group).toEqual([...keysOf(group).keys()].sort());
  }
  for (const key of keysOf('signIn').keys()) expect(sectionOf('signIn')).toContain(`\`${key}\``);
});

test('the page of settings says the defaults that are used', () => {
  const isNothing = (value: unknown) => value === undefined || value === '' || JSON.stringify(value) === '{}';
  let values = 0;
  for (const group of groups.filter((name) => name !== 'signIn')) {
    const told = rowsOf(group);
    for (const [key, value] of keysOf(group)) {
      expect(told.get(key), `${group}.${key}`).toEqual(isNothing(value) ? undefined : value);
      values += Number(!isNothing(value));
    }
  }
  expect(values).toBeGreaterThan(25);
  const signIn = keysOf('signIn');
  for (const key of ['credential', 'method']) {
    expect(typeof signIn.get(key)).toBe('string');
    expect(sectionOf('signIn')).toContain(`\`${signIn.get(key)}\` (default)`);
  }
});
