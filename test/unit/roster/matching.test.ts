import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ListedPerson, matchList, type RowMatch } from '../../../electron/roster/matching.ts';
import type { DirectoryPerson, RosterEntry } from '../../../shared/roster.ts';

async function* from(people: readonly DirectoryPerson[]) {
  yield* people;
}
async function matchesOf(entries: readonly RosterEntry[], people: readonly DirectoryPerson[]): Promise<RowMatch[]> {
  const rows = entries.map((entry, index) => ({ id: String(index), entry }));
  const matches = await matchList(rows, from(people));
  return rows.map(({ id }) => matches.get(id) as RowMatch);
}
async function matchOf(entry: RosterEntry, people: readonly DirectoryPerson[]): Promise<RowMatch> {
  const [match] = await matchesOf([entry], people);
  return match as RowMatch;
}
const ann: DirectoryPerson = {
  objectId: '0B6B5F0E-98A4-4A9C-A9E5-0C6F6A3F1C11',
  userPrincipalName: 'ann.lee@contoso.example',
  mail: 'Ann@contoso.example',
  mailNickname: 'alee',
  employeeNumber: '00311',
  displayName: 'Ann Lee',
  givenName: 'Ann',
  surname: 'Lee',
};
const bo: DirectoryPerson = {
  objectId: '11111111-98a4-4a9c-a9e5-0c6f6a3f1c11',
  userPrincipalName: 'bo.berg@contoso.example',
  mail: 'bo@contoso.example',
  employeeNumber: '00312',
  displayName: 'Berg, Bo',
};
const aoi: DirectoryPerson = {
  objectId: '22222222-98a4-4a9c-a9e5-0c6f6a3f1c11',
  userPrincipalName: 'aoi@contoso.example',
  displayName: '田中 葵',
};
const everybody = [ann, bo, aoi];

test.each([
  ['objectId', { objectId: ann.objectId.toLowerCase() }],
  ['userPrincipalName', { userPrincipalName: 'ANN.LEE@contoso.example' }],
  ['userPrincipalName', { mail: 'ann.lee@contoso.example' }],
  ['mail', { mail: 'ann@contoso.example' }],
  ['mail', { userPrincipalName: 'ann@contoso.example' }],
  ['mailNickname', { mailNickname: 'ALEE' }],
  ['employeeNumber', { employeeNumber: '００３１１' }],
  ['name', { displayName: 'ann  lee' }],
  ['name', { displayName: 'Lee Ann' }],
  ['name', { displayName: 'Lee, Ann' }],
  ['name', { givenName: 'Ann', surname: 'Lee' }],
  ['name', { givenName: 'Lee', surname: 'Ann' }],
] as const)('found by %s: %j', async (by, entry) => {
  expect(await matchOf(entry, everybody)).toMatchObject({
    kind: 'matched',
    by,
    person: { objectId: ann.objectId },
    differs: [],
  });
});

test.each([
  [{ displayName: '田中葵' }, aoi],
  [{ surname: '田中', givenName: '葵' }, aoi],
  [{ displayName: '田中\u3000葵' }, aoi],
  [{ displayName: 'Bo Berg' }, bo],
])('a name is found however its script writes it: %j', async (entry, person) => {
  expect(await matchOf(entry, everybody)).toMatchObject({ kind: 'matched', by: 'name', person });
});

test('composed and decomposed letters are the same name; accents and spelling are not', async () => {
  const zoe = { ...bo, displayName: 'Zoë Brontë' };
  expect((await matchOf({ displayName: 'Zoe\u0308 Bronte\u0308' }, [zoe])).kind).toBe('matched');
  expect((await matchOf({ displayName: 'Zoe Bronte' }, [zoe])).kind).toBe('unmatched');
  expect((await matchOf({ displayName: 'Ann Le' }, everybody)).kind).toBe('unmatched');
});

test('zeros are part of a number: 311 is not 00311', async () => {
  expect((await matchOf({ employeeNumber: '311' }, everybody)).kind).toBe('unmatched');
});

test('a stronger identifier decides, and what differs is told', async () => {
  expect(
    await matchOf(
      { userPrincipalName: 'ann.lee@contoso.example', employeeNumber: '999', displayName: 'Ann Smith' },
      everybody,
    ),
  ).toMatchObject({ kind: 'matched', by: 'userPrincipalName', differs: ['employeeNumber', 'name'] });
});

test('identifiers of two people are nobody’s until a person decides', async () => {
  expect(await matchOf({ userPrincipalName: 'ann.lee@contoso.example', employeeNumber: '00312' }, everybody)).toEqual({
    kind: 'ambiguous',
    why: 'identifiers-disagree',
    candidates: [ann, bo],
  });
});

test('an identifier that two people have decides nothing', async () => {
  const twin = { ...bo, employeeNumber: '00311' };
  expect(await matchOf({ employeeNumber: '00311' }, [ann, twin])).toMatchObject({
    kind: 'ambiguous',
    why: 'several-people',
  });
});

test('a name that another in the directory has decides nothing, even of somebody who may not sign in', async () => {
  const namesake = { ...bo, displayName: 'Lee, Ann', isEnabled: false };
  expect(await matchOf({ displayName: 'Ann Lee' }, [ann, namesake])).toMatchObject({
    kind: 'ambiguous',
    why: 'name-not-unique',
  });
});

test('a name that another row of the list has decides nothing, whatever else that row says', async () => {
  const matches = await matchesOf(
    [{ displayName: 'Ann Lee' }, { displayName: 'Lee Ann', employeeNumber: '777' }],
    everybody,
  );
  expect(matches.map((match) => match.kind)).toEqual(['ambiguous', 'ambiguous']);
});

test('the newcomer whose account is missing does not become the namesake who has one', async () => {
  expect(await matchOf({ displayName: 'Ann Lee', employeeNumber: '5012' }, everybody)).toEqual({
    kind: 'ambiguous',
    why: 'name-only-likely',
    candidates: [ann],
  });
  const withoutNumber = { objectId: ann.objectId, displayName: 'Ann Lee' };
  expect(await matchOf({ displayName: 'Ann Lee', employeeNumber: '5012' }, [withoutNumber])).toMatchObject({
    kind: 'matched',
    by: 'name',
  });
});

test('rows that end at one person all say so, and none is preferred', async () => {
  const matches = await matchesOf(
    [{ mail: 'ann@contoso.example' }, { employeeNumber: '00311' }, { employeeNumber: '00312' }],
    everybody,
  );
  expect(matches).toMatchObject([
    { kind: 'duplicate', rows: ['1'], match: { person: ann } },
    { kind: 'duplicate', rows: ['0'], match: { person: ann } },
    { kind: 'matched', person: bo },
  ]);
});

test('a person who comes twice in the pages of the directory is one person, as last seen', async () => {
  const renamed = { ...ann, displayName: 'Ann Smith', givenName: 'Ann', surname: 'Smith' };
  expect(await matchOf({ displayName: 'Ann Smith' }, [ann, bo, renamed])).toMatchObject({
    kind: 'matched',
    person: renamed,
  });
  expect((await matchOf({ displayName: 'Ann Lee' }, [ann, bo, renamed])).kind).toBe('unmatched');
});

// A small world, so that everything collides with everything.
const few = fc.constantFrom('a', 'b', 'A', 'ｂ', 'c');
const name = fc.constantFrom('Ann Lee', 'Lee, Ann', 'Bo Berg', '田中 葵', '田中葵', 'Cy');
const entry: fc.Arbitrary<RosterEntry> = fc.record(
  { objectId: few, userPrincipalName: few, mail: few, mailNickname: few, employeeNumber: few, displayName: name },
  { requiredKeys: [] },
);
const directory = fc.uniqueArray(
  fc.record(
    {
      objectId: fc.constantFrom('a', 'b', 'c', 'd'),
      userPrincipalName: few,
      mail: few,
      mailNickname: few,
      employeeNumber: few,
      displayName: name,
    },
    { requiredKeys: ['objectId', 'displayName'] },
  ),
  { selector: (person) => person.objectId, maxLength: 4 },
);
const list = fc.array(entry, { maxLength: 6 });
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  return items
    .map((item, index) => ({ item, order: Math.sin(seed * 7919 + index * 104729) }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
function plain(matches: ReadonlyMap<string, RowMatch>) {
  return Object.fromEntries([...matches].sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('the order of rows and of people never changes the result', async () => {
  await fc.assert(
    fc.asyncProperty(list, directory, fc.nat(1000), async (entries, people, seed) => {
      const rows: ListedPerson[] = entries.map((each, index) => ({ id: String(index), entry: each }));
      const once = await matchList(rows, from(people));
      const again = await matchList(shuffled(rows, seed), from(shuffled(people, seed + 1)));
      expect(plain(again)).toEqual(plain(once));
    }),
    { numRuns: 500 },
  );
});

test('every row has one result, no row two people, and no two rows one person unsaid', async () => {
  await fc.assert(
    fc.asyncProperty(list, directory, async (entries, people) => {
      const matches = await matchesOf(entries, people);
      expect(matches).toHaveLength(entries.length);
      const owners = new Map<string, number>();
      for (const [index, match] of matches.entries()) {
        if (match.kind === 'matched') {
          expect(owners.has(match.person.objectId)).toBe(false);
          owners.set(match.person.objectId, index);
        }
        if (match.kind === 'ambiguous') expect(match.candidates.length).toBeGreaterThan(0);
        if (match.kind === 'duplicate') {
          expect(match.rows.length).toBeGreaterThan(0);
          for (const other of match.rows) {
            expect(matches[Number(other)]).toMatchObject({ kind: 'duplicate', match: { person: match.match.person } });
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('whoever is found truly has what the row says, or its name and nothing that speaks against it', async () => {
  const folded = (text: string | undefined) => text?.normalize('NFKC').toLowerCase();
  await fc.assert(
    fc.asyncProperty(entry, directory, async (row, people) => {
      const match = await matchOf(row, people);
      if (match.kind !== 'matched') return;
      const { person, by } = match;
      if (by === 'name') {
        const isContradicted = (['objectId', 'mailNickname', 'employeeNumber'] as const).some(
          (kind) => row[kind] !== undefined && person[kind] !== undefined && folded(row[kind]) !== folded(person[kind]),
        );
        expect(isContradicted).toBe(false);
      } else if (by !== 'person') {
        const said = by === 'mail' || by === 'userPrincipalName' ? [row.mail, row.userPrincipalName] : [row[by]];
        expect(said.map(folded)).toContain(folded(person[by]));
      }
    }),
    { numRuns: 1000 },
  );
});

test('a list of thousands lets everything else have its turn while it is matched', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => ({
    id: String(index),
    entry: { employeeNumber: String(index), displayName: `Person ${index}` },
  }));
  const people = rows.map(({ id, entry }) => ({ objectId: `id-${id}`, ...entry }));
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const matches = await matchList(rows, from(people));
  isOver = true;
  expect([...matches.values()].filter(({ kind }) => kind === 'matched')).toHaveLength(3_000);
  // Twice through the rows, once through the people that were found: nowhere more than 250 at once.
  expect(turns).toBeGreaterThanOrEqual(3 * (3_000 / 250));
});
