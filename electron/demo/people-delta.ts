import { err, ok, type Result } from '../../shared/result.ts';
import type { DemoDirectory } from './demo-directory.ts';
import type { GraphRefusal } from './graph-error.ts';
import type { DemoPerson } from './sample-people.ts';

/** Where a reading of people's changes stands, as its links carry it. */
interface DeltaToken {
  /** Counts the times that all links were called back. */
  readonly age: number;
  readonly issuedMs: number;
  /** Changes up to this number are known to whoever holds the link. */
  readonly since: number;
  /** In a first reading: the last id that was given. */
  readonly after?: string;
  readonly isFirst: boolean;
  /** An empty page has been given before the next rows. */
  readonly isBreath?: boolean;
  /** The number of changes when the first reading began. */
  readonly begunAt?: number;
}

/** One row of a page: a person, or somebody who is gone. */
export type DeltaRow =
  | { readonly kind: 'person'; readonly person: DemoPerson }
  | { readonly kind: 'gone'; readonly id: string; readonly reason: 'changed' | 'deleted' };

export interface DeltaPage {
  readonly rows: readonly DeltaRow[];
  readonly link: { readonly kind: 'next' | 'delta'; readonly token: string };
}

/** How the service may behave within its documents. */
export interface DeltaHabits {
  readonly pageRows: number;
  /** Rows repeat, and pages without any come in between. */
  readonly isTalkative: boolean;
}

const lifeMs = 7 * 24 * 60 * 60_000;

const write = (token: DeltaToken) => Buffer.from(JSON.stringify(token)).toString('base64url');

function read(text: string): DeltaToken | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as DeltaToken;
  } catch {
    return undefined;
  }
}

const refusalOf = (status: number, code: string, message: string): Result<never, GraphRefusal> =>
  err({ status, code, message });

function firstPage(directory: DemoDirectory, token: DeltaToken, { pageRows, isTalkative }: DeltaHabits): DeltaPage {
  const sorted = [...directory.people].sort((a, b) => (a.id < b.id ? -1 : 1));
  const { after = '' } = token;
  const rest = sorted.filter(({ id }) => (isTalkative ? id >= after : id > after));
  // A talkative page begins with the row that ended the one before.
  const people = rest.slice(0, isTalkative && after !== '' ? pageRows + 1 : pageRows);
  const last = people.at(-1)?.id ?? after;
  const isOver = people.length === rest.length;
  const { after: _, isBreath: _b, begunAt = directory.changeCount(), ...base } = token;
  return {
    rows: people.map((person) => ({ kind: 'person', person })),
    link: isOver
      ? { kind: 'delta', token: write({ ...base, isFirst: false, since: begunAt }) }
      : { kind: 'next', token: write({ ...base, begunAt, after: last }) },
  };
}

function laterPage(directory: DemoDirectory, token: DeltaToken, { pageRows, isTalkative }: DeltaHabits): DeltaPage {
  const changes = directory.changesSince(token.since);
  const page = changes.slice(0, pageRows);
  const seen = new Set<string>();
  const rows = page.flatMap(({ id, reason }): DeltaRow[] => {
    if (seen.has(id) && !isTalkative) return [];
    seen.add(id);
    const person = directory.person(id);
    return [person === undefined ? { kind: 'gone', id, reason } : { kind: 'person', person }];
  });
  const since = page.at(-1)?.count ?? token.since;
  const { isBreath: _, ...base } = token;
  const kind = page.length === changes.length ? 'delta' : 'next';
  return { rows, link: { kind, token: write({ ...base, since }) } };
}

/** Answers one page of `/users/delta`; without a token the first. Links that are too old or were called back are refused. */
export function deltaPage(
  directory: DemoDirectory,
  tokenText: string | undefined,
  habits: DeltaHabits,
  nowMs: number,
): Result<DeltaPage, GraphRefusal> {
  const age = directory.linkAge();
  if (tokenText === undefined) {
    const begunAt = directory.changeCount();
    return ok(firstPage(directory, { age, issuedMs: nowMs, since: 0, isFirst: true, begunAt }, habits));
  }
  const token = read(tokenText);
  if (token === undefined)
    return refusalOf(400, 'Directory_ExpiredPageToken', 'The specified page token value is invalid.');
  if (token.age !== age) return refusalOf(410, 'resyncRequired', 'Resync required. Begin with the location given.');
  if (nowMs - token.issuedMs > lifeMs) return refusalOf(400, 'syncStateNotFound', 'The sync state is no longer known.');
  const fresh = { ...token, issuedMs: nowMs };
  if (habits.isTalkative && token.isBreath !== true) {
    return ok({ rows: [], link: { kind: 'next', token: write({ ...fresh, isBreath: true }) } });
  }
  return ok(token.isFirst ? firstPage(directory, fresh, habits) : laterPage(directory, fresh, habits));
}
