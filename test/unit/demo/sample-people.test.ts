import { expect, test } from 'vitest';
import { initialsOf } from '../../../electron/demo/page-shell.ts';
import { sampleContactFolders, sampleContacts, sampleGroups } from '../../../electron/demo/sample-groups.ts';
import { samplePeople } from '../../../electron/demo/sample-people.ts';
import { portraitDrawing } from '../../../shared/portrait-drawing.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

test('about sixty people, each with an id and a name of their own, some with a photo', () => {
  expect(samplePeople.length).toBeGreaterThanOrEqual(60);
  for (const key of ['id', 'userPrincipalName'] as const) {
    expect(new Set(samplePeople.map((person) => person[key].toLowerCase())).size).toBe(samplePeople.length);
  }
  expect(samplePeople.every((person) => guid.test(person.id))).toBe(true);
  const pictured = samplePeople.filter((person) => person.photo !== 'none').length;
  expect(pictured).toBeGreaterThan(20);
  expect(pictured).toBeLessThan(samplePeople.length - 20);
});

test.each([
  'Latin',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Cyrillic',
  'Greek',
  'Thai',
])('somebody’s name is written in %s', (script) => {
  const letter = new RegExp(`\\p{Script=${script}}`, 'u');
  expect(samplePeople.some((person) => letter.test(person.displayName))).toBe(true);
});

test('the hard cases are there: namesakes, a guest, an apostrophe, a plus sign, no mailbox, on premises, disabled', () => {
  const names = samplePeople.map((person) => person.displayName);
  expect(names.filter((name) => name === 'Alex Morgan')).toHaveLength(2);
  for (const mark of ['#EXT#', "'", '+'])
    expect(samplePeople.some((person) => person.userPrincipalName.includes(mark))).toBe(true);
  expect(new Set(samplePeople.map((person) => person.mailbox))).toEqual(new Set(['cloud', 'none', 'on-premises']));
  expect(samplePeople.some((person) => !person.isEnabled)).toBe(true);
});

test('a name not in Latin letters has a reading, so that it can be found from any keyboard', () => {
  const foreign = samplePeople.filter((person) => !/\p{Script=Latin}/u.test(person.displayName));
  expect(foreign.length).toBeGreaterThan(20);
  expect(foreign.filter((person) => person.reading === undefined)).toEqual([]);
});

test('five groups, three of them teams; contacts in default and named folders', () => {
  expect([sampleGroups.length, sampleGroups.filter((group) => group.isTeam).length]).toEqual([5, 3]);
  const folders = new Set(sampleContactFolders.map((folder) => folder.id));
  expect(sampleContacts.some((contact) => contact.folderId === undefined)).toBe(true);
  expect(sampleContacts.some((contact) => contact.folderId !== undefined && folders.has(contact.folderId))).toBe(true);
});

test('a person looks the same on every start, and unlike others', () => {
  const drawings = samplePeople.map((person) => portraitDrawing(person.userPrincipalName));
  expect(drawings).toEqual(samplePeople.map((person) => portraitDrawing(person.userPrincipalName)));
  expect(new Set(drawings).size).toBeGreaterThan(50);
});

test.each([
  ['田中 葵', '葵', '田中', '田'],
  ['김서연', '서연', '김', '김'],
  ['Zoë Müller-Lüdenscheidt', 'Zoë', 'Müller-Lüdenscheidt', 'ZM'],
  ['Ελένη Παππά', 'Ελένη', 'Παππά', 'ΕΠ'],
  ['สมหญิง ใจดี', 'สมหญิง', 'ใจดี', 'ใ'],
])('%s has the initials %4$s', (displayName, givenName, surname, initials) => {
  expect(initialsOf({ displayName, givenName, surname })).toBe(initials);
});
