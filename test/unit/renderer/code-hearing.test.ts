import { describe, expect, test } from 'vitest';
import { createCodeHearing } from '../../../renderer/badge/code-hearing.ts';
import type { ReadCode } from '../../../renderer/badge/code-reader.ts';

const bars = (text: string): ReadCode => ({ text, isLinear: true });
const squares = (text: string): ReadCode => ({ text, isLinear: false });

/** What is heard of looks that come one each `everyMs`. */
function hear(looks: readonly (ReadCode | undefined)[], everyMs = 200): string[] {
  const hearing = createCodeHearing();
  return looks.flatMap((look, index) => hearing.next(look, index * everyMs) ?? []);
}
const nothing = (looks: number) => Array.from({ length: looks }, () => undefined);

describe('a code held to the camera', () => {
  test('is heard once while it is held there, also when a look or two miss it', () => {
    const code = squares('10041');
    expect(hear([undefined, code, code, undefined, code, undefined, undefined, code, code])).toEqual(['10041']);
  });
  test('is heard again when it comes back, for whoever is asked to try once more', () => {
    expect(hear([squares('10041'), ...nothing(8), squares('10041')])).toEqual(['10041', '10041']);
    expect(hear([bars('10041'), bars('10041'), ...nothing(8), bars('10041'), bars('10041')])).toEqual([
      '10041',
      '10041',
    ]);
  });
  test('gives way to another one at once', () => {
    expect(hear([squares('10041'), squares('10048'), squares('10048')])).toEqual(['10041', '10048']);
  });
  test('in bars is believed when two looks read the same, and not when they are far apart', () => {
    expect(hear([bars('10041'), bars('10041'), bars('10041')])).toEqual(['10041']);
    expect(hear([bars('10041'), undefined, bars('10041')])).toEqual(['10041']);
    expect(hear([bars('10041'), bars('90041'), bars('10741')])).toEqual([]);
    expect(hear([bars('10041'), ...nothing(9), bars('10041')])).toEqual([]);
  });
  test('in bars stays one code while a look misreads it', () => {
    expect(hear([bars('10041'), bars('10041'), bars('19941'), bars('10041'), bars('10041')])).toEqual(['10041']);
  });
});
