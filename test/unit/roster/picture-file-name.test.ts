import { expect, test } from 'vitest';
import { DirectoryIndex } from '../../../electron/roster/directory-index.ts';
import {
  type FileMatch,
  type FileNamePattern,
  fileNamePattern,
  fileNameReadings,
  matchFileName,
} from '../../../electron/roster/picture-file-name.ts';
import type { DirectoryPerson } from '../../../shared/roster.ts';

const ann: DirectoryPerson = {
  objectId: '0b6b5f0e-98a4-4a9c-a9e5-0c6f6a3f1c11',
  userPrincipalName: 'ann.lee@contoso.example',
  mail: 'a.lee@contoso.example',
  mailNickname: 'alee',
  employeeNumber: '1001',
  displayName: 'Ann Lee',
  givenName: 'Ann',
  surname: 'Lee',
};
const bo: DirectoryPerson = {
  objectId: 'p-bo',
  employeeNumber: '1001_2',
  displayName: 'Bo Brontë',
  userPrincipalName: 'bo@contoso.example',
};
const aoi: DirectoryPerson = { objectId: 'p-aoi', displayName: '田中 葵', userPrincipalName: 'aoi@contoso.example' };

function matchesOf(
  names: readonly string[],
  people = [ann, bo, aoi],
  pattern?: FileNamePattern,
): Map<string, FileMatch> {
  const readings = new Map(names.map((name) => [name, fileNameReadings(name, pattern)]));
  const index = new DirectoryIndex([...readings.values()].flat());
  for (const person of people) index.offer(person);
  return new Map([...readings].map(([name, each]) => [name, matchFileName(each, index)]));
}
const matchOf = (name: string, people?: DirectoryPerson[]) => matchesOf([name], people).get(name);

test.each([
  ['0B6B5F0E-98A4-4A9C-A9E5-0C6F6A3F1C11.jpg', 'objectId'],
  ['{0b6b5f0e-98a4-4a9c-a9e5-0c6f6a3f1c11}.jpg', 'objectId'],
  ['ann.lee@contoso.example.jpg', 'userPrincipalName'],
  ['A.Lee@contoso.example.JPEG', 'mail'],
  ['alee.png', 'mailNickname'],
  ['1001.jpg', 'employeeNumber'],
  ['photos/2026/1001.jpg', 'employeeNumber'],
  ['C:\\photos\\1001.jpg', 'employeeNumber'],
  ['Ann.Lee.jpg', 'name'],
  ['Lee_Ann.jpg', 'name'],
  ['Ann Lee.jpg', 'name'],
  ['1001 (1).jpg', 'employeeNumber'],
  ['1001(3).jpg', 'employeeNumber'],
  ['1001_3.jpg', 'employeeNumber'],
  ['1001 - Copy.jpg', 'employeeNumber'],
  ['1001 - Copy (2).jpg', 'employeeNumber'],
  ['1001 - コピー.jpg', 'employeeNumber'],
  ['1001 - 副本 (2).jpg', 'employeeNumber'],
  ['1001 copy 2.jpg', 'employeeNumber'],
])('%s is found by %s', (name, by) => {
  expect(matchOf(name)).toEqual({ kind: 'matched', person: ann, by });
});

test('what looks like a copy may be a number of its own: the whole name counts first', () => {
  expect(matchOf('1001_2.jpg')).toMatchObject({ kind: 'matched', person: bo });
  expect(matchOf('1001_2.jpg', [ann])).toMatchObject({ kind: 'matched', person: ann });
});

test('names of a Mac, whose letters come apart, are the same names', () => {
  expect(matchOf('Bo Bronte\u0308.jpg')).toMatchObject({ person: bo });
  expect(matchOf('田中葵.jpg')).toMatchObject({ person: aoi });
});

test('a name that could mean two people means nobody', () => {
  const other = { objectId: 'p-x', displayName: 'X', mailNickname: '1001' };
  expect(matchOf('1001.jpg', [ann, other])).toEqual({ kind: 'ambiguous', candidates: [ann, other] });
  expect(matchOf('Ann.Lee.jpg', [ann, { objectId: 'p-y', displayName: 'Lee, Ann' }])).toMatchObject({
    kind: 'ambiguous',
  });
  expect(matchOf('nobody.jpg')).toEqual({ kind: 'unmatched' });
});

function compiled(text: string): FileNamePattern {
  const pattern = fileNamePattern(text);
  if (!('read' in pattern)) throw new Error(pattern.expected);
  return pattern;
}
test('a pattern of one’s own reads fields, and what does not fit it is unmatched', () => {
  const pattern = compiled('{surname}_{givenName}-{employeeNumber}');
  expect(pattern.read('Lee_Ann-1001')).toEqual({ surname: 'Lee', givenName: 'Ann', employeeNumber: '1001' });
  const matches = matchesOf(['Lee_Ann-1001.jpg', 'Lee_Ann-1001 (1).jpg', 'other.jpg'], [ann], pattern);
  expect([...matches.values()].map((match) => match.kind)).toEqual(['matched', 'matched', 'unmatched']);
  expect(compiled('IMG_*_{employeeNumber}').read('IMG_20261126_1001')).toEqual({ employeeNumber: '1001' });
});

test('a pattern that reads nothing, an unknown field, or two fields without a mark between them is refused', () => {
  expect(fileNamePattern('IMG_*')).toMatchObject({ expected: 'at least one field in braces' });
  expect(fileNamePattern('{shoeSize}')).toMatchObject({ actual: '{shoeSize}' });
  expect(fileNamePattern('{surname}{givenName}')).toMatchObject({
    expected: 'a character between {surname} and what follows',
  });
});
