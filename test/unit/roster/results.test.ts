import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../../../electron/roster/csv-text.ts';
import { resultRow, resultsCsv } from '../../../electron/roster/results.ts';
import { languages } from '../../../shared/language.ts';
import type { RosterRow } from '../../../shared/roster.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';

const row: RosterRow = {
  personKey: 'k7f3',
  position: 0,
  entry: { employeeNumber: '00311', displayName: 'Ann Lee' },
  match: {
    kind: 'matched',
    by: 'employeeNumber',
    differs: [],
    person: { objectId: 'p1', displayName: 'Ann Lee', userPrincipalName: 'ann@contoso.example' },
  },
  state: {
    kind: 'captured',
    capture: { jobId: 'job-1', capturedAtMs: Date.UTC(2026, 10, 26, 9, 30), station: 'Lobby', noticeVersion: '4' },
  },
  isWalkIn: false,
  isGone: false,
};
function job(state: UploadJob['state'], lastOutcome?: UploadJob['lastOutcome']): UploadJob {
  return {
    id: 'job-1',
    target: 'user:p1',
    personName: 'Ann Lee',
    state,
    savedAtMs: 0,
    attempts: 1,
    sizeBytes: 1,
    ...(lastOutcome === undefined ? {} : { lastOutcome }),
  };
}
const refused = { kind: 'refused', status: 403, requestId: 'r-1', at: '2026-11-26T09:31:00Z' } as const;

test('a row says who, how far, why, and what support asks for', () => {
  expect(resultRow(row, () => job({ kind: 'parked', reason: 'refused' }, refused), 'en')).toEqual({
    name: 'Ann Lee',
    employeeNumber: '00311',
    userPrincipalName: 'ann@contoso.example',
    objectId: 'p1',
    personKey: 'k7f3',
    state: 'Needs attention',
    reason: 'Microsoft 365 refused the change.',
    requestId: 'r-1',
    capturedAt: '2026-11-26T09:30:00.000Z',
    station: 'Lobby',
    noticeVersion: '4',
    remarks: '',
  });
});

test('never a word stronger than what is known: a photo whose job is not known was taken, no more', () => {
  expect(resultRow(row, () => undefined, 'en').state).toBe('Photographed');
  expect(resultRow(row, () => job({ kind: 'accepted', acceptedAtMs: 1 }), 'en').state).toBe(
    'Accepted, not yet confirmed',
  );
  expect(resultRow(row, () => job({ kind: 'confirmed', confirmedAtMs: 1 }), 'en').state).toBe('Confirmed');
});

test('a wanted retake is said however far the first photo went', () => {
  const { state } = row;
  if (state.kind !== 'captured') throw new Error('not captured');
  const wanted: RosterRow = {
    ...row,
    isWalkIn: true,
    match: { kind: 'unmatched' },
    state: { kind: 'needs-retake', capture: state.capture, reason: 'eyes closed', markedAtMs: 1, station: 'Lobby' },
  };
  expect(resultRow(wanted, () => job({ kind: 'confirmed', confirmedAtMs: 1 }), 'en')).toMatchObject({
    state: 'Needs a retake (Confirmed)',
    reason: 'eyes closed',
    remarks: 'walk-in; no account yet',
  });
});

test.each(languages)('the CSV has headings and states in %s, and is read back by another program', (language) => {
  const results = [resultRow(row, () => job({ kind: 'confirmed', confirmedAtMs: 1 }), language)];
  const [head, first] = parse(resultsCsv(results, language), { bom: true }) as string[][];
  expect(head).toHaveLength(12);
  expect(first?.[0]).toBe('Ann Lee');
  expect(first?.[5]).toBe({ en: 'Confirmed', ja: '登録を確認', 'zh-Hans': '已确认', ar: 'مؤكَّدة' }[language]);
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠A1',
  ' =1',
  '\ufeff=1',
  '−1',
  '"=1',
])('no spreadsheet runs %j', (text) => {
  const [[cell = '']] = parse(csvText([[text]]), { bom: true }) as [string[]];
  expect(cell === `'${text}` || !/^\s*[=+\-@＝＋－＠−]/u.test(cell)).toBe(true);
  expect(cell.endsWith(text)).toBe(true);
});

test('whatever the cells, a reader gets the same text back, led by an apostrophe at most', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ maxLength: 8 }), { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      (table) => {
        const read = parse(csvText(table), { bom: true, relax_column_count: true }) as string[][];
        expect(read.map((cells) => cells.length)).toEqual(table.map((cells) => cells.length));
        for (const [index, cells] of read.entries()) {
          for (const [column, cell] of cells.entries()) {
            const text = table[index]?.[column] ?? '';
            expect([text, `'${text}`]).toContain(cell);
            expect(/^[=+\-@\t\r]/.test(cell)).toBe(false);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});
