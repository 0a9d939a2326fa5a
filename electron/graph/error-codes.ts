import { parseBoundedJson } from '../../shared/bounded-json.ts';

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [key, entry] of Object.entries(value)) if (key.toLowerCase() === name) return entry;
  return undefined;
}

const codeForm = /^[A-Za-z0-9_.-]{1,100}$/;
const deepestLevel = 8;
/** An error with its inner ones is far below. */
const wrappedBounds = { depth: 16, values: 500 };

/**
 * The error that stands as JSON text inside the message of an `UnknownError` (seen: Exchange's own answer, handed on by
 * Graph word for word). The only message that is ever looked into, and only its codes are taken.
 */
function wrappedError(level: unknown): unknown {
  const message = field(level, 'message');
  if (typeof message !== 'string' || !message.trimStart().startsWith('{')) return undefined;
  try {
    const inner = parseBoundedJson(message, wrappedBounds);
    return field(inner, 'error') ?? inner;
  } catch {
    return undefined;
  }
}

/**
 * The error codes of an answer of the photo API, the most specific (deepest nested) first. Only what looks like a code is
 * taken, so that no text of the answer reaches a report.
 */
export function errorCodesOf(json: unknown): string[] {
  const codes: string[] = [];
  let level = field(json, 'error');
  for (let depth = 0; depth < deepestLevel && level !== undefined; depth += 1) {
    const code = typeof level === 'string' ? level : field(level, 'code');
    if (typeof code === 'string' && codeForm.test(code)) codes.unshift(code);
    const isUnknown = typeof code === 'string' && code.toLowerCase() === 'unknownerror';
    level = (isUnknown ? wrappedError(level) : undefined) ?? field(level, 'innererror');
  }
  return codes;
}
