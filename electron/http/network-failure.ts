import { DeadlineStop } from './deadline.ts';

const codeForm = /^[A-Za-z0-9_.-]{1,60}$/;
/** Causes and lists of errors can be long, and lead back to themselves. */
const mostLevels = 16;

function codeOfLevel(level: object): string | undefined {
  if (level instanceof DeadlineStop) return level.code;
  const { code, message } = level as { readonly code?: unknown; readonly message?: unknown };
  const said = typeof message === 'string' ? message : '';
  // undici tells in words only which answer of the proxy ended the tunnel.
  if (/^Proxy response \(407\)/.test(said)) return 'proxy-sign-in';
  if (typeof code === 'string' && codeForm.test(code)) return code;
  if (/redirect/i.test(said)) return 'redirected';
  return /net::(ERR_[A-Z0-9_]+)/.exec(said)?.[1];
}

/**
 * The code of a failed request: a deadline's (`timeout`, `aborted`), Node's (`ECONNREFUSED`, in the chain of causes or a
 * list of errors), Chromium's (`ERR_NAME_NOT_RESOLVED`, in the message), `redirected`, `proxy-sign-in`, else `network`.
 * The outermost that is known counts. Never a message: it may hold a URL. Never throws for anything `fetch` rejects with.
 */
export function networkFailureCode(cause: unknown): string {
  const levels: unknown[] = [cause];
  for (let at = 0; at < levels.length && at < mostLevels; at += 1) {
    const level = levels[at];
    if (typeof level !== 'object' || level === null) continue;
    const code = codeOfLevel(level);
    if (code !== undefined) return code;
    const { cause: inner, errors } = level as { readonly cause?: unknown; readonly errors?: unknown };
    levels.push(inner, ...(Array.isArray(errors) ? errors.slice(0, mostLevels) : []));
  }
  return 'network';
}
