import { expect, test } from 'vitest';
import {
  contactsFound,
  type Finding,
  problemWords,
  whyNone,
  whyUnknown,
} from '../../../renderer/screens/operator/targets/finding.ts';

const card = (name: string, more?: string) => ({
  ...{ id: `contact:1//${name}`, displayName: name },
  ...(more === undefined ? {} : { more }),
});
const found = (isWhole: boolean, ...targets: readonly ReturnType<typeof card>[]): Finding => ({
  kind: 'found',
  found: { targets: [...targets], isWhole },
});
const nothing: Finding = { kind: 'nothing' };
const names = (finding: Finding) =>
  finding.kind === 'found' ? finding.found.targets.map(({ displayName }) => displayName) : finding.kind;

test('in a mailbox that was read whole contacts are found by any word, without asking again', () => {
  const all = found(true, card('Paper mill', 'paper@northwind.example'), card('Lens supplier'));
  expect(contactsFound(all, nothing, 'NORTH pa')).toEqual(found(true, card('Paper mill', 'paper@northwind.example')));
  expect(contactsFound(all, nothing, 'zinc')).toEqual(found(true));
  expect(names(contactsFound(all, nothing, ''))).toEqual(['Paper mill', 'Lens supplier']);
});

test('in a larger mailbox the contacts that were not read are there too, and none is said to be missing before they are', () => {
  const all = found(false, card('Lens supplier'), card('Zinc works'));
  const asked = contactsFound(all, { kind: 'looking' }, 'zi');
  expect(asked).toMatchObject({ isPart: true, isLooking: true });
  expect(names(asked)).toEqual(['Zinc works']);
  expect(contactsFound(all, nothing, 'zo')).toMatchObject({ isLooking: true });
  const answered = contactsFound(all, found(true, card('Zinc works'), card('Zither maker')), 'zi');
  expect(names(answered)).toEqual(['Zinc works', 'Zither maker']);
  expect(answered).toMatchObject({ found: { isWhole: false }, isPart: true });
  expect(answered).not.toHaveProperty('isLooking');
  expect(contactsFound(all, nothing, '')).not.toHaveProperty('isLooking');
});

test('what the service finds is shown as it finds it, and its refusal hides nothing that was read', () => {
  const all = found(false, card('Lens supplier'));
  // The service takes no account of accents.
  expect(names(contactsFound(all, found(true, card('Müller')), 'muller'))).toEqual(['Müller']);
  const failed: Finding = { kind: 'failed', failure: { code: 'offline' } };
  expect(contactsFound(all, failed, 'muller')).toBe(failed);
  expect(names(contactsFound(all, failed, 'lens'))).toEqual(['Lens supplier']);
  expect(contactsFound(failed, nothing, 'lens')).toBe(failed);
});

test('an empty mailbox is called empty, and a name that was not found is said of names alone', () => {
  expect(whyNone('contact', ' ', found(true))).toBe('mailbox');
  expect(whyNone('contact', 'zinc', found(true))).toBe('contact');
  expect(whyNone('contact', '', { kind: 'found', found: { targets: [], isWhole: false }, isPart: true })).toBe('part');
  expect(whyNone('group', 'zinc', found(true))).toBe('group');
  expect(whyNone('team', 'zinc', found(true))).toBe('team');
});

test('no mailbox is spoken of where groups or teams were looked for', () => {
  expect(problemWords('contact', 'wrong-address')).toBe('gone');
  expect(problemWords('group', 'wrong-address')).toBe('other');
  expect(problemWords('team', 'wrong-address')).toBe('other');
  expect(problemWords('group', 'offline')).toBe('offline');
  expect(problemWords('contact', 'internal')).toBe('other');
});

test('a station without a network is not said to be signed out, and one that is signing in says nothing yet', () => {
  expect(whyUnknown('offline-without-token')).toBe('offline');
  expect(whyUnknown('offline-with-token')).toBe('offline');
  for (const kind of ['starting', 'signed-in'] as const) expect(whyUnknown(kind)).toBeUndefined();
  for (const kind of ['signed-out', 'needs-attention', 'waiting-for-person', 'waiting-for-browser'] as const) {
    expect(whyUnknown(kind)).toBe('signed-out');
  }
});
