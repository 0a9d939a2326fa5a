import type { CommandReply, CommandRequest } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { Language } from '../../shared/language.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { PhotoSurvey, SurveyRow } from '../../shared/photo-survey.ts';
import { readingReasonText, surveyAnswerWords, surveyColumnWords } from '../../shared/photo-survey-words.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import { PacedReader } from '../bulk/paced-reader.ts';
import { PhotoSurveys } from '../bulk/photo-surveys.ts';
import { SurveyStore, Unkept } from '../bulk/survey-store.ts';
import type { Directory } from '../directory/directory.ts';
import { isFindable } from '../directory/directory-user.ts';
import type { Clock, Log } from '../ports.ts';
import { csvLines, csvText } from '../roster/csv-text.ts';
import { createDirectoryPeople, DirectoryFailure } from '../roster/directory-people.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import type { RosterDesk } from './roster-desk.ts';
import { rosterFailure, told } from './roster-failure.ts';
import { lookUpParts } from './roster-people.ts';
import { readPresentPhoto } from './station-import.ts';
import type { TenantAccess } from './tenant-access.ts';

interface SurveyRoomsParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly rosters: Pick<RosterStore, 'get' | 'list' | 'rows'>;
  readonly desk: Pick<RosterDesk, 'openRead'>;
  readonly directory: Pick<Directory, 'isWhole' | 'everybody'>;
  readonly access: Pick<TenantAccess, 'getJson' | 'tenant' | 'photoApi'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the operator's screens are unlocked: what is known of people is for the operator alone. */
  readonly isOperator: () => boolean;
  readonly onChanged: (survey: PhotoSurvey) => void;
}

type Of = CommandRequest<'surveys.look'>;
type Told<Value> = Result<Value, Failure>;
type Moved = Told<{ readonly survey: PhotoSurvey }>;

/** Who has no photo: of a roster, or of whom the settings call the directory. */
export interface SurveyRooms {
  look(of: Of): Moved;
  begin(order: CommandRequest<'surveys.begin'>): Moved;
  pause(of: Of): Moved;
  people(wanted: CommandRequest<'surveys.people'>): Told<CommandReply<'surveys.people'>>;
  report(wanted: CommandRequest<'surveys.report'>): Promise<Told<{ file: Uint8Array }>>;
  toList(of: Of): ReturnType<RosterDesk['openRead']>;
  /** A row of a roster is another one now. */
  rosterTouched(rosterId: string): void;
  /** A roster was erased; runs in that transaction. */
  erased(rosterId: string): void;
  eraseUntouched(timeMs: number): Result<number, SqliteFault>;
  close(): Promise<void>;
}

/** No roster's id. Another company, and other people of it, are another survey: the former one goes when nobody touches it. */
function directoryIdOf({ settings, access }: Pick<SurveyRoomsParts, 'settings' | 'access'>): string {
  const { people } = settings.directory;
  const scope = typeof people === 'object' ? `group ${people.groupId.toLowerCase()}` : people;
  return `directory ${access.tenant.tenantId.toLowerCase()} ${scope}`;
}

/** Builds it over the station's rooms; nobody is asked before it is begun. */
export function createSurveyRooms(parts: SurveyRoomsParts): SurveyRooms {
  const { rosters, settings, access } = parts;
  const directoryId = directoryIdOf(parts);
  /** How many rows of a roster are nobody's, while none of them changes: to count them is to read them all. */
  const nobodys = new Map<string, number>();
  const surveys = new PhotoSurveys({
    ...parts,
    store: new SurveyStore(parts.store),
    peopleOf: (id, signal) => (id === directoryId ? peopleOfDirectory(parts, signal) : peopleOfRosters(parts, [id])),
    readPhoto: (person, signal) => readPresentPhoto(access, person, 'whether', signal),
    onChanged(id) {
      // To tell how far it is may mean reading a whole roster: not for nobody.
      if (!parts.isOperator()) return;
      const survey = view(id);
      if (survey.kind === 'ok') parts.onChanged(survey.value);
    },
  });
  const { people } = settings.directory;

  function view(id: string): Told<PhotoSurvey> {
    const state = surveys.state(id);
    if (state.kind === 'error') return err(rosterFailure({ kind: 'storage', fault: state.error }));
    if (id === directoryId) {
      const scope = typeof people === 'object' ? 'group' : people;
      return ok({ ...state.value, scope, name: '', withoutAccount: 0 });
    }
    const roster = told(rosters.get(id));
    if (roster.kind === 'error') return roster;
    const withoutAccount = nobodysOf(id);
    if (withoutAccount.kind === 'error') return withoutAccount;
    const { name } = roster.value;
    return ok({ ...state.value, rosterId: id, scope: 'roster', name, withoutAccount: withoutAccount.value });
  }

  function nobodysOf(id: string): Told<number> {
    const known = nobodys.get(id);
    if (known !== undefined) return ok(known);
    const read = told(rosters.rows(id));
    if (read.kind === 'error') return read;
    const count = read.value.rows.filter((row) => !row.isGone && row.match.kind !== 'matched').length;
    nobodys.set(id, count);
    return ok(count);
  }

  function moved(id: string): Moved {
    const survey = view(id);
    return survey.kind === 'ok' ? ok({ survey: survey.value }) : survey;
  }
  const idOf = ({ rosterId }: Of) => rosterId ?? directoryId;

  return {
    look: (of) => moved(idOf(of)),
    begin({ anew, ...of }) {
      const known = moved(idOf(of));
      if (known.kind === 'error') return known;
      surveys.begin(idOf(of), anew);
      return moved(idOf(of));
    },
    pause(of) {
      const known = moved(idOf(of));
      if (known.kind === 'error') return known;
      surveys.pause(idOf(of));
      return moved(idOf(of));
    },
    people({ filter, offset, limit, ...of }) {
      const survey = view(idOf(of));
      if (survey.kind === 'error') return survey;
      const rows = surveys.rows(idOf(of), filter, offset, limit);
      if (rows.kind === 'error') return err(rosterFailure({ kind: 'storage', fault: rows.error }));
      const { counts } = survey.value;
      const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
      return ok({ rows: [...rows.value], total: filter === 'all' ? all : counts[filter], survey: survey.value });
    },
    async report({ filter, language, ...of }) {
      const survey = view(idOf(of));
      if (survey.kind === 'error') return survey;
      return orFault(() => surveyCsv(surveys.everyRow(idOf(of), filter), language));
    },
    async toList(of) {
      const survey = view(idOf(of));
      if (survey.kind === 'error') return survey;
      return parts.desk.openRead(() =>
        orFault(async () => {
          const without: DirectoryPerson[] = [];
          for await (const { person } of surveys.everyRow(idOf(of), 'no-photo')) without.push(person);
          return ok(without);
        }),
      );
    },
    rosterTouched(rosterId) {
      nobodys.delete(rosterId);
    },
    erased(rosterId) {
      nobodys.delete(rosterId);
      surveys.erase(rosterId);
    },
    eraseUntouched: (timeMs) => surveys.eraseUntouched(timeMs),
    close: () => surveys.close(),
  };
}

async function orFault<Value>(read: () => Promise<Told<Value>>): Promise<Told<Value>> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof Unkept) return err(rosterFailure({ kind: 'storage', fault: cause.fault }));
    throw cause;
  }
}

type People = AsyncGenerator<Result<DirectoryPerson, Outcome>>;

/** Everybody on these rosters whose account is known, each once. */
async function* peopleOfRosters({ rosters }: SurveyRoomsParts, ids: readonly string[]): People {
  const seen = new Set<string>();
  for (const id of ids) {
    const read = rosters.rows(id);
    if (read.kind === 'error') {
      if (read.error.kind === 'storage') throw new Unkept(read.error.fault);
      continue;
    }
    for (const { match, isGone } of read.value.rows) {
      if (isGone || match.kind !== 'matched' || seen.has(match.person.objectId)) continue;
      seen.add(match.person.objectId);
      yield ok(match.person);
    }
  }
}

/** Whom the settings call the directory, in the station's copy where that is whole; whoever is not found is not asked about. */
async function* peopleOfDirectory(parts: SurveyRoomsParts, signal: AbortSignal): People {
  const { settings, access, directory } = parts;
  const { people } = settings.directory;
  if (people === 'rosters') {
    const listed = parts.rosters.list();
    if (listed.kind === 'error') {
      if (listed.error.kind === 'storage') throw new Unkept(listed.error.fault);
      return;
    }
    const open = listed.value.rosters.filter(({ closedAtMs }) => closedAtMs === undefined);
    yield* peopleOfRosters(
      parts,
      open.map(({ id }) => id),
    );
    return;
  }
  const groupId = typeof people === 'object' ? people.groupId : undefined;
  // A page that is throttled, or not served for a moment, is asked for again.
  const paced = new PacedReader(parts.clock, signal);
  const getJson: typeof access.getJson = (path, options) =>
    paced.ask((heeded) => access.getJson(path, { ...options, signal: heeded }));
  const online = createDirectoryPeople(getJson, groupId);
  const { copy } = lookUpParts(directory, online);
  try {
    for await (const person of copy() ?? online.people()) {
      if (isOfDirectory(person, settings)) yield ok(person);
    }
  } catch (cause) {
    if (!(cause instanceof DirectoryFailure)) throw cause;
    yield err(cause.outcome);
  }
}

function isOfDirectory(person: DirectoryPerson, { directory }: Settings): boolean {
  const { objectId: id, displayName, userPrincipalName, isGuest, isEnabled: accountEnabled } = person;
  const userType = isGuest === undefined ? undefined : isGuest ? 'Guest' : 'Member';
  return isFindable({ id, displayName, userPrincipalName, userType, accountEnabled }, directory);
}

const columns = Object.keys(surveyColumnWords) as (keyof typeof surveyColumnWords)[];

/** Who has a photo and who has not, as CSV; no cell can run as a formula. Times are ISO 8601 in UTC. */
async function surveyCsv(rows: AsyncIterable<SurveyRow>, language: Language): Promise<Told<{ file: Uint8Array }>> {
  let text = csvText([columns.map((column) => surveyColumnWords[column][language])]);
  for await (const { person, answer, why, askedAtMs } of rows) {
    const cells: Readonly<Record<keyof typeof surveyColumnWords, string>> = {
      name: person.displayName,
      userPrincipalName: person.userPrincipalName ?? '',
      employeeNumber: person.employeeNumber ?? '',
      objectId: person.objectId,
      answer: surveyAnswerWords[answer][language],
      reason: why === undefined ? '' : readingReasonText(why, language),
      requestId: why?.requestId ?? '',
      askedAt: askedAtMs === undefined ? '' : new Date(askedAtMs).toISOString(),
    };
    text += csvLines([columns.map((column) => cells[column])]);
  }
  return ok({ file: new TextEncoder().encode(text) });
}
