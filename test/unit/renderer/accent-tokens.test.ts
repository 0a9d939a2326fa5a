import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accentTokens, contrast, readHex } from '../../../renderer/look/accent-tokens.ts';

const papers = { light: ['#fbf9f5', '#f4f0e8', '#eae4d9'], dark: ['#14130f', '#1c1a16', '#282520'] } as const;
const inks = { light: ['#1a1813', '#33302a', '#524d43'], dark: ['#f6f3ec', '#e4dfd5', '#c9c3b6'] } as const;
const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const theme = fc.constantFrom('light' as const, 'dark' as const);
const ratio = (one: string, other: string) => contrast(readHex(one), readHex(other));

describe('the accent colour', () => {
  test('black on white is 21 to 1, as WCAG defines it', () => {
    expect(ratio('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(ratio('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  test('whatever it is, text on it and text in it reach AA on every paper', () => {
    fc.assert(
      fc.property(colour, theme, (accent, name) => {
        const tokens = accentTokens(accent, name);
        expect(ratio(tokens.onFill, tokens.fill)).toBeGreaterThanOrEqual(4.5);
        expect(ratio(tokens.onFill, tokens.fillPressed)).toBeGreaterThanOrEqual(4.5);
        for (const paper of papers[name]) {
          expect(ratio(tokens.text, paper)).toBeGreaterThanOrEqual(4.5);
          expect(ratio(tokens.line, paper)).toBeGreaterThanOrEqual(3);
        }
        for (const ink of inks[name]) expect(ratio(ink, tokens.soft)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 5000 },
    );
  });

  test('as text and as a sign on its own tint it can still be told apart', () => {
    fc.assert(
      fc.property(colour, theme, (accent, name) => {
        const tokens = accentTokens(accent, name);
        expect(ratio(tokens.text, tokens.soft)).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 5000 },
    );
  });

  test("in the light theme the button keeps the company's exact colour", () => {
    fc.assert(
      fc.property(colour, (accent) => {
        expect(accentTokens(accent, 'light').fill).toBe(accent);
      }),
    );
  });

  test('in the dark theme the button stands out from the ground', () => {
    fc.assert(
      fc.property(colour, (accent) => {
        expect(ratio(accentTokens(accent, 'dark').fill, '#14130f')).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
