import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTexts, wordings } from '../../../renderer/languages/texts.ts';
import { openProblemWords, saveProblem } from '../../../renderer/store/save-problem.ts';
import { stationSign } from '../../../renderer/store/station-sign.ts';
import { errorCodes } from '../../../shared/error-code.ts';
import { languages } from '../../../shared/language.ts';
import { sampleSnapshot } from '../../kiosk-double.ts';

function leaves(texts: object, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value] as const] : [...leaves(value as object, `${path}${key}.`)],
    ),
  );
}
const english = leaves(wordings.en);

const shared = path.resolve(import.meta.dirname, '../../../shared');

/** What screens and terminal say alike: every text of that language in the tables of `shared/`. */
async function sharedWords(language: string): Promise<(readonly [string, string])[]> {
  const files = readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found: (readonly [string, string])[] = [];
  for (const file of files) {
    const walk = (value: unknown, at: string) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (key === language && typeof inner === 'string') found.push([at, inner]);
        else walk(inner, `${at}.${key}`);
      }
    };
    walk({ ...(await import(path.join(shared, file))) }, file);
  }
  return found;
}

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('the words', () => {
  test.each(languages)('in %s are complete, with the same values filled in as in English', (language) => {
    const texts = leaves(wordings[language]);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of texts) {
      expect(text.trim(), key).not.toBe('');
      expect(holes(text), key).toEqual(holes(english.get(key) ?? ''));
    }
  });

  test.each(languages)('in %s are calm: no exclamation marks', (language) => {
    for (const [key, text] of leaves(wordings[language])) expect(text, key).not.toMatch(/[!！]/);
  });

  test.each(['ja', 'zh-Hans', 'ar'] as const)('in %s are written in that language, not left in English', (language) => {
    const same = [...leaves(wordings[language])].filter(([key, text]) => text === english.get(key));
    // Abbreviations are the same everywhere; a word is not.
    expect(same.filter(([, text]) => /[a-z]{2}/.test(text.replaceAll(/\{\{\w+\}\}/g, '')))).toEqual([]);
  });

  test.each(languages)('in %s keep the rules of their marks', (language) => {
    for (const [key, text] of leaves(wordings[language])) {
      // A percent sign stands at its number; a title is no sentence with a full stop, and a body is one.
      expect(text, key).not.toMatch(/\}\} %/);
      if (/(^|\.)title$/.test(key)) expect(text, key).not.toMatch(/[.。]$/);
      if (/(^|\.)body$/.test(key)) expect(text, key).toMatch(/[.。?？؟]$/);
    }
  });

  test('in English put no number before a word that would need a plural', () => {
    for (const [key, text] of english) {
      expect(text, key).not.toMatch(/\{\{(count|seconds|days|skipped)\}\} \w+s\b/);
    }
  });

  test.each(['ja', 'zh-Hans'] as const)('in %s use the full-width marks of that language', async (language) => {
    // Japanese sets brackets in half width, with a space: as Microsoft's own Japanese does.
    const marks = language === 'ja' ? '[,;:?!]' : '[,;:?!()]';
    const wide = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]';
    const halfWidth = new RegExp(`${wide} ?${marks}|${marks} ?${wide}`, 'u');
    const texts = [...leaves(wordings[language]), ...(await sharedWords(language))];
    expect(texts.length).toBeGreaterThan(400);
    expect(texts.filter(([, text]) => halfWidth.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  test('in Arabic use the marks of that language', async () => {
    const texts = [...leaves(wordings.ar), ...(await sharedWords('ar'))];
    expect(texts.length).toBeGreaterThan(400);
    const foreign = /\p{Script=Arabic}[,;?]|[,;?] ?\p{Script=Arabic}/u;
    expect(texts.filter(([, text]) => foreign.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  test('in Arabic keep what is filled in apart, so that a name does not change the order around it', () => {
    const texts = createTexts('ar');
    expect(texts.t('review.notPerson', { name: 'Aiko' })).toBe('ألست \u2068Aiko\u2069؟');
    void texts.changeLanguage('en');
    expect(texts.t('review.notPerson', { name: 'Aiko' })).toBe('Not Aiko?');
  });

  test('change at once and keep the product’s name on one line', () => {
    const texts = createTexts('en');
    expect(texts.t('attract.title')).toBe('A new photo for your Microsoft\u00a0365 profile');
    void texts.changeLanguage('zh-Hans');
    expect(texts.t('attract.start')).toBe('开始');
  });

  test('there are some for every failure', () => {
    for (const code of errorCodes) {
      expect(english.has(`notSaved.${saveProblem({ code })}`), code).toBe(true);
      expect(english.has(`file.problem.${openProblemWords(code)}`), code).toBe(true);
    }
  });
});

describe('the sign in the station bar', () => {
  const { queue, signIn, signInMode } = sampleSnapshot;
  const sign = (change: Partial<typeof queue>) => stationSign({ queue: { ...queue, ...change }, signIn, signInMode });

  test('counts what is not in Microsoft 365 yet', () => {
    expect(sign({ waiting: 3, sending: 1 })).toEqual({
      kind: 'online',
      tone: 'good',
      waiting: 4,
      needsOperator: 0,
    });
  });

  test('says first what stops people from being served', () => {
    expect(sign({ canSave: false, network: 'offline' }).kind).toBe('cannotSave');
  });

  test('does not call a busy service or a missing sign-in offline', () => {
    expect(sign({ pause: { kind: 'throttled', untilMs: 1 } }).kind).toBe('throttled');
    expect(sign({ pause: { kind: 'signed-out' } }).kind).toBe('signedOut');
    expect(sign({ pause: { kind: 'offline' } }).kind).toBe('offline');
  });

  test('calls the operator for what rests until somebody decides, and counts it', () => {
    expect(sign({ parked: 2 })).toMatchObject({ kind: 'parked', tone: 'attention', needsOperator: 2 });
    expect(sign({ parked: 2, held: 2 })).toMatchObject({ kind: 'toApprove', tone: 'attention', needsOperator: 2 });
    const signedOut = stationSign({ queue, signIn: { kind: 'signed-out' }, signInMode: 'operator' });
    expect(signedOut).toMatchObject({ kind: 'signedOut', needsOperator: 1 });
    const own = stationSign({ queue, signIn: { kind: 'signed-out' }, signInMode: 'self-service' });
    expect(own).toMatchObject({ kind: 'online', needsOperator: 0 });
  });

  test('does not claim a network it has not seen', () => {
    expect(sign({ network: 'unknown' })).toMatchObject({ kind: 'unknown', tone: 'quiet' });
  });
});
