function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [key, entry] of Object.entries(value)) if (key.toLowerCase() === name) return entry;
  return undefined;
}

const codeForm = /^[A-Za-z0-9_.-]{1,100}$/;
const deepestLevel = 8;

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
    level = field(level, 'innererror');
  }
  return codes;
}
