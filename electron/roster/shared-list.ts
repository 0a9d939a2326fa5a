import { err, ok, type Result } from '../../shared/result.ts';
import { inTurns } from '../process/loop-turn.ts';
import type { RowCaption } from './row-caption.ts';
import type { ServiceClock } from './service-clock.ts';
import { isRecordText, recordOfText, recordText, type SharedRecord } from './shared-record.ts';
import { isNoteKey, noteKey, noteOfText, noteText, type StationNote } from './station-note.ts';

/** Where a list is: ids of Graph. */
export interface ListPlace {
  readonly siteId: string;
  readonly listId: string;
}

/** One request to Graph about lists, as the room above carries it out. */
export type CallList = (request: {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}) => Promise<
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly json: unknown;
      readonly code?: string;
      readonly retryAfterMs?: number;
      readonly time?: { readonly dateMs: number; readonly askedMs: number; readonly answeredMs: number };
    }
  | { readonly kind: 'no-answer'; readonly why: string; readonly retryAfterMs?: number }
>;

/** Why the list was not read or changed. None of it keeps a photo from being taken or sent. */
export type ListFailure =
  | { readonly kind: 'offline' | 'sign-in-needed' | 'forbidden' | 'gone' | 'full' | 'begin-again' | 'conflict' }
  /** Nothing shows that the list is of this sharing: nothing in it is read as such, changed or erased. */
  | { readonly kind: 'not-ours' }
  | { readonly kind: 'busy'; readonly retryAfterMs: number }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string };

/** One row as the list has it. */
export interface ListedRow {
  readonly itemId: string;
  readonly eTag: string;
  readonly personKey: string;
  readonly record: SharedRecord;
}

/**
 * A page of rows or changes; `link` leads on, and is kept when it is `isLast`. Without one on the last page the service does not
 * tell changes: the next time every row is read again.
 */
export interface ListPage {
  readonly rows: readonly ListedRow[];
  /** What stations say of themselves; without a note it cannot be read. */
  readonly stations: readonly { readonly itemId: string; readonly note: StationNote | undefined }[];
  readonly goneItems: readonly string[];
  /** Items whose person cannot be told, such as one whose key somebody has cleared. */
  readonly unreadItems: readonly string[];
  /** Items that no station wrote: somebody's own, which stay as they are. */
  readonly foreignItems: readonly string[];
  readonly link: string | undefined;
  readonly isLast: boolean;
}

/** The list of a roster on the tenant's SharePoint. */
export interface SharedList {
  /** Rows and what changed since `link`; without a link every row. */
  page(link: string | undefined): Promise<Result<ListPage, ListFailure>>;
  row(itemId: string, signal?: AbortSignal): Promise<Result<ListedRow, ListFailure>>;
  byKey(personKey: string): Promise<Result<ListedRow | undefined, ListFailure>>;
  create(personKey: string, record: SharedRecord, caption: RowCaption): Promise<Result<ListedRow, ListFailure>>;
  /** Refused with `conflict` when the row is no longer the one of this eTag. */
  change(row: ListedRow, record: SharedRecord, caption: RowCaption): Promise<Result<ListedRow, ListFailure>>;
  /** Writes a station's own row, which nobody else writes; the id of its item. */
  putNote(note: StationNote, itemId: string | undefined, caption: RowCaption): Promise<Result<string, ListFailure>>;
  /** Deletes a row for good; one that is not there any more is deleted. */
  remove(itemId: string): Promise<Result<void, ListFailure>>;
}

const busyMs = 30_000;
const expand = '$expand=fields($select=PersonKey,Record)';

/** The columns of a shared roster, as Graph is asked to make them. */
export const sharedColumns = [
  { name: 'PersonKey', indexed: true, enforceUniqueValues: true, required: false, text: {} },
  { name: 'State', text: {} },
  { name: 'Station', text: {} },
  { name: 'Record', text: { allowMultipleLines: true, textType: 'plain' } },
] as const;

function failureOf(answer: Exclude<Awaited<ReturnType<CallList>>, { kind: 'answer'; status: 200 }>): ListFailure {
  if (answer.kind === 'no-answer') {
    if (answer.why === 'throttled' || answer.why === 'transient')
      return { kind: 'busy', retryAfterMs: answer.retryAfterMs ?? busyMs };
    return { kind: answer.why === 'sign-in-needed' ? 'sign-in-needed' : 'offline' };
  }
  const { status, code = '', retryAfterMs = busyMs } = answer;
  if (status === 401 || status === 403) return { kind: 'forbidden' };
  if (status === 404) return { kind: 'gone' };
  if (status === 410) return { kind: 'begin-again' };
  if (status === 412 || status === 409) return { kind: 'conflict' };
  if (status === 507 || /quota/i.test(code)) return { kind: 'full' };
  if (status === 408 || status === 429 || status >= 500) return { kind: 'busy', retryAfterMs };
  return { kind: 'refused', status, code };
}

const textAt = (value: unknown, key: string): string | undefined => {
  const found = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  return typeof found === 'string' ? found : undefined;
};

function keyAndText(item: unknown): { readonly personKey: string | undefined; readonly text: string | undefined } {
  const fields = (item as { readonly fields?: unknown } | null | undefined)?.fields;
  return { personKey: textAt(fields, 'PersonKey'), text: textAt(fields, 'Record') };
}

function rowOf(item: unknown, nowMs?: number): ListedRow | undefined {
  const itemId = textAt(item, 'id');
  const eTag = textAt(item, 'eTag') ?? textAt(item, '@odata.etag');
  const { personKey, text } = keyAndText(item);
  if (itemId === undefined || eTag === undefined || personKey === undefined || personKey === '') return undefined;
  return { itemId, eTag, personKey, record: recordOfText(text, nowMs) };
}

/** A key as stations make them, whatever somebody has made of the rest of the row. */
const stationsKey = /^[0-9a-f-]{24,36}$/i;

/** Whether a station has written this item. */
function isStations(item: unknown): boolean {
  const { personKey = '', text } = keyAndText(item);
  return stationsKey.test(personKey) || isRecordText(text) || noteOfText(text) !== undefined;
}

/** Items of a page that are read in one go: some milliseconds. */
const itemsAtOnce = 25;

async function pageOf(json: unknown, nowMs: number | undefined): Promise<ListPage> {
  const value = (json as { readonly value?: unknown } | null | undefined)?.value;
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const isGone = (item: unknown) => typeof item === 'object' && item !== null && 'deleted' in item;
  const isNote = (item: unknown) => isNoteKey(keyAndText(item).personKey ?? '');
  const next = textAt(json, '@odata.nextLink');
  // Each is read once: a long list has many.
  const read: (ListedRow | undefined)[] = [];
  await inTurns(items, itemsAtOnce, (item) => {
    read.push(isGone(item) || isNote(item) ? undefined : rowOf(item, nowMs));
  });
  const isUnread = (item: unknown, index: number) => !isGone(item) && !isNote(item) && read[index] === undefined;
  return {
    rows: read.flatMap((row) => row ?? []),
    stations: items.flatMap((item) => {
      const itemId = textAt(item, 'id');
      return isGone(item) || !isNote(item) || itemId === undefined
        ? []
        : { itemId, note: noteOfText(keyAndText(item).text) };
    }),
    unreadItems: items.flatMap((item, index) => (isUnread(item, index) ? (textAt(item, 'id') ?? []) : [])),
    foreignItems: items.flatMap((item) =>
      isGone(item) || isNote(item) || isStations(item) ? [] : (textAt(item, 'id') ?? []),
    ),
    goneItems: items.flatMap((item) => (isGone(item) ? (textAt(item, 'id') ?? []) : [])),
    link: next ?? textAt(json, '@odata.deltaLink'),
    isLast: next === undefined,
  };
}

/** Speaks to one list; every answer also tells the service's time. */
export function createSharedList(
  call: CallList,
  { siteId, listId }: ListPlace,
  serviceClock: Pick<ServiceClock, 'heard' | 'nowMs'>,
): SharedList {
  const items = `/sites/${encodeURIComponent(siteId)}/lists/${encodeURIComponent(listId)}/items`;
  async function ask(request: Parameters<CallList>[0]): Promise<Result<unknown, ListFailure>> {
    const answer = await call(request);
    if (answer.kind === 'answer' && answer.time !== undefined) {
      serviceClock.heard(answer.time.dateMs, answer.time.askedMs, answer.time.answeredMs);
    }
    return answer.kind === 'answer' && answer.status < 300 ? ok(answer.json) : err(failureOf(answer));
  }
  const readRow = (item: unknown) => rowOf(item, serviceClock.nowMs());
  /** Somebody has removed a column that is for people only: without those stations still hear of each other. */
  let hasCaptions = true;
  /** Asks to write a row with what people read of it, or without it where the list does not have that. */
  async function written(
    write: (fields: object) => ReturnType<typeof ask>,
    text: string,
    { title, state, station }: RowCaption,
  ): ReturnType<typeof ask> {
    const caption = { Title: title.slice(0, 255), State: state.slice(0, 255), Station: station.slice(0, 255) };
    const answer = await write(hasCaptions ? { ...caption, Record: text } : { Record: text });
    if (!hasCaptions || answer.kind === 'ok' || answer.error.kind !== 'refused') return answer;
    const plain = await write({ Record: text });
    if (plain.kind === 'ok') hasCaptions = false;
    return plain;
  }
  const itemPath = (itemId: string) => `${items}/${encodeURIComponent(itemId)}`;
  async function found(key: string): Promise<Result<unknown, ListFailure>> {
    const filter = encodeURIComponent(`fields/PersonKey eq '${key.replaceAll("'", "''")}'`);
    const answer = await ask({ method: 'GET', path: `${items}?${expand}&$filter=${filter}` });
    const value = answer.kind === 'ok' ? (answer.value as { readonly value?: unknown } | null)?.value : undefined;
    return answer.kind === 'ok' ? ok(Array.isArray(value) ? value[0] : undefined) : answer;
  }
  /** Makes a row, or finds the one that is there: which code refuses a key that is taken is not documented. */
  async function made(
    key: string,
    text: string,
    caption: RowCaption,
  ): Promise<Result<{ item: unknown; isNew: boolean }, ListFailure>> {
    const make = (fields: object) =>
      ask({ method: 'POST', path: items, body: { fields: { PersonKey: key, ...fields } } });
    const answer = await written(make, text, caption);
    if (answer.kind === 'ok' && rowOf(answer.value) !== undefined) return ok({ item: answer.value, isNew: true });
    // An answer without the row, or a refusal.
    if (answer.kind === 'error' && !['refused', 'conflict'].includes(answer.error.kind)) return answer;
    const there = await found(key);
    if (there.kind === 'error') return there;
    if (there.value !== undefined) return ok({ item: there.value, isNew: false });
    return answer.kind === 'error' ? answer : err({ kind: 'busy', retryAfterMs: busyMs });
  }
  /** Whether the service tells what changed; where it does not, every row is read each time. */
  let hasChanges = true;
  const isRefusal = (read: Result<unknown, ListFailure>) =>
    read.kind === 'error' && ['refused', 'forbidden'].includes(read.error.kind);
  return {
    async page(link) {
      const read = async (path: string) => {
        const answer = await ask({ method: 'GET', path });
        return answer.kind === 'ok' ? ok(await pageOf(answer.value, serviceClock.nowMs())) : answer;
      };
      if (link !== undefined) return read(link);
      hasCaptions = true;
      const changes = hasChanges ? await read(`${items}/delta?${expand}`) : undefined;
      if (changes !== undefined && !isRefusal(changes)) return changes;
      const all = await read(`${items}?${expand}`);
      if (all.kind === 'ok') hasChanges = false;
      return all.kind === 'ok' || changes === undefined ? all : changes;
    },
    async row(itemId, signal) {
      const path = `${itemPath(itemId)}?${expand}`;
      const answer = await ask({ method: 'GET', path, ...(signal === undefined ? {} : { signal }) });
      if (answer.kind === 'error') return answer;
      const row = readRow(answer.value);
      return row === undefined ? err({ kind: 'gone' }) : ok(row);
    },
    async byKey(personKey) {
      const there = await found(personKey);
      return there.kind === 'ok' ? ok(readRow(there.value)) : there;
    },
    async create(personKey, record, caption) {
      const there = await made(personKey, recordText(record), caption);
      if (there.kind === 'error') return there;
      const row = readRow(there.value.item);
      return row === undefined ? err({ kind: 'busy', retryAfterMs: busyMs }) : ok(row);
    },
    async change(row, record, caption) {
      const path = `${itemPath(row.itemId)}/fields`;
      const write = (body: object) => ask({ method: 'PATCH', path, body, ifMatch: row.eTag });
      const answer = await written(write, recordText(record), caption);
      if (answer.kind === 'error') return answer;
      const eTag = textAt(answer.value, '@odata.etag');
      // Without the new eTag the next change looks at the row first.
      return ok({ ...row, record, eTag: eTag ?? '' });
    },
    async putNote(note, itemId, caption) {
      const PersonKey = noteKey(note.station);
      const change = (id: string) => {
        const path = `${itemPath(id)}/fields`;
        const write = (fields: object) => ask({ method: 'PATCH', path, body: { PersonKey, ...fields } });
        return written(write, noteText(note), caption);
      };
      if (itemId !== undefined) {
        const changed = await change(itemId);
        if (changed.kind === 'ok') return ok(itemId);
        if (changed.error.kind !== 'gone') return changed;
      }
      const there = await made(PersonKey, noteText(note), caption);
      if (there.kind === 'error') return there;
      const id = textAt(there.value.item, 'id');
      if (id === undefined) return err({ kind: 'busy', retryAfterMs: busyMs });
      if (there.value.isNew) return ok(id);
      const changed = await change(id);
      return changed.kind === 'ok' ? ok(id) : changed;
    },
    async remove(itemId) {
      const answer = await ask({ method: 'DELETE', path: itemPath(itemId) });
      if (answer.kind === 'ok') return ok(undefined);
      if (answer.error.kind !== 'gone') return answer;
      // The same answer says that the whole list is gone: that is told by the next reading.
      return ok(undefined);
    },
  };
}
