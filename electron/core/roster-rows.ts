import type { Failure } from '../../shared/error-code.ts';
import { ok, type Result } from '../../shared/result.ts';
import { type Roster, type RosterRow, rosterFields, rowName } from '../../shared/roster.ts';
import {
  isToBeLookedAt,
  isToBePhotographed,
  type RosterFilter,
  type RosterRowView,
  type RosterSummary,
  type RosterTurn,
} from '../../shared/roster-run.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { foldName } from '../roster/identity-keys.ts';
import { leftToOthers, nextInTurn } from '../roster/roster-order.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { RosterSync } from '../roster/roster-sync.ts';
import { countRows } from '../roster/row-transition.ts';
import { overAtMs } from '../roster/share-table.ts';
import { told } from './roster-failure.ts';

export interface RosterRowsParts {
  readonly rosters: RosterStore;
  readonly queue: Pick<UploadQueue, 'get'>;
  /** Days that a closed roster stays. */
  readonly eraseAfterDays: number;
  readonly sync: Pick<RosterSync, 'claimedBy' | 'order' | 'state' | 'glance' | 'serviceTime'>;
}

/** What screens see of rosters: rows in the order of the list, with their photos' jobs. */
export interface RosterRows {
  summaries(): Result<{ readonly rosters: RosterSummary[]; readonly unread: number }, Failure>;
  summary(rosterId: string): Result<RosterSummary, Failure>;
  list(
    rosterId: string,
    wanted: { filter: RosterFilter; query: string; offset: number; limit: number },
  ): Result<{ readonly rows: RosterRowView[]; readonly total: number; readonly summary: RosterSummary }, Failure>;
  find(rosterId: string, text: string): Result<{ readonly rows: RosterRowView[]; readonly isExact: boolean }, Failure>;
  view(row: RosterRow, rosterId: string): RosterRowView;
  turn(rosterId: string, sessionId: string): Result<RosterTurn, Failure>;
}

const foundLimit = 20;

function isListed(view: RosterRowView, filter: RosterFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'open':
      return isToBePhotographed(view);
    case 'captured':
      return view.row.state.kind === 'captured';
    case 'absent':
      return ['no-show', 'declined', 'skipped'].includes(view.row.state.kind);
    case 'look':
      return isToBeLookedAt(view);
  }
}

/** Everything that a row says, folded: what is typed is found in the middle of it. */
function saidBy(row: RosterRow): string {
  const person = row.match.kind === 'matched' ? row.match.person : undefined;
  const { file: _, ...entry } = row.entry;
  const texts = [rowName(row), ...Object.values(entry), ...Object.values(person ?? {})];
  return foldName(texts.filter((text) => typeof text === 'string').join('\n'));
}

/** Looks through rosters as they are at this moment. */
export function createRosterRows({ rosters, queue, sync, eraseAfterDays }: RosterRowsParts): RosterRows {
  const view = (row: RosterRow, rosterId: string): RosterRowView => {
    const jobId = 'capture' in row.state ? row.state.capture.jobId : undefined;
    const job = jobId === undefined ? undefined : queue.get(jobId);
    const claimedBy = sync.claimedBy(rosterId, row.personKey);
    return { row, ...(job === undefined ? {} : { job }), ...(claimedBy === undefined ? {} : { claimedBy }) };
  };
  /** When a closed roster goes by itself; of a shared one the service's time decides, where it is heard. */
  function overOf(rosterId: string, wallMs: number): Pick<RosterSummary, 'eraseAtMs' | 'waitsForTime'> {
    const time = sync.serviceTime(rosterId);
    if (time !== undefined && time.nowMs === undefined) return { waitsForTime: true };
    const closedAtMs = time === undefined ? wallMs : (time.closedAtMs ?? time.nowMs ?? wallMs);
    return { eraseAtMs: overAtMs(closedAtMs, eraseAfterDays) };
  }
  function summaryOf(roster: Roster, rows: readonly RosterRow[]): RosterSummary {
    const state = sync.state(roster.id);
    const glance = sync.glance(roster.id);
    const counts = countRows(rows);
    const told = {
      ...{ roster, counts },
      ...(roster.closedAtMs === undefined ? {} : overOf(roster.id, roster.closedAtMs)),
    };
    if (state === undefined || glance === undefined) return told;
    return { ...told, sharing: { ...state, ...glance, stations: [...glance.stations] } };
  }
  const rowsOf = (rosterId: string) => told(rosters.rows(rosterId));
  function read(rosterId: string): Result<{ readonly roster: Roster; readonly rows: RosterRow[] }, Failure> {
    const roster = told(rosters.get(rosterId));
    if (roster.kind === 'error') return roster;
    const read = rowsOf(rosterId);
    if (read.kind === 'error') return read;
    return ok({ roster: roster.value, rows: [...read.value.rows].sort((a, b) => a.position - b.position) });
  }
  return {
    view,
    summaries() {
      const listed = told(rosters.list());
      if (listed.kind === 'error') return listed;
      const { rosters: known, unread } = listed.value;
      const summaries = known.flatMap((roster) => {
        const read = rowsOf(roster.id);
        return read.kind === 'ok' ? [summaryOf(roster, read.value.rows)] : [];
      });
      return ok({ rosters: summaries, unread: unread.damaged + unread.newer });
    },
    summary(rosterId) {
      const found = read(rosterId);
      if (found.kind === 'error') return found;
      return ok(summaryOf(found.value.roster, found.value.rows));
    },
    list(rosterId, { filter, query, offset, limit }) {
      const found = read(rosterId);
      if (found.kind === 'error') return found;
      const { roster, rows } = found.value;
      const words = foldName(query)
        .split(' ')
        .filter((word) => word !== '');
      const isWanted = (row: RosterRow) => words.length === 0 || words.every((word) => saidBy(row).includes(word));
      const listed = rows
        .filter(isWanted)
        .map((row) => view(row, rosterId))
        .filter((one) => isListed(one, filter));
      const summary = summaryOf(roster, rows);
      return ok({ rows: listed.slice(offset, offset + limit), total: listed.length, summary });
    },
    find(rosterId, text) {
      const exact = told(rosters.find(rosterId, text));
      if (exact.kind === 'error') return exact;
      if (exact.value.length > 0) return ok({ rows: exact.value.map((row) => view(row, rosterId)), isExact: true });
      const listed = this.list(rosterId, { filter: 'all', query: text, offset: 0, limit: foundLimit });
      return listed.kind === 'error' ? listed : ok({ rows: listed.value.rows, isExact: false });
    },
    turn(rosterId, sessionId) {
      const found = read(rosterId);
      if (found.kind === 'error') return found;
      const { roster, rows } = found.value;
      const said = roster.sessions.find(({ id }) => id === sessionId)?.current;
      const current = rows.find(({ personKey }) => personKey === said);
      const order = sync.order(rosterId);
      const next = nextInTurn(rows, current?.personKey, order);
      const areForOthers = next === undefined && leftToOthers(rows, order).size > 0;
      return ok({
        summary: summaryOf(roster, rows),
        ...(current === undefined ? {} : { current: view(current, rosterId) }),
        ...(next === undefined || next.personKey === current?.personKey ? {} : { next: view(next, rosterId) }),
        ...(areForOthers ? { areForOthers } : {}),
      });
    },
  };
}

/** The fields of an entry that hold something, without blanks around. */
export function tidyEntry(entry: RosterRow['entry']): RosterRow['entry'] {
  const kept = rosterFields.flatMap((field) => {
    const text = field === 'reference' ? '' : (entry[field] ?? '').trim();
    return text === '' ? [] : [[field, text] as const];
  });
  return Object.fromEntries(kept);
}
