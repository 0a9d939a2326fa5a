import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { wordings } from '../../../renderer/languages/texts.ts';

const renderer = path.resolve(import.meta.dirname, '../../../renderer');

function keysOf(texts: object, at = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [at + key] : keysOf(value as object, `${at}${key}.`),
  );
}

/** The screens' sources. */
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('languages'))
  .map((file) => readFileSync(path.join(renderer, file), 'utf8'))
  .join('\n');

/** Every string in them that can be a key; what a template fills in stands as `*`. Quoted ones count inside templates, too. */
const strings = [
  ...[...sources.matchAll(/'([\w.-]+)'/g)].map(([, text = '']) => text),
  ...[...sources.matchAll(/`([\w.-]+(?:\$\{[^}]*\}[\w.-]*)+)`/g)].map(([, text = '']) =>
    text.replaceAll(/\$\{[^}]*\}/g, '*'),
  ),
];

/** Whether one of the strings is this key, or a template that can become it: a `*` is one step of the path or a part of it. */
function isUsed(key: string): boolean {
  return strings.some((text) =>
    new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '[\\w-]+')}$`).test(
      key.replace(/_(zero|one|two|few|many|other)$/, ''),
    ),
  );
}

test('every text is said on some screen: a key that nothing uses is removed', () => {
  const keys = keysOf(wordings.en);
  expect(keys.length).toBeGreaterThan(200);
  expect(keys.filter((key) => !isUsed(key))).toEqual([]);
});

test('a key that nothing uses is noticed', () => {
  expect(isUsed('common.neverSaid')).toBe(false);
});
