import type { RosterRow, RosterRowStateKind } from '../../shared/roster.ts';

/** Who is called by itself, in this order: whoever was not there yet, who needs a retake, who was put off. Never who is absent. */
const turns: readonly RosterRowStateKind[] = ['open', 'needs-retake', 'skipped'];

/** A row, as far as it matters to whom it belongs. */
export type Turn = Pick<RosterRow, 'personKey' | 'position'>;

/** What other stations have to do with whose turn it is. */
export interface TurnOrder {
  /**
   * Other stations call them by themselves, or have them before the camera: this one leaves them alone, so that nobody is called
   * twice. Whoever stands here all the same is chosen by hand.
   */
  readonly isForOthers: (turn: Turn) => boolean;
  /** They are called once nobody else waits: a station that has been missing for long may have them. */
  readonly isLast?: (turn: Turn) => boolean;
  /** Whom the others call next is left alone too: they may call them before they notice that this station is missing. */
  readonly ahead?: {
    /** Of those who wait after each of these places of the list. */
    readonly after: readonly number[];
    readonly count: number;
    /** The others do not call them. */
    readonly isPassedOver: (turn: Turn) => boolean;
  };
}

const alone: TurnOrder = { isForOthers: () => false };
const inOrder = (rows: readonly RosterRow[]) => [...rows].sort((a, b) => a.position - b.position);
const isWaiting = ({ isGone, state }: RosterRow) => !isGone && turns.includes(state.kind);

/** Rows in the order in which they are called, when those from `index` on come first. */
function asCalled(ordered: readonly RosterRow[], index: number): RosterRow[] {
  const fromThere = [...ordered.slice(index), ...ordered.slice(0, index)];
  return turns.flatMap((kind) => fromThere.filter(({ state }) => state.kind === kind));
}

/** Which of those who wait, in order, other stations call by themselves. */
function othersOf(waiting: readonly RosterRow[], { isForOthers, ahead }: TurnOrder): ReadonlySet<string> {
  const left = new Set(waiting.filter(isForOthers).map(({ personKey }) => personKey));
  const callable = ahead === undefined ? [] : waiting.filter((row) => !ahead.isPassedOver(row));
  for (const place of ahead?.after ?? []) {
    const index = callable.findIndex(({ position }) => position > place);
    for (const { personKey } of asCalled(callable, Math.max(0, index)).slice(0, ahead?.count)) left.add(personKey);
  }
  return left;
}

/** Which of those who wait other stations call by themselves. */
export function leftToOthers(rows: readonly RosterRow[], order: TurnOrder): ReadonlySet<string> {
  return othersOf(inOrder(rows).filter(isWaiting), order);
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
  const left = othersOf(ordered.filter(isWaiting), order);
  const called = asCalled(ordered, index + 1);
  const free = called.filter((row) => isWaiting(row) && row.personKey !== afterKey && !left.has(row.personKey));
  return free.find((row) => order.isLast?.(row) !== true) ?? free[0];
}
