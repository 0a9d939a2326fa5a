import type { RosterRow, RosterRowStateKind } from '../../shared/roster.ts';

/** Who is called by itself, in this order: whoever was not there yet, who needs a retake, who was put off. Never who is absent. */
const turns: readonly RosterRowStateKind[] = ['open', 'needs-retake', 'skipped'];

/** What other stations have to do with whose turn it is. */
export interface TurnOrder {
  /** They stand before another station's camera at this moment. */
  readonly isElsewhere: (personKey: string) => boolean;
  /**
   * While the stations cannot hear of each other: the places of the list with which this one begins, so that two stations do not
   * call the same person. Everybody else comes after them.
   */
  readonly isOwnPart?: (position: number) => boolean;
}

/**
 * Whose turn it is after somebody: the next in the order of the list, from the end on from its beginning, and the same again
 * for those who need a retake, and for those who were put off. `undefined` when nobody is left.
 */
export function nextInTurn(
  rows: readonly RosterRow[],
  afterKey: string | undefined,
  { isElsewhere, isOwnPart }: TurnOrder = { isElsewhere: () => false },
): RosterRow | undefined {
  const ordered = [...rows].sort((a, b) => a.position - b.position);
  const index = ordered.findIndex(({ personKey }) => personKey === afterKey);
  const fromThere = [...ordered.slice(index + 1), ...ordered.slice(0, Math.max(0, index))];
  const free = fromThere.filter(({ isGone, personKey }) => !isGone && !isElsewhere(personKey));
  for (const kind of turns) {
    const waiting = free.filter(({ state }) => state.kind === kind);
    const found = waiting.find(({ position }) => isOwnPart?.(position) ?? true) ?? waiting[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
