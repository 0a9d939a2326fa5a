import { expect, test } from 'vitest';
import { createJobSearch } from '../../../electron/core/job-search.ts';

const jobs = [
  { personName: 'Antoine Lefèvre', address: 'antoine.lefevre@contoso.example' },
  { personName: '田中 美咲', address: 'misaki@contoso.example' },
  { personName: 'タナカ アイコ' },
  { personName: 'Amina O’Neill', address: 'ao@fabrikam.example' },
  { personName: '' },
];
const found = (query: string) => jobs.filter(createJobSearch(query)).map(({ personName }) => personName);

test.each([
  ['a word of the name, without its accents and in any case', 'LEFEVRE', ['Antoine Lefèvre']],
  ['the middle of a word', 'toine', ['Antoine Lefèvre']],
  ['words in any order', 'lefevre ant', ['Antoine Lefèvre']],
  ['a part of the address', 'fabrikam', ['Amina O’Neill']],
  ['a whole address', 'misaki@contoso.example', ['田中 美咲']],
  ['a name written without the space', '田中美咲', ['田中 美咲']],
  ['the other kana script', 'たなか', ['タナカ アイコ']],
  ['apostrophes left out', 'oneill', ['Amina O’Neill']],
  ['nobody', 'nobody', []],
])('staff find a photo by %s', (_what, query, names) => {
  expect(found(query)).toEqual(names);
});

test('nothing typed means every photo, those without a name too', () => {
  expect(found('  ')).toHaveLength(jobs.length);
});
