import { describe, expect, it } from 'vitest';
import { languages } from '../../../shared/language.ts';
import type { CheckItem, CheckLine } from '../../../shared/station-check.ts';
import { checkLineText, checkWords } from '../../../shared/station-check-words.ts';

describe('the words of the station check', () => {
  const all = Object.entries(checkWords).flatMap(([item, codes]) =>
    Object.keys(codes).map((code) => ({ item: item as CheckItem, code })),
  );
  it.each(all)('$item: $code, in every language', ({ item, code }) => {
    for (const language of languages) {
      const { title, found, fix } = checkLineText({ item, light: 'red', code, detail: {} }, language);
      for (const text of [title, found, fix ?? 'fine']) expect(text.length).toBeGreaterThan(1);
      expect(`${found}${fix}`).not.toMatch(/[!！]/);
    }
    const { fix } = checkWords[item][code] ?? {};
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    const found = checkWords[item][code]?.found;
    for (const language of languages) {
      expect(names(found?.[language] ?? '')).toEqual(names(found?.en ?? ''));
      expect(names(fix?.[language] ?? '')).toEqual(names(fix?.en ?? ''));
    }
  });

  it('say of an outcome what it means, not what the code calls it', () => {
    const line: CheckLine = { item: 'test-read', light: 'red', code: 'failed', detail: { kind: 'no-mailbox' } };
    expect(checkLineText(line, 'en').found).toBe(
      'Failed. This account has no mailbox in the cloud, so its photo cannot be kept there.',
    );
    const named = { ...line, detail: { kind: 'refused', code: 'ErrorAccessDenied', status: 403 } };
    expect(checkLineText(named, 'en').found).toBe('Failed. Access to this photo is denied to the station.');
  });

  it('fill in what was found', () => {
    const line: CheckLine = { item: 'permissions', light: 'red', code: 'missing', detail: { permissions: 'A, B' } };
    expect(checkLineText(line, 'en').found).toBe('Missing: A, B');
    expect(checkLineText({ ...line, code: 'unheard-of' }, 'en').found).toBe('unheard-of');
  });
});
