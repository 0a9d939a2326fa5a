import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import type { GraphRefusal } from './graph-error.ts';
import type { DemoItem, DemoList } from './list-store.ts';

const number = z.number().int().nonnegative();
/** Where a reading of a list's rows or changes stands, as its links carry it. */
const tokenSchema = z.object({
  age: number,
  issuedMs: z.number(),
  /** Changes up to this number are known to whoever holds the link. */
  since: number.optional(),
  /** In a first reading: the last row that was given, and the changes that there were when it began. */
  after: number.optional(),
  begunAt: number.optional(),
});
type RowsToken = z.infer<typeof tokenSchema>;

/** One page of rows; `gone` are ids of rows that are no more. */
export interface RowsPage {
  readonly rows: readonly (DemoItem | { readonly gone: string })[];
  readonly link: { readonly kind: 'next' | 'delta' | 'end'; readonly token: string };
}

const lifeMs = 30 * 24 * 60 * 60_000;
const write = (token: RowsToken) => Buffer.from(JSON.stringify(token)).toString('base64url');

/** A token of somebody's own making is none. */
function read(text: string): RowsToken | undefined {
  try {
    return tokenSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

const badToken: GraphRefusal = { status: 400, code: 'invalidRequest', message: 'The token is not valid.' };

function after(list: DemoList, token: RowsToken, top: number): { rows: DemoItem[]; last: number; isOver: boolean } {
  const rest = [...list.items.values()].filter(({ id }) => Number(id) > (token.after ?? 0));
  const rows = rest.slice(0, top);
  return { rows, last: Number(rows.at(-1)?.id ?? token.after ?? 0), isOver: rows.length === rest.length };
}

/** One page of all rows. */
export function itemsPage(
  list: DemoList,
  tokenText: string | undefined,
  top: number,
  nowMs: number,
): Result<RowsPage, GraphRefusal> {
  const token = tokenText === undefined ? { age: list.age, issuedMs: nowMs } : read(tokenText);
  if (token === undefined) return err(badToken);
  const { rows, last, isOver } = after(list, token, top);
  return ok({ rows, link: { kind: isOver ? 'end' : 'next', token: write({ ...token, after: last }) } });
}

/** One page of changes; without a token all rows first. Links that are too old or were called back are refused. */
export function changesPage(
  list: DemoList,
  tokenText: string | undefined,
  top: number,
  nowMs: number,
): Result<RowsPage, GraphRefusal> {
  const token =
    tokenText === undefined
      ? { age: list.age, issuedMs: nowMs, begunAt: list.changes.length, after: 0 }
      : read(tokenText);
  if (token === undefined) return err(badToken);
  if (token.age !== list.age || nowMs - token.issuedMs > lifeMs) {
    return err({ status: 410, code: 'resyncRequired', message: 'Resync required. Begin with the location given.' });
  }
  if (token.since === undefined) {
    const { rows, last, isOver } = after(list, token, top);
    const { begunAt = 0, after: _, ...base } = token;
    const next = isOver ? { ...base, since: begunAt } : { ...token, after: last };
    return ok({ rows, link: { kind: isOver ? 'delta' : 'next', token: write({ ...next, issuedMs: nowMs }) } });
  }
  const changed = list.changes.slice(token.since, token.since + top);
  const since = token.since + changed.length;
  const rows = [...new Set(changed)].map((id) => list.items.get(id) ?? { gone: id });
  const kind = since === list.changes.length ? 'delta' : 'next';
  return ok({ rows, link: { kind, token: write({ ...token, since, issuedMs: nowMs }) } });
}
