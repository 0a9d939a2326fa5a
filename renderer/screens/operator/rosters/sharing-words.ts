import type { RosterSharing, RosterSummary } from '../../../../shared/roster-run.ts';

/** Whose results these are: only a list that is reached tells what all stations did. */
export function resultsWords(list: RosterSharing['list']): 'resultsOf' | 'resultsEnded' | 'resultsOld' {
  if (list === 'reached') return 'resultsOf';
  return list === 'ended' ? 'resultsEnded' : 'resultsOld';
}

/** What the page of a shared list says and offers. */
interface SharedPage {
  readonly title: 'shared' | 'title';
  readonly words: readonly ('handOver' | 'deleted' | 'isClosed' | 'notTold')[];
  /** The file for other stations can be saved: only while there is something to take part in. */
  readonly canHandOver: boolean;
  readonly canDelete: boolean;
}

/** `isDeleted`: the list was deleted from here just now. */
export function sharedPage({ roster, sharing }: RosterSummary, isDeleted: boolean): SharedPage {
  const isClosed = roster.closedAtMs !== undefined;
  const isEnded = sharing?.list === 'ended';
  // Whoever closed it reads that in the list, as the other stations do.
  const isClosedForAll = sharing?.closedBy !== undefined;
  const canHandOver = !isClosed && !isEnded && !isClosedForAll;
  const isTold = isClosedForAll || isEnded || sharing?.list === 'reached';
  const closed = isTold ? (['isClosed'] as const) : (['isClosed', 'notTold'] as const);
  return {
    title: isEnded ? 'title' : 'shared',
    words: isClosed ? (isDeleted ? ['deleted'] : closed) : canHandOver ? ['handOver'] : [],
    canHandOver,
    canDelete: isClosed && !isEnded,
  };
}
