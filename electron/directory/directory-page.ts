import { readUser } from './directory-user.ts';
import type { Change } from './people-store.ts';

/** One page of people or of changes. */
export interface DirectoryPage {
  readonly changes: readonly Change[];
  readonly nextLink?: string;
  readonly deltaLink?: string;
}

/**
 * Reads a page; `undefined` when the body is none, whatever its status was: a page for people, an empty object, a `value`
 * that is no list, an entry without an id. Nothing may be concluded from such an answer, least of all that somebody is gone.
 */
export function readDirectoryPage(body: unknown, readingAttribute: string): DirectoryPage | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { value, '@odata.nextLink': nextLink, '@odata.deltaLink': deltaLink } = body as Record<string, unknown>;
  if (!Array.isArray(value)) return undefined;
  const changes: Change[] = [];
  for (const entry of value) {
    const user = readUser(entry, readingAttribute);
    if (user === undefined) return undefined;
    const isGone = typeof (entry as Record<string, unknown>)['@removed'] === 'object';
    changes.push(isGone ? { kind: 'gone', id: user.id } : { kind: 'user', user });
  }
  return {
    changes,
    ...(typeof nextLink === 'string' ? { nextLink } : {}),
    ...(typeof deltaLink === 'string' ? { deltaLink } : {}),
  };
}
