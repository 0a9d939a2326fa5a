import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommandLine } from '../../../electron/cli/command-line.ts';
import { commands } from '../../../electron/cli/commands.ts';
import { openSession } from '../../../electron/cli/session.ts';
import { samplePeople } from '../../../electron/demo/sample-people.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-roster-'));
  writeFileSync(path.join(folder, 'settings.json'), '{"queue": {"freeSpaceFloorMb": 0}}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function kiosk(...args: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const exitCode = await runCommandLine({
    args: ['roster', ...args, '--config', path.join(folder, 'settings.json'), '--data', path.join(folder, 'data')],
    commands,
    env: { LANG: 'en' },
    openSession,
    print: (line) => out.push(line),
    printError: (line) => errors.push(line),
  });
  const text = [...out, ...errors].join('\n');
  return { exitCode, text, json: args.includes('--json') ? JSON.parse(out.join('\n')) : undefined };
}
function file(name: string, content: string | Uint8Array): string {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
}
const list = '社員番号,氏名,部署\r\n00311,田中 葵,デザイン部\r\n00312,髙木 美咲,営業部\r\n';

test('check says how a list was read, with names to judge the encoding by', async () => {
  const name = file('list.csv', iconv.encode(list, 'cp932'));
  const people = await kiosk('check', name);
  expect(people.exitCode).toBe(0);
  expect(people.text).toContain('Encoding: shift_jis (guessed): 田中 葵, 髙木 美咲');
  expect(people.text).toContain('1 “社員番号” = employee number, 2 “氏名” = name, 3 “部署” = department');
  const machine = await kiosk('check', name, '--json');
  expect(machine.json).toMatchObject({
    isOk: true,
    layout: 'headings',
    source: { kind: 'text', encoding: 'shift_jis', isEncodingCertain: false, delimiter: ',' },
    people: 2,
    preview: [{ row: 2, employeeNumber: '00311', displayName: '田中 葵', department: 'デザイン部' }, { row: 3 }],
  });
});

test.each(['ja', 'zh-Hans'])('check speaks %s', async (language) => {
  const words = { ja: '文字コード: utf-8', 'zh-Hans': '编码: utf-8' }[language];
  expect((await kiosk('check', file('list.csv', list), '--language', language)).text).toContain(words);
});

test('a list whose columns mean nothing is mapped by number or heading, and a wrong mapping says what there is', async () => {
  const name = file('list.csv', 'Kennung;Wer\n00311;Ann Lee\n00312;Bo Berg\n');
  const mapped = await kiosk('check', name, '--json', '--map', 'employeeNumber=Kennung', '--map', 'displayName=2');
  expect(mapped).toMatchObject({
    exitCode: 0,
    json: { headerRows: 1, people: 2, preview: [{ employeeNumber: '00311', displayName: 'Ann Lee' }, {}] },
  });
  expect(await kiosk('check', file('words.csv', 'red;blue\ngreen;pink\n'))).toMatchObject({
    exitCode: 1,
    text: expect.stringContaining('--map employeeNumber=1'),
  });
  expect(await kiosk('check', name, '--map', 'employeeNumber=9')).toMatchObject({
    exitCode: 2,
    text: '--map: expected a column from 1 to 2, got 9',
  });
  expect((await kiosk('check', name, '--map', 'shoeSize=1')).text).toContain('FIELD one of objectId');
});

test('rows that cannot be read are shown with their row, and are not all well', async () => {
  const { exitCode, text } = await kiosk(
    'check',
    file('list.csv', 'name,mail\nAnn,a@b.example\n"Bo,b@b.example\nCy,c@b.example\n,\n'),
  );
  expect(exitCode).toBe(1);
  expect(text).toContain('row 3: a quote is not closed: "Bo,b@b.example');
  expect(text).toContain('2 people, 0 rows that name nobody, 1 rows that cannot be read');
});

test('a file that is no list ends with what, where, expected and actual', async () => {
  expect(await kiosk('check', path.join(folder, 'missing.csv'))).toMatchObject({
    exitCode: 2,
    text: expect.stringContaining('expected a readable list, got ENOENT'),
  });
  const damaged = file('list.xlsx', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 1, 2, 3));
  const refused = await kiosk('check', damaged, '--json');
  expect(refused).toMatchObject({ exitCode: 2, json: { isOk: false } });
  expect(refused.json.error).toContain('The workbook is damaged');
  expect(await kiosk('chek', damaged)).toMatchObject({ exitCode: 2 });
  expect((await kiosk('check', file('a.csv', 'a'), '--encoding', 'latin9')).text).toContain(
    '--encoding: expected utf-8',
  );
});

test('a workbook says which sheet, and what it may have lost', async () => {
  const { text } = await kiosk('check', 'test/fixtures/roster/openpyxl.xlsx');
  expect(text).toContain('Sheet: Staff (Staff, Notes)');
  expect(text).toContain('leading zeros may be lost, format the column as text: 1 (row 4: 313)');
});

test('import looks everybody up in the tenant; without a doubt nobody is guessed', async () => {
  const [aoi] = samplePeople;
  const name = file(
    'list.csv',
    [
      'Object ID,User principal name,Name',
      `${aoi?.id},,`,
      ',yui.takahashi@tidewater.example,',
      ',,小林 さくら',
      ',,张伟',
      ',,Nobody Here',
      ',yui.takahashi@tidewater.example,高橋 結衣',
    ].join('\n'),
  );
  const { exitCode, json } = await kiosk('import', name, '--dry-run', '--json');
  expect(exitCode).toBe(1);
  expect(json.counts).toEqual({ matched: 2, ambiguous: 1, unmatched: 1, duplicate: 2 });
  expect(json.rows.map((row: { row: number; match: { kind: string } }) => [row.row, row.match.kind])).toEqual([
    [2, 'matched'],
    [3, 'duplicate'],
    [4, 'matched'],
    [5, 'ambiguous'],
    [6, 'unmatched'],
    [7, 'duplicate'],
  ]);
  const { text } = await kiosk('import', name, '--dry-run');
  expect(text).toContain('row 5: 张伟: several people or rows have this name (wei.zhang');
  expect(text).toContain('Nothing was changed (--dry-run).');
});

test('everybody of the tenant is found by every identifier and is themself', async () => {
  const lines = samplePeople.map((person, index) => {
    if (index % 3 === 0) return `${person.id},,`;
    if (index % 3 === 1 && person.employeeId !== undefined) return `,,${person.employeeId}`;
    return `,${person.userPrincipalName.toUpperCase()},`;
  });
  const name = file('all.csv', `Object ID,UPN,Employee number\n${lines.join('\n')}\n`);
  const { exitCode, json } = await kiosk('import', name, '--dry-run', '--json');
  expect(exitCode).toBe(0);
  expect(json.rows.map((row: { match: { person: { objectId: string } } }) => row.match.person.objectId)).toEqual(
    samplePeople.map((person) => person.id),
  );
});

test('the template is written once, never over another file, and is read back', async () => {
  const name = path.join(folder, 'template.csv');
  expect((await kiosk('template', name)).exitCode).toBe(0);
  expect(readFileSync(name).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(await kiosk('template', name)).toMatchObject({ exitCode: 2, text: expect.stringContaining('EEXIST') });
});

test('a roster is kept under its name, imported again, shown, written as results and closed', async () => {
  const name = file('list.csv', '\ufeffNumber,Name,UPN\n7,高橋 結衣,yui.takahashi@tidewater.example\n8,=cmd(),\n');
  expect(await kiosk('import', name)).toMatchObject({
    exitCode: 2,
    text: '--name: expected a name for the roster, got nothing',
  });
  const dry = await kiosk('import', name, '--name', 'Monday', '--dry-run', '--json');
  expect(dry.json).toMatchObject({ isDryRun: true, changes: { added: 2, changed: 0, same: 0, gone: 0 } });
  expect((await kiosk('list')).text).toBe('There are no rosters.');
  const first = await kiosk('import', name, '--name', 'Monday');
  expect(first).toMatchObject({ exitCode: 1, text: expect.stringContaining('2 added, 0 changed, 0 as before') });
  const again = await kiosk('import', name, '--name', 'monday', '--json');
  expect(again.json.changes).toEqual({ added: 0, changed: 0, same: 2, gone: 0 });
  expect((await kiosk('list')).text).toMatch(/^Monday {2}\d{4}-\d\d-\d\d {2}2 people, Not yet photographed 2$/);
  expect((await kiosk('show', 'Monday')).text).toContain('高橋 結衣  7  Not yet photographed');
  expect(await kiosk('show', 'Tuesday')).toMatchObject({
    exitCode: 1,
    text: expect.stringContaining('no roster of this name'),
  });
  const csv = path.join(folder, 'results.csv');
  expect(await kiosk('results', 'Monday', '--csv', csv, '--language', 'ja')).toMatchObject({ exitCode: 0 });
  const results = readFileSync(csv, 'utf8');
  expect(results).toContain('"氏名","社員番号"');
  expect(results).toContain('"高橋 結衣","7","yui.takahashi@tidewater.example"');
  expect(results).toContain(`"'=cmd()"`);
  expect((await kiosk('close', 'Monday')).exitCode).toBe(0);
  expect((await kiosk('list')).text).toContain('Monday (closed)');
  expect((await kiosk('import', name, '--name', 'Monday')).text).toContain('This roster is closed');
});
