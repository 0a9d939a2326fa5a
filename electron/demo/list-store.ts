import { randomUUID } from 'node:crypto';
import { demoDomain, stableGuid } from './sample-people.ts';

/** A column of a list, as far as the demo tenant cares. */
export interface DemoColumn {
  readonly name: string;
  readonly isIndexed: boolean;
  readonly isUnique: boolean;
}

/** One row of a list. */
export interface DemoItem {
  readonly id: string;
  readonly guid: string;
  fields: Readonly<Record<string, unknown>>;
  version: number;
  modifiedAtMs: number;
}

/** An application that was let into one list. */
export interface DemoListGrant {
  readonly id: string;
  readonly appId: string;
  readonly roles: readonly string[];
}

/** A SharePoint list: its rows, who may use it, and what changed, counted. */
export interface DemoList {
  readonly id: string;
  readonly displayName: string;
  /** What the list says of itself. */
  readonly description: string;
  readonly columns: readonly DemoColumn[];
  readonly items: Map<string, DemoItem>;
  readonly grants: DemoListGrant[];
  /** The id of the row of every change, oldest first. */
  readonly changes: string[];
  /** Counts the times that all links to changes were called back. */
  age: number;
  nextItem: number;
}

/** The one site of the demo tenant. */
export const demoSite = {
  id: `${demoDomain},${stableGuid('site collection')},${stableGuid('site')}`,
  host: demoDomain,
  path: '/sites/photo-days',
  displayName: 'Photo days',
} as const;

/** What requests to lists cost an application within a minute ("Avoid getting throttled": units). */
export interface ListMeter {
  /** Counts a request; with the seconds to wait when the minute's units are used up, and then it costs nothing. */
  take(appId: string, units: number, nowMs: number): number | undefined;
  /** The most units that any minute took so far. */
  highest(): number;
  /** How many requests were counted so far. */
  requests(): number;
}

const minuteMs = 60_000;

function createMeter(unitsPerMinute: () => number): ListMeter {
  const taken = new Map<string, { atMs: number; units: number }[]>();
  let highest = 0;
  let requests = 0;
  return {
    take(appId, units, nowMs) {
      const recent = (taken.get(appId) ?? []).filter(({ atMs }) => atMs > nowMs - minuteMs);
      const sum = recent.reduce((total, one) => total + one.units, units);
      taken.set(appId, recent);
      if (sum > unitsPerMinute()) {
        const oldest = recent[0]?.atMs ?? nowMs;
        return Math.max(1, Math.ceil((oldest + minuteMs - nowMs) / 1000));
      }
      recent.push({ atMs: nowMs, units });
      highest = Math.max(highest, sum);
      requests += 1;
      return undefined;
    },
    highest: () => highest,
    requests: () => requests,
  };
}

/** The lists of the demo tenant's site. */
export interface ListStore {
  readonly lists: ReadonlyMap<string, DemoList>;
  readonly meter: ListMeter;
  create(displayName: string, columns: readonly DemoColumn[], description?: string): DemoList;
  remove(listId: string): void;
  /** Brings a removed list back, as from the site's recycle bin. */
  restore(list: DemoList): void;
  /** `undefined` when a unique column holds one of the values already. */
  add(list: DemoList, fields: Readonly<Record<string, unknown>>): DemoItem | undefined;
  change(list: DemoList, item: DemoItem, fields: Readonly<Record<string, unknown>>): void;
  removeItem(list: DemoList, itemId: string): void;
  onChange(listener: () => void): () => void;
}

/** Creates it without any list. */
export function createListStore(parts: {
  readonly nowMs: () => number;
  readonly unitsPerMinute: () => number;
}): ListStore {
  const lists = new Map<string, DemoList>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    lists,
    meter: createMeter(parts.unitsPerMinute),
    create(displayName, columns, description = '') {
      const base = {
        id: randomUUID(),
        displayName,
        description,
        columns: [{ name: 'Title', isIndexed: false, isUnique: false }, ...columns],
      };
      const list: DemoList = { ...base, items: new Map(), grants: [], changes: [], age: 0, nextItem: 1 };
      lists.set(list.id, list);
      tell();
      return list;
    },
    remove(listId) {
      lists.delete(listId);
      tell();
    },
    restore(list) {
      lists.set(list.id, list);
      tell();
    },
    add(list, fields) {
      const unique = list.columns.filter(({ isUnique }) => isUnique).map(({ name }) => name);
      const isTaken = [...list.items.values()].some((item) =>
        unique.some((name) => fields[name] !== undefined && item.fields[name] === fields[name]),
      );
      if (isTaken) return undefined;
      const id = String(list.nextItem++);
      const item: DemoItem = { id, guid: randomUUID(), fields, version: 1, modifiedAtMs: parts.nowMs() };
      list.items.set(id, item);
      list.changes.push(id);
      tell();
      return item;
    },
    change(list, item, fields) {
      item.fields = { ...item.fields, ...fields };
      item.version += 1;
      item.modifiedAtMs = parts.nowMs();
      list.changes.push(item.id);
      tell();
    },
    removeItem(list, itemId) {
      if (!list.items.delete(itemId)) return;
      list.changes.push(itemId);
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
