import { formatLocale, type Language } from '../../shared/language.ts';
import type { DemoDirectory } from './demo-directory.ts';
import { type RequestKind, requestWords } from './page-words.ts';
import type { DemoRequest } from './request-log.ts';

/** One line of "what just happened", ready to be shown. */
export interface RequestStory {
  readonly words: string;
  readonly who: string;
  readonly state: 'good' | 'warn' | 'bad' | 'plain';
  readonly time: string;
  readonly method: string;
  /** Decoded for reading; never for use. */
  readonly path: string;
  readonly status: string;
  readonly requestId: string;
}

function signInKind(entry: DemoRequest): RequestKind {
  if (entry.code === 'authorization_pending' || entry.code === 'slow_down') return 'waiting';
  if (entry.status !== undefined && entry.status >= 400) return 'refused';
  if (entry.path.includes('/devicecode')) return 'code-issued';
  return entry.path.includes('/token') ? 'token' : 'sign-in';
}

/** What kind of thing a request was. */
export function requestKind(entry: DemoRequest): RequestKind {
  const { status, method } = entry;
  if (status === undefined) return 'broken';
  if (status === 429 || status === 503 || status === 509) return 'throttled';
  if (status >= 500) return 'failed';
  if (entry.area === 'sign-in') return signInKind(entry);
  // The station check asks without a token on purpose: the refusal is the proof it wants.
  if (status === 401) return entry.headers.authorization === undefined ? 'reached' : 'unauthorised';
  const isPhoto = entry.target !== undefined && /\/photos?\b/.test(entry.path);
  if (status === 404 && isPhoto && method === 'GET') return 'no-photo';
  // It needs a permission of its own, which a station need not hold: the station check asks, and is content with a no.
  if (status === 403 && entry.path.includes('/photoUpdateSettings')) return 'settings-unread';
  const isList = /\/lists\//.test(entry.path);
  if (isList && status === 412) return 'row-newer';
  if (status >= 400) return 'refused';
  if (isList) return method === 'GET' ? 'list-read' : 'list-changed';
  if (!isPhoto && method !== 'GET' && method !== 'HEAD') return 'directory-changed';
  if (!isPhoto) return /\/users\b/.test(entry.path) && entry.target === undefined ? 'search' : 'read';
  if (method === 'DELETE') return 'photo-deleted';
  return method === 'GET' || method === 'HEAD' ? 'photo-read' : 'photo-stored';
}

const states: Partial<Record<RequestKind, RequestStory['state']>> = {
  'photo-stored': 'good',
  'photo-deleted': 'good',
  'list-changed': 'good',
  throttled: 'warn',
  waiting: 'plain',
  unauthorised: 'bad',
  refused: 'bad',
  failed: 'bad',
  broken: 'bad',
};

function readable(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    return path;
  }
}

function nameOf(directory: DemoDirectory, target: string | undefined): string {
  const [kind = '', ...rest] = (target ?? '').split(':');
  const id = rest.join(':');
  if (kind === 'user') return directory.person(id)?.displayName ?? '';
  return kind === 'group' || kind === 'team' ? (directory.group(id)?.displayName ?? '') : '';
}

/** Tells a request in plain words for the page. */
export function requestStory(directory: DemoDirectory, entry: DemoRequest, language: Language): RequestStory {
  const kind = requestKind(entry);
  const code = entry.code === undefined ? '' : ` ${entry.code}`;
  return {
    words: requestWords[kind][language],
    who: nameOf(directory, entry.target),
    state: states[kind] ?? 'plain',
    time: new Date(entry.atMs).toLocaleTimeString(formatLocale(language), { hour12: false }),
    method: entry.method,
    path: readable(entry.path),
    status: entry.status === undefined ? '✕' : `${entry.status}${code}`,
    requestId: entry.requestId,
  };
}
