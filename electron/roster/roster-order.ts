import type { RosterRow, RosterRowStateKind } from '../../shared/roster.ts';

/** Who is called by itself, in this order: whoever was not there yet, who needs a retake, who was put off. Never who is absent. */
const turns: readonly RosterRowStateKind[] = ['open', 'needs-retake', 'skipped'];

/** What other stations have to do with whose turn it is. */
export interface TurnOrder {
  /** They stand before another station's camera at this moment. */
  readonly isElsewhere: (personKey: string) => boolean;
  /**
   * Places of the list that other stations call by themselves, because the stations cannot hear of each other: this one leaves them
   * alone, so that nobody is called twice. Whoever stands here all the same is chosen by hand.
   */
  readonly isForOthers?: (position: number) => boolean;
  /** So many of those who wait first are left alone too: the others may call them before they notice that this station is missing. */
  readonly ahead?: number;
}

const alone: TurnOrder = { isElsewhere: () => false };
const inOrder = (rows: readonly RosterRow[]) => [...rows].sort((a, b) => a.position - b.position);
const isWaiting = ({ isGone, state }: RosterRow) => !isGone && turns.includes(state.kind);

/** Which of those who wait other stations call by themselves. */
export function leftToOthers(
  rows: readonly RosterRow[],
  { isElsewhere, isForOthers, ahead = 0 }: TurnOrder,
): ReadonlySet<string> {
  const waiting = inOrder(rows).filter(isWaiting);
  const left = waiting.filter(
    ({ personKey, position }, index) => index < ahead || isElsewhere(personKey) || isForOthers?.(position) === true,
  );
  return new Set(left.map(({ personKey }) => personKey));
}

/**
 * Whose turn it is after somebody: the next in the order of the list, from the end on from its beginning, and the same again
 * for those who need a retake, and for those who were put off. `undefined` when nobody is left, or the others call who is.
 */
export function nextInTurn(
  rows: readonly RosterRow[],
  afterKey: string | undefined,
  order: TurnOrder = alone,
): RosterRow | undefined {
  const ordered = inOrder(rows);
  const index = ordered.findIndex(({ personKey }) => personKey === afterKey);
  const left = leftToOthers(rows, order);
  const fromThere = [...ordered.slice(index + 1), ...ordered.slice(0, Math.max(0, index))];
  const free = fromThere.filter((row) => isWaiting(row) && !left.has(row.personKey));
  for (const kind of turns) {
    const found = free.find(({ state }) => state.kind === kind);
    if (found !== undefined) return found;
  }
  return undefined;
}
