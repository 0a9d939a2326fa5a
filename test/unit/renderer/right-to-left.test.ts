import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const renderer = path.resolve(import.meta.dirname, '../../../renderer');
const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'));

/** Places of the world before the screen, not of lines: where the lens is. */
const physical = ['components/lens-sign.module.css'];

/** Declarations that name a side of the screen instead of a line's beginning or end. */
const sided =
  /^\s*(?:(?:margin|padding|border)-(?:left|right)|left|right)\s*:|text-align:\s*(?:left|right)|^\s*float\s*:/;

test.each(sheets.filter((file) => !physical.includes(file)))(
  '%s lays out along the line, whichever way it runs',
  (file) => {
    const rules = readFileSync(path.join(renderer, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
    expect(rules.split('\n').filter((line) => sided.test(line))).toEqual([]);
  },
);

test('a sided declaration is noticed', () => {
  for (const line of ['  left: 0;', '  margin-left: auto;', '  text-align: right;']) expect(line).toMatch(sided);
  for (const line of ['  inset-inline: 0;', '  border-right-color: red;', '.left {']) expect(line).not.toMatch(sided);
});
