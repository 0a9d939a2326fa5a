import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPeopleSearch, mergePeople, searchResultLimit } from '../../../electron/directory/people-search.ts';
import type { Person } from '../../../shared/person.ts';
import { isSearchable } from '../../../shared/search-query.ts';

function person(id: string, displayName: string, more: Partial<Person> = {}): Person {
  return { id, displayName, userPrincipalName: `${id}@example.com`, ...more };
}

const people = [
  person('yamada', '山田 太郎', { reading: 'やまだ たろう', employeeId: '1042' }),
  person('yamamoto', '山本 花子', { reading: 'ヤマモト ハナコ' }),
  person('garcia', 'José García-Núñez', { mail: 'jose.garcia@example.com' }),
  person('oneill', 'Siobhán O’Neill'),
  person('li', '李小龙', { reading: 'Li Xiaolong' }),
  person('jones1', 'Ann Jones', { department: 'Sales' }),
  person('jones2', 'Ann Jones', { department: 'Research' }),
  person('soren', 'Søren Kierkegård'),
];
const search = createPeopleSearch(people);
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
  ])('%s: %s', (_how, query, id) => {
    expect(ids(query)).toContain(id);
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
  const crowd = createPeopleSearch(Array.from({ length: 500 }, (_, i) => person(`p${i}`, `Anna Person ${i}`)));
  expect(crowd('anna')).toHaveLength(searchResultLimit);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (query) => crowd(query).length <= searchResultLimit));
});

test('what the directory answered comes once, with the directory’s newer data', () => {
  const renamed = { ...people[0], displayName: '山田 次郎' } as Person;
  expect(mergePeople([renamed], search('やまだ'), 'やまだ')).toEqual([renamed]);
});
