import type { DemoItem, ListStore } from './list-store.ts';

/** A list as the page shows it: the rows that changed last, newest first. */
interface ShownList {
  readonly name: string;
  /** Of people. */
  readonly count: number;
  /** Stations that speak of themselves in the list, with what they say. */
  readonly stations: readonly (readonly string[])[];
  readonly rows: readonly (readonly string[])[];
}

const mostRows = 30;
const shownColumns = ['Title', 'State', 'Station'] as const;

function cells({ fields }: DemoItem): string[] {
  return shownColumns.map((name) => (typeof fields[name] === 'string' ? fields[name].slice(0, 120) : ''));
}

/** A row in which a station speaks of itself. */
const isStation = ({ fields }: DemoItem) => String(fields.PersonKey).startsWith('station:');

/** The lists for people who look on. */
export function shownLists({ lists }: ListStore): ShownList[] {
  return [...lists.values()].map(({ displayName, items, changes }) => {
    const stations = [...items.values()].filter(isStation);
    const ofPeople = changes.slice(-12 * mostRows).filter((id) => !stations.some((item) => item.id === id));
    const lately = [...new Set(ofPeople.reverse())].flatMap((id) => items.get(id) ?? []);
    return {
      name: displayName,
      count: items.size - stations.length,
      stations: stations.map((item) => cells(item).slice(1).reverse()),
      rows: lately.slice(0, mostRows).map(cells),
    };
  });
}
