import type { StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { Result } from '../../shared/result.ts';
import { createRecordFormat } from '../storage/record-format.ts';
import type { RowCipher } from '../storage/row-cipher.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import { changedUser, type DirectoryUser, directoryUserSchema, type UserChange } from './directory-user.ts';
import { personPlace, syncPlace } from './people-section.ts';

/** How far the copy is. Links hold nothing but Microsoft's own tokens. */
const syncStateSchema = z.object({
  /** What is copied (everybody, one group) and how; another one than the settings' means that all is read anew. */
  scope: z.string(),
  /** Whose directory it is; absent in copies of former versions. */
  tenant: z.string().optional(),
  /** The number of the whole reading that is under way or was the last. */
  pass: z.number().int(),
  /** A whole reading is under way; what it has not seen at its end is gone. */
  isWhole: z.boolean(),
  /** When the last whole reading began; wall-clock milliseconds. */
  wholeAtMs: z.number(),
  /** The next page of what is under way. */
  nextLink: z.string().optional(),
  /** Where the next changes are asked for, and when it was given. */
  deltaLink: z.string().optional(),
  deltaAtMs: z.number().optional(),
});
export type SyncState = z.infer<typeof syncStateSchema>;

/** Ways to find exactly one account. */
export type ExactKey = 'account' | 'mail' | 'number';

/** What an answer says happened to somebody, in its order: of rows that repeat the last one counts. */
export type Change =
  | { readonly kind: 'user'; readonly user: UserChange }
  | { readonly kind: 'gone'; readonly id: string };

/** What became of somebody's row; absent user: it is gone. */
export interface RowChange {
  readonly seq: number;
  readonly user?: DirectoryUser;
}

/** The part of the station's store that the copy needs. */
export interface PeopleRows extends RowCipher {
  prepare(sql: string): StatementSync;
  read<Value>(body: () => Value): Result<Value, SqliteFault>;
  transact<Value>(body: () => Value): Result<Value, SqliteFault>;
  /** Another number: what was read before may be stale. */
  generation(): number;
}

/** The copy of the directory on disk. Every method is synchronous; what answers `ok` is durable. */
export interface PeopleStore {
  state(): SyncState | undefined;
  putState(state: SyncState): Result<void, SqliteFault>;
  count(): number;
  isEmpty(): boolean;
  /** The highest number that a reading had, for a copy whose state is lost. */
  lastPass(): number;
  /** Whether this reading has seen anybody. */
  hasSeen(pass: number): boolean;
  /**
   * Writes a few people and forgets others. `isWhole`: what the answer does not speak of is empty, else it stays as it was.
   * New people beyond `limit` are left out.
   */
  change(
    pass: number,
    changes: readonly Change[],
    options: { readonly isWhole: boolean; readonly limit: number },
  ): Result<RowChange[], SqliteFault>;
  /** Forgets up to `limit` people whom this pass has not seen. */
  dropUnseen(pass: number, limit: number): Result<RowChange[], SqliteFault>;
  /** Forgets up to `limit` people, and how far the copy was, so that the next reading is a whole one; how many were forgotten. */
  forget(limit: number): Result<number, SqliteFault>;
  /** Up to `limit` rows after `seq`, in order. Rows that do not open are left out; `lastSeq` absent: no more. */
  slice(
    seq: number,
    limit: number,
  ): { readonly rows: readonly (readonly [number, DirectoryUser])[]; readonly lastSeq?: number };
  row(seq: number): DirectoryUser | undefined;
  user(id: string): DirectoryUser | undefined;
  /** Everybody with exactly this account name, address or employee number, whatever its case. */
  exact(key: ExactKey, text: string): DirectoryUser[];
}

const userFormat = createRecordFormat(directoryUserSchema, []);
const stateFormat = createRecordFormat(syncStateSchema, []);

/** Opens the copy that the store keeps. */
export function createPeopleStore(rows: PeopleRows): PeopleStore {
  const keyOf = (id: string) => rows.keyedHash('directory.person', id);
  const hashOf = (key: ExactKey, value: string | undefined) =>
    value === undefined ? null : rows.keyedHash(`directory.${key}`, value.normalize('NFC').toLowerCase());

  function openRow(row: Record<string, unknown> | undefined): DirectoryUser | undefined {
    if (row === undefined || typeof row.key !== 'string' || !(row.sealed instanceof Uint8Array)) return undefined;
    const read = userFormat.read(rows.open(personPlace(row.key), row.sealed));
    return read.kind === 'ok' ? read.value : undefined;
  }
  function readAll(sql: string, ...values: (string | number | null)[]): Record<string, unknown>[] {
    const found = rows.read(() => rows.prepare(sql).all(...values));
    return found.kind === 'ok' ? found.value : [];
  }
  const byId = (id: string) => readAll('SELECT seq, key, sealed FROM directory_person WHERE key = ?', keyOf(id))[0];
  const count = () => Number(readAll('SELECT count(*) AS n FROM directory_person')[0]?.n ?? 0);

  function put(pass: number, user: DirectoryUser): number {
    const key = keyOf(user.id);
    const written = rows
      .prepare(
        `INSERT INTO directory_person (key, pass, account, mail, number, sealed) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET pass = excluded.pass, account = excluded.account, mail = excluded.mail,
         number = excluded.number, sealed = excluded.sealed RETURNING seq`,
      )
      .get(
        key,
        pass,
        hashOf('account', user.userPrincipalName),
        hashOf('mail', user.mail),
        hashOf('number', user.employeeId),
        rows.seal(personPlace(key), userFormat.write(user)),
      );
    return Number(written?.seq);
  }

  return {
    state() {
      const [row] = readAll('SELECT sealed FROM directory_sync WHERE id = 1');
      if (!(row?.sealed instanceof Uint8Array)) return undefined;
      const read = stateFormat.read(rows.open(syncPlace, row.sealed));
      return read.kind === 'ok' ? read.value : undefined;
    },
    putState(state) {
      return rows.transact(() => {
        rows
          .prepare(
            'INSERT INTO directory_sync (id, sealed) VALUES (1, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed',
          )
          .run(rows.seal(syncPlace, stateFormat.write(state)));
      });
    },
    count,
    isEmpty: () => readAll('SELECT 1 FROM directory_person LIMIT 1').length === 0,
    lastPass: () => Number(readAll('SELECT max(pass) AS pass FROM directory_person')[0]?.pass ?? 0),
    hasSeen: (pass) => readAll('SELECT 1 FROM directory_person WHERE pass = ? LIMIT 1', pass).length > 0,
    change(pass, changes, { isWhole, limit }) {
      return rows.transact(() => {
        let room = limit - count();
        const done: RowChange[] = [];
        for (const change of changes) {
          if (change.kind === 'gone') {
            const gone = rows.prepare('DELETE FROM directory_person WHERE key = ? RETURNING seq').get(keyOf(change.id));
            if (gone !== undefined) done.push({ seq: Number(gone.seq) });
            if (gone !== undefined) room += 1;
            continue;
          }
          const row = byId(change.user.id);
          if (row === undefined && room <= 0) continue;
          if (row === undefined) room -= 1;
          const user = changedUser(isWhole ? undefined : openRow(row), change.user);
          done.push({ seq: put(pass, user), user });
        }
        return done;
      });
    },
    dropUnseen(pass, limit) {
      return rows.transact(() =>
        rows
          .prepare(
            `DELETE FROM directory_person WHERE seq IN (SELECT seq FROM directory_person WHERE pass <> ? LIMIT ?) RETURNING seq`,
          )
          .all(pass, limit)
          .map((row) => ({ seq: Number(row.seq) })),
      );
    },
    forget(limit) {
      return rows.transact(() => {
        rows.prepare('DELETE FROM directory_sync').run();
        const some = 'DELETE FROM directory_person WHERE seq IN (SELECT seq FROM directory_person LIMIT ?)';
        return Number(rows.prepare(some).run(limit).changes);
      });
    },
    slice(seq, limit) {
      const found = readAll(
        'SELECT seq, key, sealed FROM directory_person WHERE seq > ? ORDER BY seq LIMIT ?',
        seq,
        limit,
      );
      const lastSeq = found.at(-1)?.seq;
      const opened = found.flatMap((row) => {
        const user = openRow(row);
        return user === undefined ? [] : [[Number(row.seq), user] as const];
      });
      return { rows: opened, ...(lastSeq === undefined ? {} : { lastSeq: Number(lastSeq) }) };
    },
    row: (seq) => openRow(readAll('SELECT key, sealed FROM directory_person WHERE seq = ?', seq)[0]),
    user: (id) => openRow(byId(id)),
    exact(key, text) {
      const found = readAll(`SELECT key, sealed FROM directory_person WHERE ${key} = ?`, hashOf(key, text.trim()));
      return found.flatMap((row) => openRow(row) ?? []);
    },
  };
}
