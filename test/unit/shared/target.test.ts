import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseTarget,
  printTarget,
  type Target,
  targetIdLimit,
  targetProblem,
  typedTarget,
} from '../../../shared/target.ts';

const id = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((text) => targetProblem({ kind: 'user', user: text }) === undefined);
const anyTarget: fc.Arbitrary<Target> = fc.oneof(
  fc.constant<Target>({ kind: 'me' }),
  id.map((user): Target => ({ kind: 'user', user })),
  id.map((groupId): Target => ({ kind: 'group', groupId })),
  id.map((teamId): Target => ({ kind: 'team', teamId })),
  fc
    .record({ owner: id, folderId: fc.option(id, { nil: undefined }), contactId: id })
    .map(({ owner, folderId, contactId }): Target => {
      return { kind: 'contact', owner, contactId, ...(folderId === undefined ? {} : { folderId }) };
    }),
);

describe('targets', () => {
  it('reads back whatever it prints', () => {
    fc.assert(
      fc.property(anyTarget, (target) => {
        expect(parseTarget(printTarget(target))).toEqual({ kind: 'ok', value: target });
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, Target]>([
    ['me', { kind: 'me' }],
    ['user:aoi@tidewater.example', { kind: 'user', user: 'aoi@tidewater.example' }],
    ['user:a:b/c%41', { kind: 'user', user: 'a:b/c%41' }],
    ['GROUP:123', { kind: 'group', groupId: '123' }],
    ['team:t', { kind: 'team', teamId: 't' }],
    ['contact:me//AAMk=', { kind: 'contact', owner: 'me', contactId: 'AAMk=' }],
    ['contact:me/AAMk=', { kind: 'contact', owner: 'me', contactId: 'AAMk=' }],
    ['contact:a@b.c/F1/C1', { kind: 'contact', owner: 'a@b.c', folderId: 'F1', contactId: 'C1' }],
    ['contact:me//a%2Fb%252F', { kind: 'contact', owner: 'me', contactId: 'a/b%2F' }],
  ])('reads %s', (text, target) => {
    expect(parseTarget(text)).toEqual({ kind: 'ok', value: target });
  });

  it.each([
    ['', 'me, user:'],
    ['aoi@tidewater.example', 'me, user:'],
    ['person:x', 'me, user:'],
    ['user:', 'an id or user principal name'],
    ['user: a', 'without spaces around it'],
    ['user:a\u0000b', 'without control characters'],
    ['user:\ud800', 'whole Unicode characters'],
    [`user:${'x'.repeat(targetIdLimit + 1)}`, `at most ${targetIdLimit} characters`],
    ['contact:me', 'me, user:'],
    ['contact:me//', 'a contact id'],
    ['contact:/f/c', 'an owner'],
    ['contact:a/b/c/d', 'me, user:'],
    ['mee', 'me, user:'],
  ])('refuses %j and says what it expected', (text, expected) => {
    const parsed = parseTarget(text);
    expect(parsed.kind).toBe('error');
    if (parsed.kind === 'error') {
      expect(parsed.error.expected).toContain(
        expected.replace('a contact id', 'contact id').replace('an owner', 'owner'),
      );
      expect(parsed.error.actual).not.toBe('');
      expect(parsed.error.actual.length).toBeLessThan(120);
    }
  });

  it('takes a typed or pasted name in the form that the directory keeps, and leaves ids alone', () => {
    const [composed, decomposed] = ['ren\u00e9@tidewater.example', 'rene\u0301@tidewater.example'];
    const typed = (text: string) => {
      const target = parseTarget(text);
      return target.kind === 'ok' ? printTarget(typedTarget(target.value)) : 'refused';
    };
    expect(typed(`user:${decomposed}`)).toBe(`user:${composed}`);
    expect(typed('user:パ\u3000か\u3099')).toBe('user:パ\u3000が');
    expect(typed(`contact:${decomposed}/F/e\u0301`)).toBe(`contact:${composed}/F/e\u0301`);
    expect(typed('group:e\u0301')).toBe('group:e\u0301');
  });
});
