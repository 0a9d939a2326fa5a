import type { RosterRow, RosterRowStateKind } from '../../shared/roster.ts';

/** Who is called by itself, in this order: whoever was not there yet, who needs a retake, who was put off. Never who is absent. */
const turns: readonly RosterRowStateKind[] = ['open', 'needs-retake', 'skipped'];

/**
 * Whose turn it is after somebody: the next in the order of the list, from the end on from its beginning, and the same again
 * for those who need a retake, and for those who were put off. `isElsewhere`: they stand before another station's
 * camera at this moment. `undefined` when nobody is left.
 */
export function nextInTurn(
  rows: readonly RosterRow[],
  afterKey: string | undefined,
  isElsewhere: (personKey: string) => boolean = () => false,
): RosterRow | undefined {
  const ordered = [...rows].sort((a, b) => a.position - b.position);
  const index = ordered.findIndex(({ personKey }) => personKey === afterKey);
  const fromThere = [...ordered.slice(index + 1), ...ordered.slice(0, Math.max(0, index))];
  for (const kind of turns) {
    const found = fromThere.find(
      ({ state, isGone, personKey }) => state.kind === kind && !isGone && !isElsewhere(personKey),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
