import { describe, expect, it } from 'vitest';
import { retryAfterMsOf } from '../../../electron/http/retry-after.ts';

const nowMs = Date.UTC(2026, 10, 22, 8);
const read = (value: string, date?: string) =>
  retryAfterMsOf(new Headers({ 'retry-after': value, ...(date === undefined ? {} : { date }) }), nowMs);

describe('Retry-After', () => {
  it.each<[string, number | undefined]>([
    ['120', 120_000],
    ['0', 0],
    ['1.5', 1_500],
    [' 7 ', 7_000],
    ['Sun, 22 Nov 2026 08:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 08:00:30 GMT', 30_000],
    ['2026-11-22T08:00:30Z', 30_000],
    ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    ['5, 10', undefined],
    ['Infinity', undefined],
  ])('%j is %s ms', (value, expected) => {
    expect(read(value)).toBe(expected);
  });

  it('is missing where the header is', () => {
    expect(retryAfterMsOf(new Headers(), nowMs)).toBeUndefined();
  });

  // Where sign-in and the photo API disagreed.
  it.each(['3601', '86400', '99999999999', 'Mon, 23 Nov 2026 08:00:00 GMT'])(
    'is never more than an hour, as sign-in had it, where the photo API believed a day (%s)',
    (value) => {
      expect(read(value)).toBe(3_600_000);
    },
  );
  it('counts a date from the server’s own clock, as the photo API had it, where sign-in used the station’s', () => {
    expect(read('Sun, 22 Nov 2020 00:01:00 GMT', 'Sun, 22 Nov 2020 00:00:00 GMT')).toBe(60_000);
    expect(read('Sun, 22 Nov 2026 08:00:30 GMT', 'not a date')).toBe(30_000);
  });
  it.each(['-5', '+5', '1e3', '0x10', '-0'])(
    'ignores %s, which RFC 9110 does not allow, where sign-in made a number of it',
    (value) => {
      expect(read(value)).toBeUndefined();
    },
  );
});
