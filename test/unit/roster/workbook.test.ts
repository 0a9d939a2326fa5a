import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readTable } from '../../../electron/roster/read-table.ts';
import { tableLimits } from '../../../electron/roster/table.ts';
import { dateText, numberFormat } from '../../../electron/roster/workbook-cells.ts';
import { workbook, workbookFiles } from '../../workbook.ts';

async function read(bytes: Uint8Array, sheet?: string) {
  const reading = await readTable(bytes, sheet === undefined ? {} : { sheet });
  if (reading.kind === 'error') throw new Error(JSON.stringify(reading.error));
  return reading.value;
}
const cellsOf = async (bytes: Uint8Array) => (await read(bytes)).rows.map((row) => row.cells);

test('a workbook of another program is read as people saw it, and what it may have lost is told', async () => {
  const reading = await read(readFileSync('test/fixtures/roster/openpyxl.xlsx'));
  expect(reading.rows.map((row) => row.cells)).toEqual([
    ['Employee number', 'Name', 'Mail', 'Start'],
    ['00311', '田中 葵', 'aoi.tanaka@tidewater.example', '2026-04-01'],
    // The formula was never calculated: a program that writes it without its value leaves none to read.
    ['00312', 'Ann "Nan" Lee', '', '2026-04-01 09:30:00'],
    ['313', 'Bo Berg'],
  ]);
  expect(reading.warnings).toEqual([
    { kind: 'several-sheets', count: 2, place: {}, sample: 'Staff' },
    { kind: 'date', count: 2, place: { row: 2, column: 4 }, sample: '2026-04-01' },
    { kind: 'formula-without-value', count: 1, place: { row: 3, column: 3 }, sample: '' },
  ]);
  expect(reading.source).toEqual({ kind: 'workbook', sheet: 'Staff', sheets: ['Staff', 'Notes'] });
});

test('shared, inline and rich texts are one text; their furigana is no part of it', async () => {
  const rows =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Bo &amp; Co</t></is></c></row>';
  const strings = ['<t>田中</t><rPh sb="0" eb="2"><t>タナカ</t></rPh>', '<r><t>An</t></r><r><rPr/><t>n</t></r>'];
  expect(await cellsOf(workbook({ rows, strings }))).toEqual([['田中', 'Ann', 'Bo & Co']]);
});

test('a formula counts with its stored value, errors stay visible, both are told with their place', async () => {
  const rows =
    '<row r="4"><c r="A4" t="str"><f>A1&amp;B1</f><v>Ann Lee</v></c><c r="C4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>';
  const reading = await read(workbook({ rows }));
  expect(reading.rows).toEqual([{ rowNumber: 4, cells: ['Ann Lee', '', '#DIV/0!'] }]);
  expect(reading.warnings).toEqual([
    { kind: 'formula', count: 2, place: { row: 4, column: 1 }, sample: 'Ann Lee' },
    { kind: 'error-value', count: 1, place: { row: 4, column: 3 }, sample: '#DIV/0!' },
  ]);
});

test('numbers keep the zeros their format shows; more digits than a sheet keeps are told', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>';
  const rows =
    '<row r="1"><c r="A1"><v>42</v></c><c r="B1" s="1"><v>42</v></c><c r="C1"><v>1.2345678901234567E+18</v></c><c r="D1"><v>0.5</v></c></row>';
  const reading = await read(workbook({ rows, styles }));
  expect(reading.rows[0]?.cells).toEqual(['42', '000042', '1234567890123456768', '0.5']);
  expect(reading.warnings).toEqual([
    { kind: 'number-rounded', count: 1, place: { row: 1, column: 3 }, sample: '1234567890123456768' },
  ]);
});

test('days count from 1900, with the leap day that never was, or from 1904', () => {
  expect(dateText(1, false)).toBe('1900-01-01');
  expect(dateText(59, false)).toBe('1900-02-28');
  expect(dateText(61, false)).toBe('1900-03-01');
  expect(dateText(46113, false)).toBe('2026-04-01');
  expect(dateText(46113.5, false)).toBe('2026-04-01 12:00:00');
  expect(dateText(0.75, false)).toBe('18:00:00');
  expect(dateText(44651, true)).toBe('2026-04-01');
  expect(dateText(1e300, false)).toBe('1e+300');
});

test.each([
  [14, undefined, 'date'],
  [0, undefined, 'general'],
  [164, 'yyyy\\-mm\\-dd', 'date'],
  [164, '[$-411]ge"年"m"月"', 'date'],
  [164, '[h]:mm', 'date'],
  [164, '#,##0 "days"', 'general'],
  [164, '[Red]0.00', 'general'],
  [164, '0.00E+00', 'general'],
  [164, '00000', 'padded'],
])('number format %s %s is %s', (id, code, kind) => {
  expect(numberFormat(id, code).kind).toBe(kind);
});

test('a hidden sheet is not read by itself, another one when it is asked for', async () => {
  const row = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
  const bytes = workbook({
    rows: '',
    sheets: [
      { name: 'secret', rows: row('hidden'), isHidden: true },
      { name: 'one', rows: row('first') },
      { name: 'two', rows: row('second') },
    ],
  });
  expect((await read(bytes)).rows[0]?.cells).toEqual(['first']);
  expect((await read(bytes, 'two')).rows[0]?.cells).toEqual(['second']);
  expect(await readTable(bytes, { sheet: 'three' })).toMatchObject({
    error: { what: 'no-such-sheet', expected: 'secret, one, two', actual: 'three' },
  });
});

/** Writes another unpacked size for an entry into the directory of an archive. */
function lyingAbout(bytes: Uint8Array, name: string, unpackedBytes: number): Uint8Array {
  const copy = Buffer.from(bytes);
  const place = copy.lastIndexOf(name) - 46;
  copy.writeUInt32LE(unpackedBytes, place + 24);
  return copy;
}
const bombRows = '<row><c><v>1</v></c></row>'.repeat(60_000);

test('a workbook that unpacks beyond the bound is refused before it is unpacked', async () => {
  const limits = { ...tableLimits, unpackedBytes: 1_000_000 };
  const bytes = workbook({ rows: bombRows });
  expect(bytes.byteLength).toBeLessThan(100_000);
  expect(await readTable(bytes, {}, limits)).toMatchObject({
    error: { what: 'workbook-too-large', expected: 'at most 1000000' },
  });
});

test('a bomb that hides its size is stopped at the size it claims', async () => {
  const bytes = lyingAbout(workbook({ rows: bombRows }), 'xl/worksheets/sheet1.xml', 5_000);
  expect(await readTable(bytes)).toMatchObject({
    error: { what: 'workbook-damaged', actual: 'an entry is larger than it says' },
  });
});

test('entities are refused, known or not', async () => {
  const files = workbookFiles({ rows: '' });
  const doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>';
  files['xl/worksheets/sheet1.xml'] = strToU8(`${doctype}<worksheet><sheetData/></worksheet>`);
  expect(await readTable(zipSync(files))).toMatchObject({
    error: { what: 'workbook-damaged', actual: 'a part has a document type' },
  });
});

test('rows, columns and cells have bounds, told with their place', async () => {
  const limits = { ...tableLimits, rows: 2, columns: 3, cellCharacters: 4 };
  const at = async (rows: string) => readTable(workbook({ rows }), {}, limits);
  expect(await at('<row><c><v>1</v></c></row>'.repeat(3))).toMatchObject({
    error: { what: 'too-many-rows', place: { row: 3 } },
  });
  expect(await at('<row r="7"><c r="D7"><v>1</v></c></row>')).toMatchObject({
    error: { what: 'too-many-columns', place: { row: 7, column: 4 } },
  });
  expect(await at('<row r="2"><c r="B2" t="str"><v>abcde</v></c></row>')).toMatchObject({
    error: { what: 'cell-too-long', place: { row: 2, column: 2 } },
  });
});

test('a workbook cut anywhere is refused, never a crash and never half a list', async () => {
  const rows = '<row><c t="inlineStr"><is><t>Ann</t></is></c></row>'.repeat(50);
  const bytes = workbook({ rows });
  for (let length = 4; length < bytes.byteLength; length += 7) {
    const reading = await readTable(bytes.subarray(0, length));
    expect(reading.kind).toBe('error');
  }
});

test('any byte changed gives the same list, another list or an error, never a crash', async () => {
  const rows = '<row><c t="inlineStr"><is><t>Ann</t></is></c></row>'.repeat(5);
  const bytes = workbook({ rows });
  for (let place = 0; place < bytes.byteLength; place += 1) {
    const changed = Uint8Array.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 0xff;
    expect(['ok', 'error']).toContain((await readTable(changed)).kind);
  }
});

test('workbooks of before 2007 and encrypted ones are named', async () => {
  const compound = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]);
  expect(await readTable(compound)).toMatchObject({ error: { what: 'old-workbook' } });
  const encrypted = Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]);
  expect(await readTable(encrypted)).toMatchObject({ error: { what: 'workbook-protected' } });
});

test('100,000 rows of a workbook are read whole', async () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, index) =>
      `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c><c r="B${index + 1}" t="s"><v>0</v></c></row>`,
  ).join('');
  const reading = await read(workbook({ rows, strings: ['<t>Ann Lee</t>'] }));
  expect(reading.rows).toHaveLength(100_000);
  expect(reading.rows.at(-1)).toEqual({ rowNumber: 100_000, cells: ['99999', 'Ann Lee'] });
});
