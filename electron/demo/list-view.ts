import type { DemoItem, ListStore } from './list-store.ts';

/** A list as the page shows it: the rows that changed last, newest first. */
interface ShownList {
  readonly name: string;
  readonly count: number;
  readonly rows: readonly (readonly string[])[];
}

const mostRows = 30;
const shownColumns = ['Title', 'State', 'Station'] as const;

function cells({ fields }: DemoItem): string[] {
  return shownColumns.map((name) => (typeof fields[name] === 'string' ? fields[name].slice(0, 120) : ''));
}

/** The lists for people who look on. */
export function shownLists({ lists }: ListStore): ShownList[] {
  return [...lists.values()].map(({ displayName, items, changes }) => {
    const lately = [...new Set(changes.slice(-4 * mostRows).reverse())].flatMap((id) => items.get(id) ?? []);
    return { name: displayName, count: items.size, rows: lately.slice(0, mostRows).map(cells) };
  });
}
