import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const renderer = path.resolve(import.meta.dirname, '../../../renderer');
const components = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => path.join(renderer, file));

/** The classes that a CSS module names; `composes` names others, which stand as rules of their own. */
function classesIn(file: string): Set<string> {
  const css = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return new Set([...css.matchAll(/\.([A-Za-z_][\w-]*)/g)].map(([, name]) => name ?? ''));
}

/** What a component takes from its CSS modules and none of their rules is about: `undefined` as a class, and no look. */
function missingIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/import (\w+) from '([^']+\.module\.css)';/g)].flatMap(([, name = '', module = '']) => {
    const known = classesIn(path.resolve(path.dirname(file), module));
    const used = [...source.matchAll(new RegExp(`(?<![\\w.\\/'-])${name}\\.(\\w+)`, 'g'))].map(([, one]) => one ?? '');
    return used
      .filter((one) => !known.has(one))
      .map((one) => `${path.relative(renderer, file)}: ${module} has no .${one}`);
  });
}

test('every class that a component takes from its CSS module is there', () => {
  expect(components.length).toBeGreaterThan(80);
  expect(components.flatMap(missingIn)).toEqual([]);
});
