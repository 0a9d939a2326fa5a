import { inTurns } from '../process/loop-turn.ts';
import type { Store } from '../storage/store.ts';

/** What the audit keeps of a moment: who as a keyed hash, never a name, never pixels. */
export interface AuditEntry {
  readonly atMs: number;
  readonly event: string;
  readonly jobId: string;
  readonly station: string;
  /** Keyed hash of the person's id (or of the target where no person is known). */
  readonly person?: string;
  readonly targetKind?: string;
  /** Keyed hash of the photo: a plain one would link people across systems. */
  readonly photo?: string;
  readonly result?: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly notice?: string;
}

/** Where the chain ends. */
export interface AuditHead {
  readonly seq: number;
  readonly chain: string;
}

/** Before this many lines the oldest are rotated out; the chain goes on from the first that is kept. */
const lineLimit = 50_000;
const rotateAtOnce = 10_000;
/** So many lines are made ahead before the loop turns. */
const linesAtOnce = 200;

export const emptyAuditHead: AuditHead = { seq: 0, chain: '' };

function link(store: Store, previous: string, seq: number, line: string): string {
  return store.keyedHash('audit', `${previous}\n${seq}\n${line}`);
}

/** A line of the chain, and the link that it was made to follow. */
interface AuditLine extends AuditHead {
  readonly line: string;
  readonly previous: string;
}

/** Lines made before the transaction that writes them; each holds for as long as its place in the chain is free. */
export type LinesAhead = WeakMap<AuditEntry, AuditLine>;

function lineAfter(store: Store, head: AuditHead, entry: AuditEntry): AuditLine {
  const line = JSON.stringify(entry);
  const seq = head.seq + 1;
  return { seq, line, chain: link(store, head.chain, seq, line), previous: head.chain };
}

/** Makes the lines of many entries, as if nothing else came before them; the loop turns in between. */
export async function linesAhead(store: Store, head: AuditHead, entries: readonly AuditEntry[]): Promise<LinesAhead> {
  const ahead: LinesAhead = new WeakMap();
  let last = head;
  await inTurns(entries, linesAtOnce, (entry) => {
    const line = lineAfter(store, last, entry);
    ahead.set(entry, line);
    last = line;
  });
  return ahead;
}

/** Appends lines to the chain. Call inside a transaction; keep the new head in the same one. */
export function appendAudit(
  store: Store,
  head: AuditHead,
  entries: readonly AuditEntry[],
  ahead?: LinesAhead,
): AuditHead {
  let { seq, chain } = head;
  const insert = store.prepare('INSERT INTO audit (seq, line, chain) VALUES (?, ?, ?)');
  for (const entry of entries) {
    const known = ahead?.get(entry);
    const isNext = known !== undefined && known.seq === seq + 1 && known.previous === chain;
    const next = isNext ? known : lineAfter(store, { seq, chain }, entry);
    insert.run(next.seq, next.line, next.chain);
    ({ seq, chain } = next);
  }
  const first = store.prepare('SELECT min(seq) AS first FROM audit').get()?.first;
  if (typeof first === 'number' && seq - first >= lineLimit) {
    store.prepare('DELETE FROM audit WHERE seq < ?').run(first + rotateAtOnce);
  }
  return { seq, chain };
}

/** What following the chain came to: every line that does not follow from the one before, or is missing. */
export interface AuditVerdict {
  readonly lines: number;
  readonly broken: readonly number[];
}

/** Recomputes the chain from the oldest kept line to the head. Reading may throw SQLite's errors. */
export function verifyAudit(store: Store, head: AuditHead): AuditVerdict {
  const broken: number[] = [];
  let lines = 0;
  let previous: { seq: number; chain: string } | undefined;
  for (const row of store.prepare('SELECT seq, line, chain FROM audit ORDER BY seq').iterate()) {
    const seq = Number(row.seq);
    const chain = String(row.chain);
    lines += 1;
    // The line before the oldest kept one was rotated out; its link is taken as it stands.
    const isFirstKept = previous === undefined && seq !== 1;
    const expected = link(store, previous?.chain ?? '', seq, String(row.line));
    const isNext = previous === undefined || seq === previous.seq + 1;
    if (!isFirstKept && (!isNext || chain !== expected)) broken.push(seq);
    previous = { seq, chain };
  }
  if ((previous?.seq ?? 0) !== head.seq || (previous?.chain ?? '') !== head.chain) broken.push(head.seq);
  return { lines, broken };
}
