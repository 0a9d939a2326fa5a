/** What a JSON text from outside may hold at most. */
export interface JsonBounds {
  /** Objects and arrays inside one another. */
  readonly depth: number;
  /** Values of all kinds, counted by the marks between them. */
  readonly values: number;
}

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openings: readonly number[] = [0x5b, 0x7b];
const closings: readonly number[] = [0x5d, 0x7d];

/** The text is more than its bounds allow; whether it is JSON was not looked at. */
export class JsonBoundsError extends SyntaxError {}

/** One walk over the text, without building anything. Text that is not JSON is left to the parser. */
function isWithin(text: string, { depth, values }: JsonBounds): boolean {
  let level = 0;
  let count = 1;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isInString) {
      if (unit === backslash) at += 1;
      else if (unit === quote) isInString = false;
    } else if (unit === quote) isInString = true;
    else if (unit === comma) count += 1;
    else if (openings.includes(unit)) {
      level += 1;
      count += 1;
    } else if (closings.includes(unit)) level -= 1;
    if (level > depth || count > values) return false;
  }
  return true;
}

/**
 * `JSON.parse` for text from outside. A million keys or a hundred thousand levels cost seconds in the parser and in
 * whatever walks over the result: they are refused before. Throws a `JsonBoundsError`, which is a `SyntaxError`, as text that is not JSON does.
 */
export function parseBoundedJson(text: string, bounds: JsonBounds): unknown {
  if (!isWithin(text, bounds)) {
    throw new JsonBoundsError(`expected at most ${bounds.values} values in ${bounds.depth} levels`);
  }
  return JSON.parse(text);
}
