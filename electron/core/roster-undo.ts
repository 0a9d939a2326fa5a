import type { RosterStore } from '../roster/roster-store.ts';

/**
 * A photo is undone: whoever it was taken of in an open roster waits for one again. Runs in the transaction that saves the
 * undoing. The roster that has changed, if any.
 */
export function takeAwayOf(rosters: RosterStore, jobId: string): string | undefined {
  const listed = rosters.list();
  for (const { id, closedAtMs } of listed.kind === 'ok' ? listed.value.rosters : []) {
    const read = closedAtMs === undefined ? rosters.rows(id) : undefined;
    const rows = read?.kind === 'ok' ? read.value.rows : [];
    const row = rows.find(({ state }) => 'capture' in state && state.capture.jobId === jobId);
    if (row !== undefined && rosters.apply(id, row.personKey, { kind: 'take-away' }).kind === 'ok') return id;
  }
  return undefined;
}
