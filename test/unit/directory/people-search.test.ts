import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPeopleIndex, type PeopleIndex } from '../../../electron/directory/people-index.ts';
import { mergePeople, rankPeople, searchResultLimit } from '../../../electron/directory/people-search.ts';
import type { Person } from '../../../shared/person.ts';
import { isSearchable } from '../../../shared/search-query.ts';

function person(id: string, displayName: string, more: Partial<Person> = {}): Person {
  return { id, displayName, userPrincipalName: `${id}@example.com`, ...more };
}

const people = [
  person('yamada', '山田 太郎', { reading: 'やまだ たろう', employeeId: '1042' }),
  person('yamamoto', '山本 花子', { reading: 'ヤマモト ハナコ', givenName: 'Hanako', surname: 'Yamamoto' }),
  person('garcia', 'José García-Núñez', { mail: 'jose.garcia@example.com' }),
  person('oneill', 'Siobhán O’Neill'),
  person('li', '李小龙', { reading: 'Li Xiaolong' }),
  person('jones1', 'Ann Jones', { department: 'Sales' }),
  person('hierro', 'M. del Hierro', { givenName: 'María José', surname: 'del Hierro' }),
  person('kim', '김서연', { givenName: '서연', surname: '김' }),
  person('jones2', 'Ann Jones', { department: 'Research' }),
  person('soren', 'Søren Kierkegård'),
];
const index = createPeopleIndex();
for (const [seq, one] of people.entries()) index.put(seq, one);
const search = (query: string) => index.search(query).flatMap((seq) => people[seq] ?? []);
const ids = (query: string) => search(query).map((hit) => hit.id);

describe('a person finds themselves', () => {
  test.each([
    ['by family name', '山田', 'yamada'],
    ['by given name', '太郎', 'yamada'],
    ['by reading in hiragana', 'やまだ', 'yamada'],
    ['by reading typed in the other kana', 'はなこ', 'yamamoto'],
    ['by half-width kana', 'ﾔﾏﾓﾄ', 'yamamoto'],
    ['without accents', 'jose garcia', 'garcia'],
    ['by the second half of a double name', 'nunez', 'garcia'],
    ['by mail', 'jose.garcia@', 'garcia'],
    ['without the apostrophe', 'oneill', 'oneill'],
    ['by pinyin', 'xiaolong', 'li'],
    ['by pinyin without the space', 'lixiao', 'li'],
    ['by one ideograph', '龙', 'li'],
    ['by employee number', '1042', 'yamada'],
    ['with a plain o for an ø', 'soren', 'soren'],
    ['in either order of names', 'jones ann', 'jones1'],
    ['by given name and surname', 'maria jose del', 'hierro'],
    ['by surname and given name in one', 'delhierromaria', 'hierro'],
    ['by the given name in a script without spaces', '서연', 'kim'],
    ['by a surname and one letter', 'a jones', 'jones1'],
    ['by two letters', 'k s', 'soren'],
  ])('%s: %s', (_how, query, id) => {
    expect(ids(query)).toContain(id);
  });

  test.each([
    ['a wrong first letter', 'jamamoto', 'yamamoto'],
    ['a first letter too many', 'ygarcia', 'garcia'],
    ['a missing first letter', 'ierkegard', 'soren'],
    ['first letters that changed places', 'agrcia', 'garcia'],
    ['a wrong first letter of one of two words', 'hose garcia', 'garcia'],
    ['a wrong first letter, and another slip', 'jamomoto', undefined],
    ['a wrong letter', 'yamomoto', 'yamamoto'],
    ['a letter too many', 'garrcia', 'garcia'],
    ['a missing letter', 'kierkgard', 'soren'],
    ['two letters that changed places', 'kierkegrad', 'soren'],
    ['a slip in the beginning of a name', 'siobahn', 'oneill'],
    ['a slip in one of two words', 'jose gracia', 'garcia'],
    ['a slip in kana', 'やまもと はなと', undefined],
    ['slips in both words', 'jsoe gracia', undefined],
    ['a slip in a short word', 'abn', undefined],
  ])('%s: %s', async (_how, query, id) => {
    expect(ids(query)).toEqual([]);
    const near = (await index.searchNearly(query)).flatMap((seq) => people[seq]?.id ?? []);
    expect(near).toEqual(id === undefined ? [] : [id]);
  });

  test.each([
    ['garcia', 'garcia'],
    ['yamamoto', 'yamamoto'],
    ['kierkegard', 'soren'],
  ])('a slip is forgiven wherever it is: %s', async (word, id) => {
    for (let at = 0; at < word.length; at += 1) {
      const [before, after] = [word.slice(0, at), word.slice(at + 1)];
      const slips = [
        `${before}x${after}`,
        `${before}x${word.slice(at)}`,
        before + after,
        before + after.slice(0, 1) + word.charAt(at) + after.slice(1),
      ];
      for (const slip of slips) {
        const found = [...index.search(slip), ...(await index.searchNearly(slip))].map((seq) => people[seq]?.id);
        expect(found, slip).toContain(id);
      }
    }
  });

  test('whom a slip behind the first letter keeps from a name comes before whom one in it does', async () => {
    const names = createPeopleIndex();
    for (const [seq, name] of ['Aarner', 'Warner', 'Varnek'].entries()) names.put(seq, person(String(seq), name));
    expect(await names.searchNearly('varner')).toEqual([2, 0, 1]);
  });

  test('nothing typed makes the search for slips throw or show more than a handful', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60, unit: 'grapheme' }), async (query) => {
        expect((await index.searchNearly(query)).length).toBeLessThanOrEqual(searchResultLimit);
      }),
      { numRuns: 500 },
    );
  });

  test('two people with one name are both shown', () => {
    expect(ids('ann jones').sort()).toEqual(['jones1', 'jones2']);
  });

  test('a single letter lists nobody, so that the directory cannot be browsed', () => {
    expect(ids('a')).toEqual([]);
    expect(isSearchable(' . ')).toBe(false);
  });

  test('an employee number must be typed whole', () => {
    expect(ids('104')).toEqual([]);
  });
});

test('never more than a handful is shown, and nothing typed makes the search throw', () => {
  const many = createPeopleIndex();
  for (let i = 0; i < 500; i++) many.put(i, person(`p${i}`, `Anna Person ${i}`));
  const crowd = (query: string) => many.search(query);
  expect(crowd('anna')).toHaveLength(searchResultLimit);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (query) => crowd(query).length <= searchResultLimit));
});

test('what the directory answered comes once, with the directory’s newer data', () => {
  const renamed = { ...people[0], displayName: '山田 次郎' } as Person;
  expect(mergePeople([renamed], search('やまだ'), 'やまだ')).toEqual([renamed]);
});

test('the index finds whom a look at everybody finds, after any changes', () => {
  const names = ['Ann Lee', 'an lee', '山田 太郎', '山本', 'Ö. Ek', 'Lee Ann', 'Ålesund', 'O’Neill', '김서연', 'x y'];
  const change = fc.record({
    seq: fc.nat(9),
    name: fc.option(fc.constantFrom(...names)),
    number: fc.constantFrom('', '12', 'an'),
  });
  const queries = fc.array(
    fc.constantFrom('an', 'lee a', '山', '太郎', 'a l', '12', 'oneill', 'ek', '서연', 'le', 'yx', 'xy'),
  );
  fc.assert(
    fc.property(fc.array(change), queries, (changes, asked) => {
      const changing = createPeopleIndex();
      const known = new Map<number, Person>();
      for (const { seq, name, number } of changes) {
        if (name === null) {
          changing.remove(seq);
          known.delete(seq);
        } else {
          const one = person(String(seq), name, number === '' ? {} : { employeeId: number });
          changing.put(seq, one);
          known.set(seq, one);
        }
      }
      for (const query of asked) {
        const everybody = [...known.values()];
        const ranked = rankPeople(everybody, query)
          .map(({ id }) => id)
          .sort();
        const found = changing.search(query).map(String).sort();
        // Of equals beyond the list's end either may be left out.
        if (everybody.length <= searchResultLimit) expect(found).toEqual(ranked);
        else expect(found).toHaveLength(ranked.length);
      }
    }),
  );
});

test('under the heads of words nobody who has gone, and no name that somebody had before, is looked at any more', async () => {
  const changing = createPeopleIndex();
  // More than are looked at without a pause.
  const seqs = Array.from({ length: 4_100 }, (_, seq) => seq);
  const put = (name: string) => seqs.forEach((seq) => void changing.put(seq, person(String(seq), name)));
  put('Anna Lee');
  put('Zygmunt Ork');
  expect(await nearSearch(changing, 'anna')).toEqual({ found: 0, pauses: 0 });
  expect(await nearSearch(changing, 'zygmunt')).toEqual({ found: searchResultLimit, pauses: 1 });
  for (const seq of seqs) changing.remove(seq);
  expect(await nearSearch(changing, 'zygmunt')).toEqual({ found: 0, pauses: 0 });
});

/** How many a search with a slip finds, and how often everything else had its turn meanwhile. */
async function nearSearch(people: PeopleIndex, query: string): Promise<{ found: number; pauses: number }> {
  let pauses = 0;
  let turn = setImmediate(function pause() {
    pauses += 1;
    turn = setImmediate(pause);
  });
  const found = await people.searchNearly(query);
  clearImmediate(turn);
  return { found: found.length, pauses };
}
