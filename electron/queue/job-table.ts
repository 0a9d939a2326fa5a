import { createHash } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { loopTurn } from '../process/loop-turn.ts';
import { createRecordFormat } from '../storage/record-format.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import { type AuditEntry, appendAudit, emptyAuditHead, type LinesAhead, linesAhead } from './audit-log.ts';
import type { JobRecord } from './job-record.ts';
import { jobRecordFormat } from './job-record-format.ts';
import { ledgerPlace, photoPlace, recordPlace } from './queue-section.ts';

/**
 * What must agree with the rows: how many photos were ever called saved, what became of those whose records are gone,
 * how many rows there are, and where the audit chain ends. Written in every transaction.
 */
const ledgerSchema = z.object({
  saved: z.number().int(),
  /** Finished jobs whose records were removed after their keeping time, by how they ended. */
  pruned: z.record(z.string(), z.number().int()),
  rows: z.number().int(),
  nextSeq: z.number().int(),
  /** Rows of photos that an import under way has written ahead; their jobs come in one commit at its end, or never. */
  staged: z.object({ from: z.number().int(), to: z.number().int() }).optional(),
  /** Counts the commits: tells whether one that answered with an error is on the disk. */
  commit: z.number().int().default(0),
  audit: z.object({ seq: z.number().int(), chain: z.string() }),
});
export type Ledger = z.infer<typeof ledgerSchema>;
/** Numbers of rows, both ends included. */
export type SeqRange = NonNullable<Ledger['staged']>;

/** A new job as it goes to the disk. */
export interface NewJob {
  readonly record: JobRecord;
  readonly sealedRecord: Uint8Array;
  readonly photo: Uint8Array;
}

/** One atomic change of the queue. */
export interface JobChange {
  readonly inserts: readonly NewJob[];
  /** Photos of an import whose jobs are not there yet, in the rows that it has kept for itself. */
  readonly staging?: { readonly range: SeqRange; readonly photos: readonly NewJob[] };
  /** The end of an import: the photos of `inserts` are in their rows already, others of the range go. */
  readonly stagingEnds?: SeqRange;
  readonly updates: readonly JobRecord[];
  /** Finished records past their keeping time, or damaged ones that somebody withdrew. */
  readonly removals: readonly { readonly seq: number; readonly endedAs: string }[];
  readonly audit: readonly AuditEntry[];
  /** Lines of the audit that were made before. */
  readonly ahead?: LinesAhead;
}

interface RowName {
  readonly seq: number;
  readonly id: string;
}

/** Everything on disk at start. */
export interface LoadedJobs {
  readonly records: readonly JobRecord[];
  /** Rows that are there and do not open: they are reported, never dropped, never sent. */
  readonly damaged: readonly RowName[];
  /** Whole rows of a newer program: reported apart, kept as they are, never sent, never erased. */
  readonly newer: readonly RowName[];
  readonly ledger: Ledger;
  /** False when the ledger was missing or damaged and had to be drawn up anew from the rows. */
  readonly isLedgerSound: boolean;
  /** Rows that the ledger knows and the table no longer has. */
  readonly missingRows: number;
  /** The last change that answered with an error, when it is on the disk all the same, whole. */
  readonly landed?: JobChange;
}

interface ReadRows {
  readonly records: JobRecord[];
  readonly damaged: RowName[];
  readonly newer: RowName[];
  lastSeq: number;
}

/** Numbers begin at 1. */
const emptyRows = (): ReadRows => ({ records: [], damaged: [], newer: [], lastSeq: 0 });
/** So many rows are read before the loop turns. */
const rowsAtOnce = 100;

/**
 * A ledger is always written by the program that reads it: a change that this list cannot bring forward goes with a step of
 * the queue's section, so that an older program does not open the file at all.
 */
const ledgerFormat = createRecordFormat(ledgerSchema, []);

/** Jobs, photos and ledger over the store's tables. */
export class JobTable {
  readonly #store: Store;
  #ledger: Ledger = { saved: 0, pruned: {}, rows: 0, nextSeq: 1, commit: 0, audit: emptyAuditHead };
  /** A change that answered with an error, until the disk has been read again. */
  #doubtful: { readonly change: JobChange; readonly commit: number } | undefined;

  #newerIds: readonly string[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  /** Jobs that only a newer program can read. */
  get newerIds(): readonly string[] {
    return this.#newerIds;
  }

  /** Reads every job record (no photos). */
  load(): Result<LoadedJobs, SqliteFault> {
    return this.#store.read(() => {
      const rows = emptyRows();
      while (this.#readMore(rows));
      return this.#concluded(rows);
    });
  }

  /** As `load`, while nobody writes: the loop turns in between. */
  async loadInTurns(): Promise<Result<LoadedJobs, SqliteFault>> {
    const rows = emptyRows();
    for (let isMore = true; isMore; ) {
      const read = this.#store.read(() => this.#readMore(rows));
      if (read.kind === 'error') return read;
      isMore = read.value;
      await loopTurn();
    }
    return this.#store.read(() => this.#concluded(rows));
  }

  /** Reads the next rows; whether there may be more. */
  #readMore(rows: ReadRows): boolean {
    const read = this.#store
      .prepare('SELECT seq, id, record FROM job WHERE seq > ? ORDER BY seq LIMIT ?')
      .all(rows.lastSeq, rowsAtOnce);
    for (const row of read) {
      const seq = Number(row.seq);
      const id = String(row.id);
      const sealed = row.record instanceof Uint8Array ? row.record : new Uint8Array();
      const record = jobRecordFormat.read(this.#store.open(recordPlace(id), sealed));
      if (record.kind === 'newer') rows.newer.push({ seq, id });
      else if (record.kind === 'ok' && record.value.seq === seq && record.value.id === id) {
        rows.records.push(record.value);
      } else rows.damaged.push({ seq, id });
      rows.lastSeq = seq;
    }
    return read.length === rowsAtOnce;
  }

  #concluded({ records, damaged, newer }: ReadRows): LoadedJobs {
    this.#newerIds = newer.map(({ id }) => id);
    const ledger = this.#readLedger([...records, ...damaged, ...newer]);
    const doubtful = this.#doubtful;
    this.#doubtful = undefined;
    const hasLanded = doubtful !== undefined && doubtful.commit === ledger.ledger.commit;
    return { records, damaged, newer, ...ledger, ...(hasLanded ? { landed: doubtful.change } : {}) };
  }

  #readLedger(rows: readonly RowName[]): Pick<LoadedJobs, 'ledger' | 'isLedgerSound' | 'missingRows'> {
    const row = this.#store.prepare("SELECT value FROM meta WHERE name = 'ledger'").get();
    const sealed = row?.value instanceof Uint8Array ? row.value : undefined;
    const known = ledgerFormat.read(sealed && this.#store.open(ledgerPlace, sealed));
    const nextSeq = rows.reduce((most, { seq }) => Math.max(most, seq), 0) + 1;
    const last = this.#store.prepare('SELECT seq, chain FROM audit ORDER BY seq DESC LIMIT 1').get();
    const audit = last === undefined ? emptyAuditHead : { seq: Number(last.seq), chain: String(last.chain) };
    const count = rows.length;
    const drawnUp = { saved: count, pruned: {}, rows: count, nextSeq, commit: this.#ledger.commit, audit };
    const onDisk = known.kind === 'ok' ? known.value : drawnUp;
    // Commits that were called done and are gone: what they counted stays true, and the rows are written again.
    const ledger = onDisk.commit < this.#ledger.commit ? { ...this.#ledger, audit: onDisk.audit } : onDisk;
    this.#ledger = { ...ledger, rows: count, nextSeq: Math.max(ledger.nextSeq, nextSeq) };
    return {
      ledger: this.#ledger,
      isLedgerSound: known.kind === 'ok' || count === 0,
      missingRows: Math.max(0, ledger.rows - count),
    };
  }

  /**
   * Writes a change, with what another room writes in `alongside`; when `ok` comes back all of it is on the disk, when not
   * none of it is promised. What the queue knows in memory follows its own transaction, so it joins no other.
   */
  commit(change: JobChange, alongside?: () => void): Result<void, SqliteFault> {
    const store = this.#store;
    if (store.isInTransaction())
      throw new Error('the queue joins no transaction: hand `enqueue` what to save alongside');
    const next = this.#ledgerAfter(change);
    const result = store.transact(() => {
      for (const job of [
        ...(change.staging?.photos ?? []),
        ...(change.stagingEnds === undefined ? change.inserts : []),
      ]) {
        this.#putPhoto(job);
      }
      for (const { record, sealedRecord } of change.inserts) this.#putRow(record, sealedRecord);
      if (change.stagingEnds !== undefined) this.#dropStaged(change.stagingEnds, change.inserts.length);
      for (const record of change.updates) {
        this.#putRecord(record);
        if (!record.hasPhoto) store.prepare('DELETE FROM photo WHERE seq = ?').run(record.seq);
      }
      for (const { seq } of change.removals) {
        store.prepare('DELETE FROM photo WHERE seq = ?').run(seq);
        store.prepare('DELETE FROM job WHERE seq = ?').run(seq);
      }
      const ledger = { ...next, audit: appendAudit(store, next.audit, change.audit, change.ahead) };
      store
        .prepare("INSERT INTO meta (name, value) VALUES ('ledger', ?) ON CONFLICT DO UPDATE SET value = excluded.value")
        .run(store.seal(ledgerPlace, ledgerFormat.write(ledger)));
      alongside?.();
      return ledger;
    });
    if (result.kind === 'error') {
      this.#doubtful = { change, commit: next.commit };
      return result;
    }
    this.#ledger = result.value;
    return ok(undefined);
  }

  /** The photo, exactly as it was saved, or why there is none. */
  photo(record: JobRecord): Result<Uint8Array, 'damaged' | SqliteFault> {
    const store = this.#store;
    const row = store.read(() => store.prepare('SELECT sealed FROM photo WHERE seq = ?').get(record.seq));
    if (row.kind === 'error') return row;
    const sealed = row.value?.sealed;
    const photo = sealed instanceof Uint8Array ? store.open(photoPlace(record.id), sealed) : undefined;
    if (photo === undefined || photo.byteLength !== record.sizeBytes) return err('damaged');
    return createHash('sha256').update(photo).digest('hex') === record.photoSha256 ? ok(photo) : err('damaged');
  }

  /** Makes the audit's lines of a large change before it is committed; what else is audited meanwhile costs that work, no line. */
  linesAhead(entries: readonly AuditEntry[]): Promise<LinesAhead> {
    return linesAhead(this.#store, this.#ledger.audit, entries);
  }

  /** Seals the record of a new job, outside of any transaction. */
  prepare(record: JobRecord, photo: Uint8Array): NewJob {
    return { record, sealedRecord: this.#sealRecord(record), photo };
  }

  #sealRecord(record: JobRecord): Uint8Array {
    return this.#store.seal(recordPlace(record.id), jobRecordFormat.write(record));
  }

  #putRecord(record: JobRecord): void {
    this.#putRow(record, this.#sealRecord(record));
  }

  #putRow({ seq, id }: JobRecord, sealedRecord: Uint8Array): void {
    this.#store
      .prepare(
        'INSERT INTO job (seq, id, record) VALUES (?, ?, ?) ON CONFLICT (seq) DO UPDATE SET record = excluded.record',
      )
      .run(seq, id, sealedRecord);
  }

  #putPhoto({ record: { seq, id }, photo }: NewJob): void {
    const insert = this.#store.prepare('INSERT INTO photo (seq, sealed) VALUES (?, ?)');
    this.#store.withSealed(photoPlace(id), photo, (sealed) => insert.run(seq, sealed));
  }

  /** Removes photos whose jobs did not come. */
  #dropStaged({ from, to }: SeqRange, cameCount: number): void {
    if (cameCount === to - from + 1) return;
    this.#store
      .prepare('DELETE FROM photo WHERE seq BETWEEN ? AND ? AND seq NOT IN (SELECT seq FROM job)')
      .run(from, to);
  }

  #ledgerAfter({ inserts, removals, staging, stagingEnds }: JobChange): Ledger {
    const { saved, rows, nextSeq, commit, audit } = this.#ledger;
    const staged = staging?.range ?? (stagingEnds === undefined ? this.#ledger.staged : undefined);
    const pruned = { ...this.#ledger.pruned };
    for (const { endedAs } of removals) pruned[endedAs] = (pruned[endedAs] ?? 0) + 1;
    const count = inserts.length;
    return {
      saved: saved + count,
      pruned,
      rows: rows + count - removals.length,
      nextSeq: inserts.reduce(
        (next, { record }) => Math.max(next, record.seq + 1),
        Math.max(nextSeq, (staged?.to ?? 0) + 1),
      ),
      ...(staged === undefined ? {} : { staged }),
      commit: commit + 1,
      audit,
    };
  }
}
