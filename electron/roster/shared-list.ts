import { err, ok, type Result } from '../../shared/result.ts';
import type { ServiceClock } from './service-clock.ts';
import { recordOfText, recordText, type SharedRecord } from './shared-record.ts';

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
  | { readonly kind: 'busy'; readonly retryAfterMs: number }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string };

/** One row as the list has it. */
export interface ListedRow {
  readonly itemId: string;
  readonly eTag: string;
  readonly personKey: string;
  readonly record: SharedRecord;
}

/** A page of rows or changes; `link` leads on, and is kept when it is `isLast`. */
export interface ListPage {
  readonly rows: readonly ListedRow[];
  readonly goneItems: readonly string[];
  readonly link: string | undefined;
  readonly isLast: boolean;
}

/** What people read beside the record. */
export interface RowCaption {
  readonly title: string;
  readonly state: string;
  readonly station: string;
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

function rowOf(item: unknown): ListedRow | undefined {
  const fields = (item as { readonly fields?: unknown } | null | undefined)?.fields;
  const itemId = textAt(item, 'id');
  const eTag = textAt(item, 'eTag') ?? textAt(item, '@odata.etag');
  const personKey = textAt(fields, 'PersonKey');
  if (itemId === undefined || eTag === undefined || personKey === undefined) return undefined;
  return { itemId, eTag, personKey, record: recordOfText(textAt(fields, 'Record')) };
}

function pageOf(json: unknown): ListPage {
  const value = (json as { readonly value?: unknown } | null | undefined)?.value;
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const isGone = (item: unknown) => typeof item === 'object' && item !== null && 'deleted' in item;
  const next = textAt(json, '@odata.nextLink');
  return {
    rows: items.flatMap((item) => (isGone(item) ? [] : (rowOf(item) ?? []))),
    goneItems: items.flatMap((item) => (isGone(item) ? (textAt(item, 'id') ?? []) : [])),
    link: next ?? textAt(json, '@odata.deltaLink'),
    isLast: next === undefined,
  };
}

/** Speaks to one list; every answer also tells the service's time. */
export function createSharedList(
  call: CallList,
  { siteId, listId }: ListPlace,
  serviceClock: Pick<ServiceClock, 'heard'>,
): SharedList {
  const items = `/sites/${encodeURIComponent(siteId)}/lists/${encodeURIComponent(listId)}/items`;
  async function ask(request: Parameters<CallList>[0]): Promise<Result<unknown, ListFailure>> {
    const answer = await call(request);
    if (answer.kind === 'answer' && answer.time !== undefined) {
      serviceClock.heard(answer.time.dateMs, answer.time.askedMs, answer.time.answeredMs);
    }
    return answer.kind === 'answer' && answer.status < 300 ? ok(answer.json) : err(failureOf(answer));
  }
  const fieldsOf = (record: SharedRecord, { title, state, station }: RowCaption) => ({
    Title: title.slice(0, 255),
    State: state.slice(0, 255),
    Station: station.slice(0, 255),
    Record: recordText(record),
  });
  const list: SharedList = {
    async page(link) {
      const answer = await ask({ method: 'GET', path: link ?? `${items}/delta?${expand}` });
      return answer.kind === 'ok' ? ok(pageOf(answer.value)) : answer;
    },
    async row(itemId, signal) {
      const path = `${items}/${encodeURIComponent(itemId)}?${expand}`;
      const answer = await ask({ method: 'GET', path, ...(signal === undefined ? {} : { signal }) });
      if (answer.kind === 'error') return answer;
      const row = rowOf(answer.value);
      return row === undefined ? err({ kind: 'gone' }) : ok(row);
    },
    async byKey(personKey) {
      const filter = encodeURIComponent(`fields/PersonKey eq '${personKey.replaceAll("'", "''")}'`);
      const answer = await ask({ method: 'GET', path: `${items}?${expand}&$filter=${filter}` });
      return answer.kind === 'ok' ? ok(pageOf(answer.value).rows[0]) : answer;
    },
    async create(personKey, record, caption) {
      const fields = { PersonKey: personKey, ...fieldsOf(record, caption) };
      const answer = await ask({ method: 'POST', path: items, body: { fields } });
      const made = answer.kind === 'ok' ? rowOf(answer.value) : undefined;
      if (made !== undefined) return ok(made);
      // An answer without the row, or a refusal of a key that is there already: which code says so is not documented.
      if (answer.kind === 'error' && !['refused', 'conflict'].includes(answer.error.kind)) return answer;
      const found = await list.byKey(personKey);
      if (found.kind === 'error') return found;
      if (found.value !== undefined) return ok(found.value);
      return answer.kind === 'error' ? answer : err({ kind: 'busy', retryAfterMs: busyMs });
    },
    async change(row, record, caption) {
      const path = `${items}/${encodeURIComponent(row.itemId)}/fields`;
      const body = fieldsOf(record, caption);
      const answer = await ask({ method: 'PATCH', path, body, ifMatch: row.eTag });
      if (answer.kind === 'error') return answer;
      const eTag = textAt(answer.value, '@odata.etag');
      // Without the new eTag the next change looks at the row first.
      return ok({ ...row, record, eTag: eTag ?? '' });
    },
  };
  return list;
}
