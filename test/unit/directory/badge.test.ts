import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsBadge, readBadge } from '../../../electron/directory/badge.ts';
import { createBadgeRates } from '../../../electron/directory/search-rate.ts';
import { parseSettings } from '../../../electron/settings/settings-file.ts';
import { createFakeClock } from '../../fake-clock.ts';

const open = { trust: 'open' } as const;
const badge = { trust: 'badge' } as const;

test.each([
  ['10041', '10041'],
  [' 10041\r\n', '10041'],
  [';10041?', '10041'],
  ['%A-10041?', 'A-10041'],
  ['*10041*', '10041'],
  ['１００４１', '10041'],
  ['E.4711_b', 'E.4711_b'],
])('what a reader makes of a number is that number: %j', (raw, text) => {
  expect(readBadge(raw, badge)).toEqual({ kind: 'number', text });
});

test.each([
  '',
  '   ',
  ';?',
  "10041' or '1' eq '1",
  'two words',
  'https://evil.example/10041',
  `${'9'.repeat(65)}`,
  '\u0000',
])('what is no number names nobody: %j', (raw) => expect(readBadge(raw, badge)).toBeUndefined());

test('an address opens nothing where a badge is asked for: anybody can write a code of a colleague’s address', () => {
  expect(readBadge('aoi@tidewater.example', open)).toEqual({ kind: 'address', text: 'aoi@tidewater.example' });
  expect(readBadge('aoi@tidewater.example', badge)).toBeUndefined();
});

test('the station’s pattern says where the number stands, and a badge without it is nobody’s', () => {
  const settings = { ...badge, badgePattern: '^EMP:(\\d+);' };
  expect(readBadge('EMP:10041;Aoi', settings)).toEqual({ kind: 'number', text: '10041' });
  expect(readBadge('10041', settings)).toBeUndefined();
  expect(readBadge('card 0010041', { ...badge, badgePattern: '\\d{7}' })).toEqual({ kind: 'number', text: '0010041' });
});

test('a thousand texts of any kind never throw and never carry a quote into a question', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (raw) => {
      for (const settings of [open, badge]) {
        const code = readBadge(raw, settings);
        if (code?.kind === 'number') expect(code.text).toMatch(/^[\p{L}\p{N}._-]+$/u);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a badge is one person’s when number or address are the same, whatever their case', () => {
  const person = { id: '1', displayName: 'Mei', userPrincipalName: 'Mei@example.com', employeeId: 'A77' };
  expect(fitsBadge(person, { kind: 'number', text: 'a77' })).toBe(true);
  expect(fitsBadge(person, { kind: 'number', text: 'A7' })).toBe(false);
  expect(fitsBadge(person, { kind: 'address', text: 'mei@EXAMPLE.com' })).toBe(true);
  expect(fitsBadge({ ...person, employeeId: undefined }, { kind: 'number', text: 'undefined' })).toBe(false);
});

test('who tries numbers is held after half a dozen; who shows a known badge never waits for it', () => {
  const clock = createFakeClock();
  const rates = createBadgeRates(clock);
  let tried = 0;
  for (let second = 0; second < 600; second += 1) {
    if (rates.take() === 0) tried += 1;
    clock.advance(1_000);
  }
  expect(tried).toBeLessThan(6 + 12);
  const others = createBadgeRates(clock);
  for (let person = 0; person < 100; person += 1) {
    expect(others.take()).toBe(0);
    others.wasKnown();
    clock.advance(15_000);
  }
});

test('a pattern that is none is refused with the settings', () => {
  const parsed = parseSettings({ station: { badgePattern: '(' } }, 'settings.json');
  expect(parsed).toMatchObject({ kind: 'error', error: { problems: [{ at: 'station.badgePattern' }] } });
  for (const trust of ['badge', 'approval']) {
    expect(parseSettings({ station: { trust }, signIn: { mode: 'self-service' } }, 'settings.json')).toMatchObject({
      error: { problems: [{ at: 'station.trust', actual: { en: JSON.stringify(trust) } }] },
    });
  }
});
