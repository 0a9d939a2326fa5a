import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { entryOf, headingKey } from '../../../electron/roster/column-mapping.ts';
import { readPasted, readTable, type TableChoices, type TableReading } from '../../../electron/roster/read-table.ts';
import { rosterList } from '../../../electron/roster/roster-list.ts';
import { rosterTemplate } from '../../../electron/roster/roster-template.ts';
import { tableLimits } from '../../../electron/roster/table.ts';

async function read(bytes: Uint8Array, choices?: TableChoices): Promise<TableReading> {
  const reading = await readTable(bytes, choices);
  if (reading.kind === 'error') throw new Error(JSON.stringify(reading.error));
  return reading.value;
}
const utf8 = (text: string) => new TextEncoder().encode(text);
function people({ rows, mapping }: TableReading) {
  return rows.slice(mapping.headerRows).map((row) => entryOf(row, mapping));
}

const japanese =
  '社員番号,氏名,部署\r\n00311,田中 葵,デザイン部\r\n00312,髙橋 結衣,経理部\r\n00313,佐藤 陽翔,技術部\r\n';
const chinese = '工号;姓名;部门\n0001;王雨桐;研究部\n0002;李明轩;工程部\n0003;张伟;销售部\n0004;欧阳思源;研究部\n';
const western = 'Name;Department\nJosé Núñez;Producción\nZoë Brontë;Finanças\nFrançois Müller;Qualität\n';

test.each([
  ['utf-8', 'utf8', japanese],
  ['utf-16le', 'utf-16le', japanese],
  ['utf-16be', 'utf-16be', japanese],
  ['shift_jis', 'cp932', japanese],
  ['euc-jp', 'eucjp', japanese.replace('髙', '高')],
  ['gb18030', 'gb18030', chinese],
  ['windows-1252', 'win1252', western],
] as const)('%s is guessed, and names come out right', async (encoding, codec, text) => {
  const { source, ...reading } = await read(iconv.encode(text, codec));
  expect(source).toMatchObject({ kind: 'text', encoding });
  expect(people({ source, ...reading })).toEqual(people(await read(utf8(text))));
  expect(source.kind === 'text' && source.encodings[0]?.samples).toHaveLength(3);
});

test.each(['utf8', 'utf-16le', 'utf-16be'] as const)(
  'a byte order mark of %s is certain and no part of the heading',
  async (codec) => {
    const reading = await read(iconv.encode(japanese, codec, { addBOM: true }));
    expect(reading.source).toMatchObject({ isEncodingCertain: true });
    expect(reading.rows[0]?.cells[0]).toBe('社員番号');
  },
);

test('a guess can be changed by whoever sees the samples', async () => {
  const bytes = iconv.encode(chinese, 'gb18030');
  const guessed = await read(bytes);
  if (guessed.source.kind !== 'text') throw new Error('not a text');
  const byEncoding = new Map(guessed.source.encodings.map((choice) => [choice.encoding, choice.samples]));
  expect(byEncoding.get('gb18030')).toEqual(['王雨桐', '李明轩', '张伟']);
  expect(byEncoding.get('windows-1252')?.[0]).not.toBe('王雨桐');
  const changed = await read(bytes, { encoding: 'windows-1252', delimiter: ',' });
  expect(changed.source).toMatchObject({ encoding: 'windows-1252', delimiter: ',', isEncodingCertain: true });
});

test('Entra “Download users” is known, its columns mapped', async () => {
  const text =
    'userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled\r\n' +
    'ann.lee@contoso.example,Ann Lee,Lee,ann@contoso.example,Ann,0b6b5f0e-98a4-4a9c-a9e5-0c6f6a3f1c11,Member,Chemist,Research,True\r\n';
  const reading = await read(utf8(text));
  expect(reading.layout).toBe('entra-users');
  expect(people(reading)).toEqual([
    {
      userPrincipalName: 'ann.lee@contoso.example',
      displayName: 'Ann Lee',
      surname: 'Lee',
      givenName: 'Ann',
      mail: 'ann@contoso.example',
      objectId: '0b6b5f0e-98a4-4a9c-a9e5-0c6f6a3f1c11',
      department: 'Research',
    },
  ]);
});

test('Entra’s bulk template is known: version line, bracketed headings, and the example row is nobody', async () => {
  const text =
    'version:v1.0,\nMember object ID or user principal name [memberObjectIdOrUpn] Required,\n' +
    'Example: 9832aad8-e4fe-496b-a604-95c6eF01ae75,\nann.lee@contoso.example,\n0b6b5f0e-98a4-4a9c-a9e5-0c6f6a3f1c11,\n';
  const reading = await read(utf8(text));
  expect(reading.layout).toBe('entra-bulk');
  expect(people(reading)).toEqual([
    { userPrincipalName: 'ann.lee@contoso.example' },
    { objectId: '0b6b5f0e-98a4-4a9c-a9e5-0c6f6a3f1c11' },
  ]);
});

test('a PSPA index is known without headings', async () => {
  const line = (number: number, last: string, first: string) =>
    ['VOL1', 'IMAGES', `${number}.jpg`, '9', last, first, 'A1', '2', 'Miss Hall', 'T1', 'North', ''].join('\t');
  const reading = await read(utf8(`${line(1, 'Lee', 'Ann')}\r\n${line(2, 'Berg', 'Bo')}\r\n`));
  expect(reading.layout).toBe('pspa-index');
  expect(people(reading)[1]).toEqual({ file: '2.jpg', surname: 'Berg', givenName: 'Bo', department: 'North' });
});

test.each([
  ['1001,ann.jpg\n1002,bo.jpeg', { employeeNumber: '1001', file: 'ann.jpg' }],
  ['person,photo\nann@contoso.example,a.png', { userPrincipalName: 'ann@contoso.example', file: 'a.png' }],
  ['a.jpg;1001', { employeeNumber: '1001', file: 'a.jpg' }],
])('“number, file” is known in either order: %j', async (text, first) => {
  const reading = await read(utf8(text));
  expect(reading.layout).toBe('person-file');
  expect(people(reading)[0]).toEqual(first);
});

test('the template that is handed out is read back with every heading known', async () => {
  const reading = await read(rosterTemplate());
  expect(reading.source).toMatchObject({ encoding: 'utf-8', isEncodingCertain: true });
  expect(reading.layout).toBe('headings');
  expect(Object.keys(reading.mapping.columns)).toHaveLength(7);
});

test('a list that means nothing says so instead of guessing', async () => {
  const reading = await read(utf8('red,green\nblue,yellow\n'));
  expect(reading).toMatchObject({ layout: 'unknown', mapping: { columns: {} } });
});

test('sep=; is obeyed and no row', async () => {
  const reading = await read(utf8('sep=;\r\nName;Mail\r\nLee, Ann;a@b.example\r\n'));
  expect(people(reading)).toEqual([{ displayName: 'Lee, Ann', mail: 'a@b.example' }]);
  expect(reading.rows[0]?.rowNumber).toBe(2);
});

test('what is no list is refused in the one form that errors have', async () => {
  expect(await readTable(new Uint8Array())).toMatchObject({ error: { what: 'empty' } });
  expect(await readTable(utf8('\r\n \r\n'))).toMatchObject({ error: { what: 'empty' } });
  const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 32);
  expect(await readTable(noise)).toMatchObject({ error: { what: 'not-a-table' } });
  expect(await readTable(utf8('a,b'), {}, { ...tableLimits, fileBytes: 2 })).toMatchObject({
    error: { what: 'file-too-large', expected: 'at most 2 bytes', actual: '3 bytes' },
  });
});

test('100,000 rows are read whole, each with its line, and everything else has its turn meanwhile', async () => {
  const lines = Array.from(
    { length: 100_000 },
    (_, index) => `${String(index).padStart(6, '0')},"Person ${index}",p${index}@contoso.example`,
  );
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const reading = await read(utf8(`number,name,mail\r\n${lines.join('\r\n')}\r\n`));
  const list = await rosterList(reading, reading.mapping);
  isOver = true;
  expect(list.people).toHaveLength(100_000);
  // A thousand lines at once, and a thousand people.
  expect(turns).toBeGreaterThanOrEqual(2 * 100);
  expect(reading.rows).toHaveLength(100_001);
  expect(reading.rows.at(-1)).toEqual({
    rowNumber: 100_001,
    cells: ['099999', 'Person 99999', 'p99999@contoso.example'],
  });
  expect(reading.unreadable).toEqual([]);
});

test.each([
  [
    'Ann Lee <ann@contoso.example>; "Berg, Bo" <bo@contoso.example>',
    [
      ['Ann Lee', 'ann@contoso.example'],
      ['Berg, Bo', 'bo@contoso.example'],
    ],
  ],
  [
    'Ann Lee <ann@contoso.example>, Bo Berg <bo@contoso.example>',
    [
      ['Ann Lee', 'ann@contoso.example'],
      ['Bo Berg', 'bo@contoso.example'],
    ],
  ],
  [
    'ann@contoso.example; bo@contoso.example\ncy@contoso.example',
    [['ann@contoso.example'], ['bo@contoso.example'], ['cy@contoso.example']],
  ],
  [
    'Name\tNumber\nAnn Lee\t0012',
    [
      ['Name', 'Number'],
      ['Ann Lee', '0012'],
    ],
  ],
  ['Ann Lee\nBo Berg', [['Ann Lee'], ['Bo Berg']]],
  ['田中 葵\n佐藤 陽翔', [['田中 葵'], ['佐藤 陽翔']]],
])('a pasted list is read: %j', (text, cells) => {
  const reading = readPasted(text);
  expect(reading.kind === 'ok' && reading.value.rows.map((row) => row.cells)).toEqual(cells);
});

test('pasted names alone are names', () => {
  const reading = readPasted('Ann Lee\nBo Berg');
  expect(reading).toMatchObject({
    value: { layout: 'contents', mapping: { headerRows: 0, columns: { displayName: 0 } } },
  });
});

test('a mapping is remembered by the headings it was made for, whatever stands below them', async () => {
  const key = async (text: string) => headingKey((await read(utf8(text))).rows);
  expect(await key('Kennung;Wer\n1;Ann')).toBe(await key('KENNUNG ;ｗer\n2;Bo\n3;Cy'));
  expect(await key('Kennung;Wer\n1;Ann')).not.toBe(await key('Wer;Kennung\n1;Ann'));
});
