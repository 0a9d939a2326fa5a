/**
 * How much of what this version does not know a row passes on. A column of several lines holds 63,999 characters of plain text
 * (Microsoft, "List and library column types and options"), and people may write into it. Each bound looks at the thing itself or
 * keeps the first of an order, so that records still merge to the same in whatever order they arrive.
 */
const longestName = 64;
interface FieldBounds {
  readonly most: number;
  readonly longest: number;
}
const partBounds: FieldBounds = { most: 8, longest: 200 };
/** There is one for each station. */
export const sendBounds: FieldBounds = { most: 2, longest: 40 };
const mostOthers = 6;
const longestOther = 1_500;
const mostSends = 24;

/** No part of a person, with all that a list and the directory say of them, is longer. */
export const longestPart = 40_000;
/** No row is: SharePoint's column with something to spare. */
export const longestRecord = 63_000;

/** Control characters and halves of characters: no name, key or account holds them. JSON writes most of them with six characters. */
const costly = /[\p{Cc}\p{Cs}]/gu;
const withoutCost = (one: string) => (JSON.stringify(one).includes('\\u') ? ' ' : one);
/** No station's id, and none of its captures', holds such characters. */
export const isPlain = (text: string) => text.search(costly) < 0;

/** The same value with a blank for each character that JSON writes at length: no text is more than twice as long as a part of a row. */
export function plainTexts<Value>(value: Value): Value {
  if (typeof value === 'string') return value.replace(costly, withoutCost) as Value & string;
  if (Array.isArray(value)) return value.map((one) => plainTexts<unknown>(one)) as Value & unknown[];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainTexts<unknown>(part)])) as Value;
}

/** The same value with the keys of all its objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]));
}

/** A value as text, the same for equal values. */
export const sortedText = (value: unknown): string => JSON.stringify(sorted(value)) ?? '';

const isName = (name: string) => name !== '__proto__' && name.length <= longestName;
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

/** The fields that this version knows, and of the others as many as are passed on: small ones, the first by their names. */
export function boundedFields<Part extends object>(part: Part, known: object, bounds = partBounds): Part {
  const entries = Object.entries(part);
  const isKnown = ([name]: readonly [string, unknown]) => Object.hasOwn(known, name);
  const isShort = ([name, value]: readonly [string, unknown]) =>
    isName(name) && sortedText(value).length <= bounds.longest;
  const beyond = entries.filter((entry) => !isKnown(entry) && isShort(entry)).sort(byName);
  if (beyond.length === entries.filter((entry) => !isKnown(entry)).length && beyond.length <= bounds.most) return part;
  return Object.fromEntries([...entries.filter(isKnown), ...beyond.slice(0, bounds.most)]) as Part;
}

/** Parts that a newer version has written, as many as are passed on: those in the place of a part that is known here come first. */
export function boundedOthers(
  others: Readonly<Record<string, unknown>>,
  known: object,
): Record<string, unknown> | undefined {
  const rank = ([name]: readonly [string, unknown]) => (Object.hasOwn(known, name) ? 0 : 1);
  const kept = Object.entries(others)
    .filter(([name, part]) => isName(name) && sortedText(part).length <= longestOther)
    .sort((a, b) => rank(a) - rank(b) || byName(a, b))
    .slice(0, mostOthers);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** What stations sent last, of the latest stations: more of them never work through one roster. */
export function boundedSends<Send extends { readonly atMs: number }>(
  sends: Readonly<Record<string, Send>>,
): Record<string, Send> {
  const entries = Object.entries(sends);
  if (entries.length <= mostSends) return { ...sends };
  const latest = entries.sort((a, b) => b[1].atMs - a[1].atMs || byName(a, b)).slice(0, mostSends);
  return Object.fromEntries(latest);
}
