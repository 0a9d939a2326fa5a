import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import QRCode from 'qrcode';
import type { Failure } from '../../shared/error-code.ts';
import { err, type Result } from '../../shared/result.ts';
import type { RosterSetUp } from '../../shared/roster-set-up.ts';
import { rosterSetUpFailureText, rosterSetUpStepWords } from '../../shared/roster-set-up-words.ts';
import { savedFileName } from '../../shared/saved-files.ts';
import { openAdministratorAt } from '../core/administrator-sign-in.ts';
import {
  createRosterAdministration,
  type NotJoined,
  type RosterAdministration,
  takePart,
} from '../core/roster-administration.ts';
import { readSite } from '../core/roster-set-up.ts';
import { createListExchange } from '../graph/list-exchange.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { handOverText, readHandOver } from '../roster/hand-over.ts';
import type { RosterFailure, RosterStore } from '../roster/roster-store.ts';
import { createRosterSync, type RosterSync } from '../roster/roster-sync.ts';
import { countRows } from '../roster/row-transition.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import type { Store } from '../storage/store.ts';
import { type CommandContext, CommandError, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { rosterShareWords } from './roster-share-words.ts';
import { rosterValue, withRosters } from './roster-station.ts';
import type { Session } from './session.ts';
import type { Language } from './terminal-language.ts';

export interface StationParts {
  readonly store: Store;
  readonly queue: UploadQueue;
  readonly rosters: RosterStore;
}

/** The station's part in shared rosters, for as long as a command runs: it exchanges with the list and sends no photo. */
export function syncOf(session: Session, { store, queue, rosters }: StationParts, paceMs?: number): RosterSync {
  const { clock, log, settings, endpoints, fetch, signIn } = session;
  const { graphUrl } = endpoints;
  const { getAccessToken } = signIn;
  return createRosterSync({
    ...{ store, rosters, clock, log },
    random: Math.random,
    stationName: settings.station.name,
    call: createListExchange({ graphUrl, fetch, getAccessToken, clock, randomId: randomUUID }),
    jobs: queue,
    sendAgain: () => err('the command line sends nothing'),
    onChanged: () => {},
    onErasingChanged: () => {},
    ...(paceMs === undefined ? {} : { paceMs }),
  });
}

/** `--site HOST:/PATH`, as SharePoint's address says it. */
function siteOption(context: CommandContext): string {
  const text = textOption(context.values, 'site') ?? '';
  if (readSite(text) !== undefined) return text;
  throw inputError('--site', 'HOST:/PATH, such as contoso.sharepoint.com:/sites/people', JSON.stringify(text));
}

/** Shows the administrator's code and tells each step, until what was begun has ended. */
export async function administered(
  context: CommandContext,
  session: Session,
  { rosters, sync }: { readonly rosters: RosterStore; readonly sync: RosterSync },
  begin: (administration: RosterAdministration) => Promise<Result<unknown, Failure>>,
): Promise<void> {
  const { language } = context;
  const { signIn, tenant, endpoints } = session;
  const state = await signIn.restore();
  const seen = new Set<string>();
  const once = (text: string, tell: () => void) => {
    if (!seen.has(text)) tell();
    seen.add(text);
  };
  const administration = createRosterAdministration({
    ...{ rosters, sync, clientId: tenant.clientId },
    permissions: () => (state.kind === 'signed-in' ? state.permissions : []),
    openAdministrator: (permissions) =>
      openAdministratorAt(endpoints, permissions, { ...session, randomId: randomUUID }),
    onShared: () => {},
    onChanged({ code, steps }) {
      if (code !== undefined) once(code.userCode, () => showCode(context, code));
      const doing = steps.find((one) => one.state === 'doing')?.step;
      if (doing === undefined || doing === 'sign-in') return;
      once(doing, () => context.notice(`· ${rosterSetUpStepWords[doing][language]}`));
    },
  });
  const begun = await begin(administration);
  if (begun.kind === 'error') throw new Error(`not begun: ${JSON.stringify(begun.error)}`);
  await administration.ended();
  const problem = administration.state()?.problem;
  if (problem === undefined) return;
  const { meaning, whatToDo, left, facts } = rosterSetUpFailureText(problem, language);
  const step = rosterSetUpStepWords[problem.step][language];
  throw new CommandError(problem.code === 'sign-in' ? exitCodes.signInNeeded : exitCodes.failed, [
    rosterShareWords.notDone[language](step),
    meaning,
    `→ ${whatToDo}`,
    left,
    ...(facts === '' ? [] : [facts]),
  ]);
}

function showCode(context: CommandContext, { userCode, verificationUrl }: NonNullable<RosterSetUp['code']>): void {
  context.notice(rosterShareWords.code[context.language]);
  void QRCode.toString(verificationUrl, { type: 'utf8', errorCorrectionLevel: 'L' }).then((qr) => {
    context.notice(qr);
    context.notice(`${verificationUrl}    ${userCode}`);
  });
}

/** Exchanges with the list until nothing is due; what stood against it. */
export async function exchanged(context: CommandContext, sync: RosterSync, rosterId: string): Promise<CommandResult> {
  const { language } = context;
  const done = await sync.exchange(rosterId);
  const state = sync.state(rosterId);
  const isOk = done?.kind === 'ok';
  const json = { isOk, list: state?.list, due: state?.due };
  if (isOk) return { exitCode: exitCodes.ok, lines: [], json };
  const list = state?.list ?? 'unknown';
  const isLater = ['offline', 'busy', 'unknown'].includes(list);
  const exitCode = list === 'sign-in-needed' ? exitCodes.signInNeeded : isLater ? exitCodes.later : exitCodes.failed;
  const grant = list === 'forbidden' ? rosterShareWords.grant[language].split('\n') : [];
  const unasked = state?.isUnasked === true ? [rosterShareWords.unasked[language]] : [];
  const lines = [rosterShareWords.notReached[language](list), ...unasked, ...grant];
  return { exitCode, lines, json: { ...json, ...(unasked.length > 0 ? { isUnasked: true } : {}) } };
}

/** `roster share NAME --site HOST:/PATH`: makes the list, lets the stations in, and fills it. */
export function shareRoster(context: CommandContext): Promise<CommandResult> {
  const { language, positionals, values } = context;
  const name = positionals[1];
  if (name === undefined) throw inputError('NAME', 'the name of a roster, as roster list shows it', 'nothing');
  const site = siteOption(context);
  return withRosters(context, async (data) => {
    const session = await context.session();
    const roster = rosterValue(data.rosters.byName(name), language);
    const sync = syncOf(session, data);
    if (sync.share(roster.id) === undefined) {
      if (roster.closedAtMs !== undefined) rosterValue(err({ kind: 'roster-closed' }), language);
      await administered(context, session, { ...data, sync }, (work) => work.share(roster.id, site));
    }
    const share = sync.share(roster.id);
    if (share === undefined) throw new CommandError(exitCodes.failed, [rosterShareWords.notShared[language]]);
    const { siteId, listId, sharing } = share;
    const file = textOption(values, 'out') ?? savedFileName('roster-share-TIME.json');
    writeFileDurably(file, Buffer.from(handOverText({ name: roster.name, siteId, listId, sharing })));
    const told = await exchanged(context, sync, roster.id);
    sync.close();
    const lines = [rosterShareWords.shared[language](file), ...told.lines];
    return { ...told, lines, json: { ...told.json, siteId, listId, file } };
  });
}

function notJoined(failure: RosterFailure | NotJoined, language: Language): never {
  if (failure.kind === 'no-such-list')
    throw new CommandError(exitCodes.failed, [rosterShareWords.noSuchList[language]]);
  if (failure.kind === 'not-ours') throw new CommandError(exitCodes.failed, [rosterShareWords.notOurs[language]]);
  return rosterValue(err(failure), language);
}

/** `roster join FILE`: takes part in a roster that another station shared. */
export function joinRoster(context: CommandContext): Promise<CommandResult> {
  const { language, positionals, values } = context;
  const file = positionals[1];
  if (file === undefined) throw inputError('FILE', 'the hand-over file that roster share wrote', 'nothing');
  return withRosters(context, async (data) => {
    const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw inputError(file, 'a hand-over file that roster share wrote', cause.code ?? String(cause));
    });
    const handOver = readHandOver(text);
    if ('problem' in handOver) throw inputError(file, 'a hand-over file that roster share wrote', handOver.problem);
    const session = await context.session();
    const sync = syncOf(session, data);
    const joined = await takePart({ ...data, sync }, handOver, textOption(values, 'name') ?? handOver.name);
    const rosterId = joined.kind === 'ok' ? joined.value : notJoined(joined.error, language);
    const roster = rosterValue(data.rosters.get(rosterId), language);
    const told = await exchanged(context, sync, roster.id);
    sync.close();
    const counts = countRows(rosterValue(data.rosters.rows(roster.id), language).rows);
    const lines = [rosterShareWords.joined[language]({ name: roster.name, people: counts.total }), ...told.lines];
    return { ...told, lines, json: { ...told.json, roster, counts } };
  });
}
