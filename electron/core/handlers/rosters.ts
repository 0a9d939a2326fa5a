import type { CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { resultRow, resultsCsv } from '../../roster/results.ts';
import { nextInTurn } from '../../roster/roster-order.ts';
import { rosterTemplate } from '../../roster/roster-template.ts';
import type { RowEvent } from '../../roster/row-transition.ts';
import { told } from '../roster-failure.ts';
import type { RosterRooms } from '../roster-rooms.ts';
import { tidyEntry } from '../roster-rows.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';
import { sharedRostersHandlers } from './shared-rosters.ts';

/** Lists of people to photograph. */
export function rostersHandlers(parts: HandlerParts): HandlersOf<'rosters'> {
  const { rosters, rosterRows } = parts.rosters;
  return {
    ...draftHandlers(parts),
    ...sessionHandlers(parts),
    ...sharedRostersHandlers(parts),
    'rosters.list': async () => {
      const listed = rosterRows.summaries();
      return listed.kind === 'ok' ? ok({ ...listed.value, erasing: [...parts.rosters.sync.erasing()] }) : listed;
    },
    'rosters.template': async () => ok({ file: rosterTemplate() }),
    'rosters.rows': async ({ rosterId, ...wanted }) => rosterRows.list(rosterId, wanted),
    'rosters.find': async ({ rosterId, text }) => rosterRows.find(rosterId, text),
    'rosters.mark': async (request) => mark(parts, request),
    'rosters.move': async ({ rosterId, ...move }) => {
      const moved = await parts.rosters.move(rosterId, move);
      if (moved.kind === 'error') return moved;
      parts.rosters.changed(rosterId);
      return ok({ former: moved.value });
    },
    'rosters.close': async ({ rosterId }) => {
      const closed = told(rosters.close(rosterId));
      if (closed.kind === 'ok') parts.rosters.sync.closed(rosterId);
      return closed.kind === 'error' ? closed : summary(parts, rosterId);
    },
    'rosters.erase': async ({ rosterId }) => {
      const erased = told(rosters.erase(rosterId));
      return erased.kind === 'error' ? erased : ok({});
    },
    'rosters.results': async (request) => results(parts, request),
    'rosters.heldPhoto': async ({ rosterId, personKey }) => {
      const photo = rosters.heldPhoto(rosterId, personKey);
      return ok(photo === undefined ? {} : { photo });
    },
  };
}

type DraftNames =
  | `rosters.open${'File' | 'Text' | 'Group' | 'People'}`
  | `rosters.${'groups' | 'changeDraft' | 'matchDraft' | 'keepDraft' | 'mend' | 'addWalkIn' | 'spareCards' | 'matchAgain'}`;

/** Handing lists over, and mending who is who. */
function draftHandlers(parts: HandlerParts): Pick<HandlersOf<'rosters'>, DraftNames> {
  const { desk, photos, rosterRows, changed } = parts.rosters;
  return {
    'rosters.openFile': async ({ file }) => desk.open({ kind: 'file', bytes: file }),
    'rosters.openText': async ({ text }) => desk.open({ kind: 'text', text }),
    'rosters.groups': async ({ query }) => parts.rosters.findGroups(query),
    'rosters.openGroup': async ({ groupId }) => desk.openGroup(groupId),
    'rosters.openPeople': async ({ personIds }) => desk.openPeople(personIds),
    'rosters.changeDraft': async (change) => desk.change(change),
    'rosters.matchDraft': async ({ name }) => desk.match(name),
    'rosters.keepDraft': async ({ name }) => {
      const kept = await desk.keep(name);
      if (kept.kind === 'error') return kept;
      photos.handOver();
      return summary(parts, kept.value.id);
    },
    'rosters.mend': async ({ rosterId, personKey, entry, personId }) => {
      const tidy = entry && tidyEntry(entry);
      const mended = await desk.mend(rosterId, personKey, { entry: tidy, personId });
      if (mended.kind === 'error') return mended;
      photos.handOver();
      changed(rosterId);
      return rowView(parts, rosterId, personKey);
    },
    'rosters.spareCards': async ({ rosterId, count }) => {
      const roster = told(parts.rosters.rosters.get(rosterId));
      if (roster.kind === 'error') return roster;
      return ok({ personKeys: Array.from({ length: count }, parts.rosters.newCardKey) });
    },
    'rosters.addWalkIn': async ({ rosterId, entry, ...known }) => {
      const added = await desk.addWalkIn(rosterId, tidyEntry(entry), known);
      if (added.kind === 'error') return added;
      changed(rosterId);
      return ok({ row: rosterRows.view(added.value, rosterId) });
    },
    'rosters.matchAgain': async ({ rosterId }) => {
      const found = await desk.matchAgain(rosterId);
      if (found.kind === 'error') return found;
      photos.handOver();
      const now = summary(parts, rosterId);
      return now.kind === 'error' ? now : ok({ found: found.value, ...now.value });
    },
  };
}

type SessionNames = `rosters.${'startSession' | 'endSession' | 'turn' | 'call' | 'capture'}`;

/** Working through a roster. */
function sessionHandlers(parts: HandlerParts): Pick<HandlersOf<'rosters'>, SessionNames> {
  const { rosters, rosterRows, photos, changed, claimTurn } = parts.rosters;
  const turn = (rosterId: string, sessionId: string) => {
    const now = rosterRows.turn(rosterId, sessionId);
    return now.kind === 'error' ? now : ok({ turn: now.value });
  };
  return {
    'rosters.startSession': async ({ rosterId }) => {
      const started = told(
        rosters.together(() => {
          const session = rosters.startSession(rosterId, parts.settings.station.name);
          return session.kind === 'error' ? session : callNext(parts, rosterId, session.value.id, undefined);
        }),
      );
      if (started.kind === 'error') return started;
      changed(rosterId);
      void claimTurn(rosterId, started.value.id, 'in-turn');
      const now = turn(rosterId, started.value.id);
      return now.kind === 'error' ? now : ok({ session: started.value, ...now.value });
    },
    'rosters.endSession': async ({ rosterId, sessionId }) => {
      const ended = told(rosters.endSession(rosterId, sessionId));
      if (ended.kind === 'error') return ended;
      photos.dismiss();
      return summary(parts, rosterId);
    },
    'rosters.turn': async ({ rosterId, sessionId }) => turn(rosterId, sessionId),
    'rosters.call': async ({ rosterId, sessionId, personKey }) => {
      const set = told(rosters.setCurrent(rosterId, sessionId, personKey));
      if (set.kind === 'error') return set;
      photos.called({ rosterId, sessionId, personKey });
      void claimTurn(rosterId, sessionId, 'chosen');
      return turn(rosterId, sessionId);
    },
    'rosters.capture': async (request) => {
      const captured = await photos.capture(request);
      if (captured.kind === 'ok') {
        changed(request.rosterId);
        void claimTurn(request.rosterId, request.sessionId, 'in-turn');
      }
      return captured;
    },
  };
}

function summary({ rosters: { rosterRows, changed } }: HandlerParts, rosterId: string) {
  const now = rosterRows.summary(rosterId);
  if (now.kind === 'error') return now;
  changed(rosterId);
  return ok({ summary: now.value });
}

function rowView({ rosters: { rosters, rosterRows } }: HandlerParts, rosterId: string, personKey: string) {
  const read = told(rosters.rows(rosterId));
  if (read.kind === 'error') return read;
  const row = read.value.rows.find((one) => one.personKey === personKey);
  return row === undefined ? err({ code: 'not-found' } as const) : ok({ row: rosterRows.view(row, rosterId) });
}

function eventOf(
  { settings, clock }: Pick<HandlerParts, 'settings' | 'clock'>,
  { mark: kind, reason, sessionId }: CommandRequest<'rosters.mark'>,
): RowEvent {
  const marked = {
    atMs: clock.nowMs(),
    station: settings.station.name,
    ...(sessionId === undefined ? {} : { sessionId }),
  };
  if (kind === 'ask-retake') return { kind, reason: reason ?? '', ...marked };
  return kind === 'keep' || kind === 'reopen' ? { kind } : { kind, ...marked };
}

/** Whoever is in turn behind somebody, or first of all, is called in this session; nobody where nobody is left. */
function callNext(
  { rosters: { rosters, sync } }: HandlerParts,
  rosterId: string,
  sessionId: string,
  behind: string | undefined,
): ReturnType<RosterRooms['rosters']['setCurrent']> {
  const read = rosters.rows(rosterId);
  if (read.kind === 'error') return read;
  const next = nextInTurn(read.value.rows, behind, sync.order(rosterId));
  return rosters.setCurrent(rosterId, sessionId, next?.personKey);
}

/** Marks a row. Whoever was called and is put off, absent or unwilling makes room for the next, in the same commit. */
function mark(
  parts: HandlerParts,
  request: CommandRequest<'rosters.mark'>,
): Result<CommandReply<'rosters.mark'>, Failure> {
  const { rosters, photos, changed, rosterRows } = parts.rosters;
  const { rosterId, personKey, sessionId, mark: kind } = request;
  const roster = told(rosters.get(rosterId));
  const session = roster.kind === 'ok' ? roster.value.sessions.find(({ id }) => id === sessionId) : undefined;
  const isInTurn = session?.current === personKey && session.endedAtMs === undefined;
  const makesRoom = isInTurn && ['skip', 'no-show', 'decline'].includes(kind);
  const applied = told(
    rosters.together(() => {
      const row = rosters.apply(rosterId, personKey, eventOf(parts, request));
      if (row.kind === 'error' || session === undefined || !makesRoom) return row;
      const called = callNext(parts, rosterId, session.id, personKey);
      return called.kind === 'error' ? called : row;
    }),
  );
  if (applied.kind === 'error') return applied;
  if (session !== undefined && makesRoom) {
    photos.dismiss();
    void parts.rosters.claimTurn(rosterId, session.id, 'in-turn');
  }
  changed(rosterId);
  return ok({ row: rosterRows.view(applied.value, rosterId) });
}

function results(
  { rosters: { rosters, rosterRows } }: HandlerParts,
  { rosterId, sessionId, language }: CommandRequest<'rosters.results'>,
): Result<CommandReply<'rosters.results'>, Failure> {
  const read = told(rosters.rows(rosterId));
  if (read.kind === 'error') return read;
  const rows = [...read.value.rows]
    .sort((a, b) => a.position - b.position)
    .filter(({ state }) => sessionId === undefined || sessionOf(state) === sessionId)
    .map((row) => resultRow(row, () => rosterRows.view(row, rosterId).job, language));
  return ok({ rows, file: new TextEncoder().encode(resultsCsv(rows, language)) });
}

function sessionOf(state: Parameters<typeof resultRow>[0]['state']): string | undefined {
  if ('sessionId' in state && state.sessionId !== undefined) return state.sessionId;
  return 'capture' in state ? state.capture.sessionId : undefined;
}
