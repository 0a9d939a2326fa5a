import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { parseBoundedJson } from '../../shared/bounded-json.ts';
import type { Words } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import {
  actualWords,
  eitherOf,
  expectationNamed,
  expectedWords,
  filledIn,
  inEveryLanguage,
} from '../../shared/setting-problem-words.ts';
import { textOfBytes } from '../../shared/text-bytes.ts';
import type { CompanyMark } from './company-mark.ts';
import { expectedValues, type Settings, settingsSchema } from './settings-schema.ts';

/** Settings are a few dozen values. */
export const settingsBounds = { depth: 16, values: 10_000 };

/** One thing wrong with a settings file, in the form people are shown. */
export interface SettingsProblem {
  /** Where in the file, like `station.idleTimeoutSeconds`; empty for the file as a whole. */
  readonly at: string;
  readonly expected: Words;
  readonly actual: Words;
}

/** Why the settings could not be used. Nothing is guessed: the station does not start on a doubtful file. */
export interface SettingsFailure {
  readonly file: string;
  readonly problems: readonly SettingsProblem[];
}

/** Settings and where they came from; `file` is absent when no file exists and the demo tenant's defaults are used. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly file?: string;
  /** The logo as a `data:` URL, when `station.logoFile` names one. */
  readonly logo?: string;
  /** The file says whose Microsoft 365 it is: a company's, or the demo company by name. */
  readonly namesTenant?: true;
  /** Not as the file says: the demo company stands in for a company until the next start. */
  readonly isRehearsal?: true;
}

const settingsLimitBytes = 1024 * 1024;
const logoLimitBytes = 512 * 1024;
const logoTypes: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
};

function shown(value: unknown): Words {
  if (value === undefined) return actualWords.nothing;
  const text = JSON.stringify(value) ?? String(value);
  return inEveryLanguage(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

function valueAt(root: unknown, at: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of at) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return value;
}

/** What a limit counts: characters of a text, entries of a list, or a number itself. */
function limitWords(origin: string, atMost: boolean): Words {
  if (origin === 'string') return atMost ? expectedWords.atMostCharacters : expectedWords.atLeastCharacters;
  if (origin === 'array') return atMost ? expectedWords.atMostItems : expectedWords.atLeastItems;
  return atMost ? expectedWords.atMost : expectedWords.atLeast;
}

function expectedOf(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case 'invalid_type':
      return (
        expectationNamed(issue.expected === 'record' ? 'object' : issue.expected) ?? inEveryLanguage(issue.expected)
      );
    case 'invalid_value': {
      const values = issue.values.map((value) => JSON.stringify(value));
      // A sentence of the schema's own says more than the list.
      const own = expectationNamed(issue.message, expectedValues);
      if (own !== undefined || values.length === 1) return own ?? inEveryLanguage(values.join());
      return filledIn(expectedWords.oneOf, { values });
    }
    case 'too_big':
      return filledIn(limitWords(issue.origin, true), { limit: String(issue.maximum) });
    case 'too_small':
      return filledIn(limitWords(issue.origin, false), { limit: String(issue.minimum) });
    case 'invalid_key':
      return eitherOf(issue.issues.map(expectedOf));
    default:
      return expectationNamed(issue.message, expectedValues) ?? inEveryLanguage(issue.message);
  }
}

function problemsOf(issue: z.core.$ZodIssue, root: unknown): SettingsProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      at: [...issue.path, key].join('.'),
      expected: expectedWords.known,
      actual: filledIn(actualWords.unknownKey, { key: JSON.stringify(key) }),
    }));
  }
  // A union's own message says nothing: the alternative that got furthest says what to mend.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const furthest = [...issue.errors].sort((a, b) => deepest(b) - deepest(a) || a.length - b.length)[0] ?? [];
    if (deepest(furthest) > 0) {
      return furthest.flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, root));
    }
    const expected = eitherOf(issue.errors.flatMap((group) => group.map(expectedOf)));
    return [{ at: issue.path.join('.'), expected, actual: shown(valueAt(root, issue.path)) }];
  }
  return [{ at: issue.path.join('.'), expected: expectedOf(issue), actual: shown(valueAt(root, issue.path)) }];
}

function deepest(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}

/** Checks parsed JSON against the schema. Every problem is reported at once, with path, expected and actual. */
export function parseSettings(json: unknown, file: string): Result<Settings, SettingsFailure> {
  const parsed = settingsSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  return err({ file, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, json)) });
}

function tooManyBytes(size: number, limit: number): [Words, Words] {
  return [filledIn(expectedWords.atMostBytes, { limit }), filledIn(actualWords.bytes, { size })];
}

/** The picture that `station.logoFile` names, relative to the settings file, as a `data:` URL. */
export function loadLogo(settings: Settings, file: string): Result<string | undefined, SettingsFailure> {
  const { logoFile } = settings.station;
  if (logoFile === undefined) return ok(undefined);
  const logoPath = path.resolve(path.dirname(file), logoFile);
  const fail = (expected: Words, actual: Words) =>
    err({ file, problems: [{ at: 'station.logoFile', expected, actual }] });
  const type = logoTypes[path.extname(logoPath).toLowerCase()];
  if (type === undefined) return fail(expectedWords.logoType, shown(logoFile));
  try {
    const { size } = statSync(logoPath);
    if (size > logoLimitBytes) return fail(...tooManyBytes(size, logoLimitBytes));
    return ok(`data:${type};base64,${readFileSync(logoPath).toString('base64')}`);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    return fail(expectedWords.readablePicture, inEveryLanguage(`${logoPath}: ${reason}`));
  }
}

/** Reads one settings file whole, in UTF-8 or UTF-16, with or without a byte-order mark. No comments or trailing commas. */
export function readSettingsFile(file: string): Result<LoadedSettings, SettingsFailure> {
  const fail = (expected: Words, actual: Words) => err({ file, problems: [{ at: '', expected, actual }] });
  let text: string | undefined;
  try {
    const { size } = statSync(file);
    if (size > settingsLimitBytes) return fail(...tooManyBytes(size, settingsLimitBytes));
    text = textOfBytes(readFileSync(file));
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    return fail(expectedWords.readableFile, inEveryLanguage(reason));
  }
  if (text === undefined) return fail(expectedWords.unicode, actualWords.otherEncoding);
  let json: unknown;
  try {
    json = parseBoundedJson(text, settingsBounds);
  } catch (cause) {
    return fail(expectedWords.json, inEveryLanguage(cause instanceof Error ? cause.message : String(cause)));
  }
  const settings = parseSettings(json, file);
  if (settings.kind === 'error') return settings;
  const logo = loadLogo(settings.value, file);
  if (logo.kind === 'error') return logo;
  return ok(loadedFrom(json, settings.value, file, logo.value));
}

/** What a checked document comes to. */
export function loadedFrom(json: unknown, settings: Settings, file: string, logo: string | undefined): LoadedSettings {
  return {
    settings,
    file,
    ...(logo === undefined ? {} : { logo }),
    ...((json as { tenant?: unknown }).tenant === undefined ? {} : { namesTenant: true }),
  };
}

/** Where a station stands, and whose the data in its folder is: what it needs of its settings before it may open. */
interface StationStanding {
  /** In a lobby, where anybody may come by. */
  readonly isLocked: boolean;
  readonly mark: CompanyMark;
}

/** A station whose operator's screens stay behind a PIN: in a lobby, with a company's people in its data or about to come. */
export function mustHavePin({ tenant }: Settings, { isLocked, mark }: StationStanding): boolean {
  return isLocked && (tenant !== 'demo' || mark !== 'none');
}

/**
 * What keeps a station from opening on these settings. A company's data is never silently the demo's: that would send its photos
 * there, and show its people to whoever comes by. A PIN stands before them; in a demo that was never more there is nothing to guard.
 */
export function lackOf(
  { settings, namesTenant }: Pick<LoadedSettings, 'settings' | 'namesTenant'>,
  standing: StationStanding,
): SettingsProblem | undefined {
  if (standing.mark === 'company' && settings.tenant === 'demo' && namesTenant !== true) {
    return { at: 'tenant', expected: expectedWords.company, actual: actualWords.nothing };
  }
  if (settings.station.operatorPinHash !== undefined || !mustHavePin(settings, standing)) return undefined;
  return { at: 'station.operatorPinHash', expected: expectedWords.pinHash, actual: actualWords.nothing };
}

/** Whether there is something at this place; what cannot be looked at is something, and reading it says what is wrong. */
function isSomethingAt(place: string): boolean {
  try {
    return statSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/**
 * The settings of this station: the file named with `--config`, else the first of `places` that exists, else the
 * defaults (the demo tenant). A named file that is missing is an error; so is an unreadable one in a known place.
 */
export function loadSettings(options: {
  readonly config?: string;
  readonly places: readonly string[];
}): Result<LoadedSettings, SettingsFailure> {
  if (options.config !== undefined) return readSettingsFile(path.resolve(options.config));
  for (const place of options.places) {
    if (isSomethingAt(place)) return readSettingsFile(place);
  }
  return ok({ settings: settingsSchema.parse({}) });
}

/** A settings failure as lines for a terminal or a screen: what, where, expected, actual. */
export function settingsFailureText(failure: SettingsFailure): string {
  const lines = failure.problems.map(
    ({ at, expected, actual }) => `  ${at === '' ? '(file)' : at}: expected ${expected.en}, got ${actual.en}`,
  );
  return [`The settings file ${failure.file} cannot be used:`, ...lines].join('\n');
}
