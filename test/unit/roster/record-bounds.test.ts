import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergedRecord, standing } from '../../../electron/roster/merge.ts';
import { emptyRecord, recordOfText, recordText, type SharedRecord } from '../../../electron/roster/shared-record.ts';

/** What SharePoint's column of several lines holds of plain text. */
const columnLimit = 63_999;
const by = (station: string, atMs: number) => ({ station, stationName: station, atMs });
const names = 'abcdefghijklmnop'.split('');
const fields = fc.dictionary(fc.constantFrom(...names), fc.constantFrom(1, 'x', 'y'.repeat(300)), { maxKeys: 16 });
const stamp = fc.record({ atMs: fc.integer({ min: 0, max: 4 }), station: fc.constantFrom('s1', 's2') });

/** Rows as versions to come, and people, may have written them: with more in each part than is passed on. */
const text = fc
  .record({
    stamp,
    capture: fields,
    entry: fields,
    facts: fields,
    others: fields,
    sends: fc.array(fc.nat(40), { maxLength: 40 }),
  })
  .map(({ stamp: { atMs, station }, ...more }) =>
    JSON.stringify({
      ...Object.fromEntries(
        Object.entries(more.others).map(([name, value]) => [name, { ...by(station, atMs), value }]),
      ),
      sure: { ...more.capture, ...by(station, atMs), id: `${station}:${atMs}`, stage: 'taken', isWithdrawn: false },
      facts: { ...more.facts, ...by(station, atMs), position: 1, entry: more.entry, isWalkIn: false, isGone: false },
      sends: Object.fromEntries(more.sends.map((one) => [`station-${one}`, { captureId: 'x', atMs: one + atMs }])),
    }),
  );
const same = (a: SharedRecord, b: SharedRecord) => expect(recordText(a)).toBe(recordText(b));

test('rows that hold more than is passed on merge to the same in whatever order, and what was written is read back as it is', () => {
  fc.assert(
    fc.property(text, text, text, (...texts) => {
      const [a = emptyRecord, b = emptyRecord, c = emptyRecord] = texts.map((one) => recordOfText(one));
      same(mergedRecord(a, b), mergedRecord(b, a));
      same(mergedRecord(mergedRecord(a, b), c), mergedRecord(a, mergedRecord(b, c)));
      same(mergedRecord(a, a), a);
      // A station that reads what it wrote has nothing left to write; and others merge what was written as what was meant.
      const ab = mergedRecord(a, b);
      same(recordOfText(recordText(ab)), ab);
      same(mergedRecord(recordOfText(recordText(ab)), c), mergedRecord(ab, c));
    }),
    { numRuns: 1_000 },
  );
});

/** As much as a part may hold of what is known, and far more of what is not. */
function padded(part: object): object {
  const more = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`more${index}`, 'm'.repeat(190)]));
  return { ...more, endless: 'e'.repeat(2_000), ...part };
}
const long = (length: number) => 'n'.repeat(length);
const stampOf = { station: long(64), stationName: long(200), atMs: 1_700_000_000_000 };
const person = Object.fromEntries(
  [
    'userPrincipalName',
    'mail',
    'mailNickname',
    'employeeNumber',
    'displayName',
    'givenName',
    'surname',
    'department',
  ].map((name) => [name, long(1024)]),
);
const capture = { ...stampOf, id: long(120), noticeVersion: long(200), stage: 'taken', isWithdrawn: false };
const fullest = {
  sure: capture,
  unsure: capture,
  mark: { ...stampOf, kind: 'no-show' },
  retake: { ...stampOf, captureId: long(120), isWanted: true, reason: long(200) },
  claim: { ...stampOf, untilMs: 1_700_000_180_000 },
  facts: {
    ...stampOf,
    position: 99_999,
    entry: { ...person, objectId: long(1024), file: long(1024) },
    match: { kind: 'matched', person: { ...person, objectId: long(200) }, by: 'mail', differs: ['mail', 'name'] },
    isWalkIn: false,
    isGone: false,
  },
};

test('a padded row is written within the column’s limit, and nothing of what is known is lost', () => {
  const endless = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`part${index}`, { text: long(1_400) }]));
  const sends = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `${long(60)}${index}`,
      padded({ captureId: long(120), atMs: 1_700_000_000_000 + index }),
    ]),
  );
  const { facts } = fullest;
  const written = {
    ...endless,
    ...Object.fromEntries(Object.entries(fullest).map(([name, part]) => [name, padded(part)])),
    facts: padded({ ...facts, entry: padded(facts.entry) }),
    sends,
  };
  const read = recordOfText(JSON.stringify(written));
  expect(recordText(read).length).toBeLessThan(columnLimit);
  expect(read).toMatchObject(fullest);
  // The stations that sent last.
  expect(Object.values(read.sends).map(({ atMs }) => atMs)).toContain(1_700_000_000_299);
  expect(standing(read).kind).toBe('needs-retake');
});

test('a part that is longer than all that can be said of a person says less of who may be meant, and takes neither name nor others with it', () => {
  const candidates = Array.from({ length: 60 }, () => ({ objectId: 'x', displayName: long(1_000) }));
  const facts = { ...fullest.facts, match: { kind: 'ambiguous', why: 'several-people', candidates } };
  const { mark } = fullest;
  const { match: _, ...said } = fullest.facts;
  expect(recordOfText(JSON.stringify({ facts, mark, sends: {} }))).toEqual({ facts: said, mark, sends: {} });
  const endless = { ...said, entry: { displayName: long(1_024), more: 'm' }, isGone: long(50_000) };
  expect(recordOfText(JSON.stringify({ facts: endless, mark, sends: {} }))).toEqual({ mark, sends: {} });
});

test.each([
  ['control characters', '\u0001'],
  ['quotes', '"'],
  ['halves of characters', '\ud800'],
])('a row full of %s is written within the column’s limit, with everybody’s name and state', (_, character) => {
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll('n', character);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, filled(part)]));
  };
  const { sure, mark, facts, ...parts } = fullest;
  const texts = filled({ ...facts.entry, userPrincipalName: long(1_024) }) as object;
  const stated = (part: object) => ({ ...part, ...by('s1', 1_700_000_000_000), stationName: character.repeat(200) });
  const more = Object.fromEntries(names.slice(0, 8).map((name) => [name, character.repeat(30)]));
  const written = {
    ...Object.fromEntries(
      names.slice(8).map((name) => [`part ${name}`, { ...by('s1', 1), text: character.repeat(240) }]),
    ),
    ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, { ...more, ...stated(part) }])),
    sure: { ...more, ...stated(sure), noticeVersion: character.repeat(200) },
    mark: { ...more, ...stated(mark) },
    facts: {
      ...more,
      ...stated(facts),
      entry: { ...more, ...texts },
      match: { ...facts.match, person: filled(facts.match.person) },
    },
    sends: Object.fromEntries(
      Array.from({ length: 24 }, (_, index) => [
        `s${index}`,
        { captureId: long(120), atMs: index, a: character.repeat(6) },
      ]),
    ),
  };
  const read = recordOfText(JSON.stringify(written));
  expect(Object.keys(read)).toEqual(expect.arrayContaining(['sure', 'unsure', 'mark', 'retake', 'claim', 'facts']));
  expect(read.facts?.entry.displayName).toHaveLength(1_024);
  const text = recordText(read);
  expect(text.length).toBeLessThan(columnLimit);
  expect(recordText(recordOfText(text))).toBe(text);
});

test('a station’s id holds no control characters: what says so was written by hand', () => {
  const { mark } = fullest;
  const text = JSON.stringify({
    mark: { ...mark, station: 's\u0001' },
    sends: { 's\u0001': { captureId: 'x', atMs: 1 }, s2: { captureId: 'x', atMs: 1 } },
  });
  expect(recordOfText(text)).toEqual({ sends: { s2: { captureId: 'x', atMs: 1 } } });
});
