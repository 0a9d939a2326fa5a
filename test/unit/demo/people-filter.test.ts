import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter, parseSearch } from '../../../electron/demo/people-filter.ts';

const users = [
  {
    displayName: 'Zoë Müller',
    mail: 'zoe@x.example',
    employeeId: '7',
    accountEnabled: true,
    onPremisesExtensionAttributes: { extensionAttribute1: null },
  },
  {
    displayName: '田中 葵',
    mail: 'aoi@x.example',
    employeeId: '8',
    accountEnabled: true,
    onPremisesExtensionAttributes: { extensionAttribute1: 'たなか あおい' },
  },
  {
    displayName: 'Seán O’Brien',
    mail: "sean.o'brien@x.example",
    employeeId: null,
    accountEnabled: false,
    onPremisesExtensionAttributes: { extensionAttribute1: null },
  },
];
function found(parsed: ReturnType<typeof parseSearch> | ReturnType<typeof parseFilter>): string[] | string {
  if (parsed.kind === 'error') return parsed.error;
  const test = typeof parsed.value === 'function' ? parsed.value : parsed.value.test;
  return users.filter(test).map((user) => user.mail);
}

describe('$filter', () => {
  test.each([
    ["startsWith(displayName,'zoë')", ['zoe@x.example']],
    ["employeeId eq '8'", ['aoi@x.example']],
    ["mail eq 'sean.o''brien@x.example'", ["sean.o'brien@x.example"]],
    ["accountEnabled eq true and not(employeeId eq '7')", ['aoi@x.example']],
    [
      "employeeId in ('7', '8') or accountEnabled eq false",
      ['zoe@x.example', 'aoi@x.example', "sean.o'brien@x.example"],
    ],
    ["(employeeId eq '7' or employeeId eq '8') and endsWith(mail,'aoi@x.example')", ['aoi@x.example']],
    ["startsWith(onPremisesExtensionAttributes/extensionAttribute1,'たなか')", ['aoi@x.example']],
    ['employeeId eq null', ["sean.o'brien@x.example"]],
    ['employeeId ne null', ['zoe@x.example', 'aoi@x.example']],
  ])('%s', (filter, mails) => {
    expect(found(parseFilter(filter))).toEqual(mails);
  });

  test.each([
    ["startsWith(displayName,'a')", false],
    ["employeeId eq '8'", false],
    ["endsWith(mail,'a')", true],
    ["not(mail eq 'a')", true],
    ["mail ne 'a'", true],
    ["startsWith(onPremisesExtensionAttributes/extensionAttribute1,'a')", true],
  ])('%s is advanced: %s', (filter, isAdvanced) => {
    expect(parseFilter(filter)).toMatchObject({ value: { isAdvanced } });
  });

  test.each([
    "contains(displayName,'a')",
    "shoeSize eq '9'",
    'mail eq',
    "mail eq 'a' mail",
    '',
    "mail gt 'a'",
    '(((',
    "mail eq 'a",
  ])('%s is refused', (filter) => {
    expect(parseFilter(filter).kind).toBe('error');
  });
});

describe('$search', () => {
  test.each([
    ['"displayName:müll"', ['zoe@x.example']],
    ['"displayName:葵 田中"', ['aoi@x.example']],
    ['"mail:aoi" OR "displayName:zo"', ['zoe@x.example', 'aoi@x.example']],
    ['"displayName:zo" AND "mail:aoi"', []],
    ['"displayName:brien"', ["sean.o'brien@x.example"]],
    ['"mail:example"', []],
  ])('%s', (search, mails) => {
    expect(found(parseSearch(search))).toEqual(mails);
  });

  test.each(['displayName:a', '"displayName:a" "mail:b"', '"employeeId:7"', '"a"', '', '"displayName:a" OR'])(
    '%s is refused',
    (search) => {
      expect(parseSearch(search).kind).toBe('error');
    },
  );
});

test('arbitrary queries are answered or refused, never thrown at', () => {
  const part = fc.constantFrom(
    "'",
    '"',
    '(',
    ')',
    ',',
    ' ',
    'and',
    'not',
    'eq',
    'mail',
    'startswith',
    'OR',
    'displayName:',
    'x',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 16 }), (parts) => {
      found(parseFilter(parts.join('')));
      found(parseSearch(parts.join('')));
    }),
    { numRuns: 2_000 },
  );
});
