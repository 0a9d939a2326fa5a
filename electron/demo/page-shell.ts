import { html, raw } from 'hono/html';
import { directionOf, type Language } from '../../shared/language.ts';

type Html = ReturnType<typeof html>;

/** Response headers of every page. `formTargets`: origins that a form may lead to besides this one. */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Not `no-referrer`: browsers would then send forms with the origin `null`.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    vary: 'accept-language',
  };
}

/** A whole HTML document around a body. */
export async function pageDocument(language: Language, title: string, body: Html, script?: string): Promise<string> {
  const scriptTag = script === undefined ? '' : html`<script type="module" src="${script}"></script>`;
  const page =
    await html`<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="/directory/icon.svg"><link rel="stylesheet" href="/directory/fonts/index.css"><link rel="stylesheet" href="/directory/style.css">${scriptTag}</head><body>${body}</body></html>`;
  return String(raw(page));
}

/** The letters that stand for somebody without a photo. */
export function initialsOf(name: {
  readonly givenName?: string;
  readonly surname?: string;
  readonly displayName: string;
}): string {
  const first = (text: string | undefined): string =>
    [...(text ?? '').normalize('NFC').replace(/^[^\p{L}\p{N}]+/u, '')][0] ?? '';
  const isOneLetter =
    /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Devanagari}]/u;
  if (isOneLetter.test(name.displayName)) return first(name.surname ?? name.displayName);
  const words = name.displayName.split(/\s+/);
  // Arabic letters would join into a word.
  const between = /^\p{Script=Arabic}/u.test(name.displayName) ? '\u200c' : '';
  return `${first(name.givenName ?? words[0])}${between}${first(name.surname ?? words[1])}`.toUpperCase();
}

/** One of eight calm colours, always the same for an id. */
export function toneOf(id: string): string {
  return `tone${Number.parseInt(id.slice(0, 4), 16) % 8}`;
}

/** Whether a form or script of our own page sent a request: other sites in the same browser may not. */
export function isFromOwnPage(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  return (site === null || site === 'same-origin') && (origin === null || origin === new URL(request.url).origin);
}
