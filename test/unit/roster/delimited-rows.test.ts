import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guessDelimiter, readDelimitedRows } from '../../../electron/roster/delimited-rows.ts';
import { tableLimits } from '../../../electron/roster/table.ts';
import { type Delimiter, delimiters } from '../../../shared/roster-import.ts';

function read(
  text: string,
  delimiter: Delimiter = ',',
  limits = tableLimits as Parameters<typeof readDelimitedRows>[2],
) {
  const rows = readDelimitedRows(text, delimiter, limits);
  if (rows.kind === 'error') throw new Error(JSON.stringify(rows.error));
  return rows.value;
}
const cells = (text: string, delimiter?: Delimiter) => read(text, delimiter).rows.map((row) => row.cells);

test('quotes, doubled quotes, embedded delimiters and line breaks stay in their cell', () => {
  expect(cells('a,"b,c","say ""hi""","two\r\nlines"\r\nd,e,f,g')).toEqual([
    ['a', 'b,c', 'say "hi"', 'two\r\nlines'],
    ['d', 'e', 'f', 'g'],
  ]);
});

test('a row knows the line it begins on, after rows of several lines and blank ones', () => {
  const { rows } = read('a\n"b\nb"\n\n\rc\r\nd');
  expect(rows.map((row) => [row.rowNumber, row.cells[0]])).toEqual([
    [1, 'a'],
    [2, 'b\nb'],
    [6, 'c'],
    [7, 'd'],
  ]);
});

test('a quote that is never closed costs one row, not the rest of the file', () => {
  const { rows, unreadable } = read('1,Ann\n2,"Bo\n3,Cy\n4,Di\n');
  expect(rows.map((row) => row.cells[0])).toEqual(['1', '3', '4']);
  expect(unreadable).toEqual([{ rowNumber: 2, text: '2,"Bo ', why: 'quote-not-closed' }]);
});

test('a quote that swallows the next row shows: text after a closing quote is no cell', () => {
  const { rows, unreadable } = read('1,"Ann\n2,"Bo"\n3,Cy');
  expect(unreadable.map((row) => [row.rowNumber, row.why])).toEqual([[1, 'text-after-quote']]);
  expect(rows.map((row) => row.cells)).toEqual([
    ['2', 'Bo'],
    ['3', 'Cy'],
  ]);
});

test('NUL and bytes that are not of the encoding make a row unreadable, and it is shown', () => {
  const { rows, unreadable } = read('1,An\u0000n\n2,B\u{fffd}\n3,Cy');
  expect(unreadable.map((row) => row.why)).toEqual(['control-characters', 'bytes-not-of-encoding']);
  expect(unreadable[0]?.text).toContain('1,An');
  expect(rows.map((row) => row.cells)).toEqual([['3', 'Cy']]);
});

test('each bound is refused with its row and its number', () => {
  const limits = { ...tableLimits, rows: 3, columns: 2, cellCharacters: 5, unreadableRows: 1 };
  const what = (text: string) => readDelimitedRows(text, ',', limits);
  expect(what('a\nb\nc\nd')).toMatchObject({
    error: { what: 'too-many-rows', place: { row: 4 }, expected: 'at most 3 rows' },
  });
  expect(what('a\na,b,c')).toMatchObject({ error: { what: 'too-many-columns', place: { row: 2 } } });
  expect(what('a\nabcdef')).toMatchObject({ error: { what: 'cell-too-long', place: { row: 2 } } });
  expect(what('a\0\nb\0\nc')).toMatchObject({ error: { what: 'too-many-unreadable-rows', place: { row: 2 } } });
});

test('the delimiter is the one that parts the rows alike', () => {
  const guess = (text: string) => guessDelimiter(text, tableLimits);
  expect(guess('name;note\nLee, Ann;a, b\nBerg, Bo;c')).toBe(';');
  expect(guess('name\tnote\nLee, Ann\tx')).toBe('\t');
  expect(guess('a|b\nc|d')).toBe('|');
  expect(guess('Ann Lee\nBo Berg')).toBe(',');
  expect(guess('sep=;\r\na,b;c\r\n')).toBe(';');
});

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '田', '"', ',', ';', '\t', '|', '\n', '\r\n', "'", '=', '9'),
  maxLength: 8,
});

test('whatever is well formed is read as csv-parse reads it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(...delimiters),
      (table, delimiter) => {
        const text = table
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter))
          .join('\r\n');
        const peer: string[][] = parse(text, { delimiter, relax_column_count: true });
        const expected = peer
          .map((row) => row.map((value) => value.trim()))
          .filter((row) => row.some((value) => value !== ''));
        expect(cells(text, delimiter)).toEqual(expected);
      },
    ),
    { numRuns: 400 },
  );
});

test('no text loses a line: every line that is not blank is in a row or shown as unreadable', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'x'), maxLength: 60 }), (text) => {
      const { rows, unreadable } = read(text);
      const kept = [...rows.flatMap((row) => row.cells), ...unreadable.map((row) => row.text)].join('');
      for (const letter of ['a', 'x']) {
        expect(kept.split(letter).length).toBe(text.split(letter).length);
      }
    }),
    { numRuns: 1000 },
  );
});
