import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import QRCode from 'qrcode';
import { connectFailureText } from '../../shared/connection-words.ts';
import { err } from '../../shared/result.ts';
import { signInAdministrator, signInFailureOf } from '../connecting/administrator.ts';
import { listPermission, setUpPermissions, setUpSharedList } from '../core/roster-set-up.ts';
import { openAdministratorAt } from '../core/station-connecting.ts';
import { createListExchange } from '../graph/list-exchange.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { type HandOver, readHandOver } from '../roster/hand-over.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import { createRosterSync, type RosterSync } from '../roster/roster-sync.ts';
import { countRows } from '../roster/row-transition.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import type { Store } from '../storage/store.ts';
import { type CommandContext, CommandError, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { rosterShareWords } from './roster-share-words.ts';
import { rosterValue, withRosters } from './roster-station.ts';
import type { Session } from './session.ts';

interface StationParts {
  readonly store: Store;
  readonly queue: UploadQueue;
  readonly rosters: RosterStore;
}

/** The station's part in shared rosters, for as long as a command runs: it exchanges with the list and sends no photo. */
function syncOf(session: Session, { store, queue, rosters }: StationParts): RosterSync {
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
  });
}

const newStationId = () => randomBytes(8).toString('hex');

/** `--site HOST:/PATH`, as SharePoint's address says it. */
function siteOption(context: CommandContext): { readonly host: string; readonly sitePath: string } {
  const text = textOption(context.values, 'site') ?? '';
  const [, host, sitePath] = /^(?:https:\/\/)?([a-z0-9.-]+):?(\/\S*)$/i.exec(text) ?? [];
  if (host === undefined || sitePath === undefined) {
    throw inputError('--site', 'HOST:/PATH, such as contoso.sharepoint.com:/sites/people', JSON.stringify(text));
  }
  return { host, sitePath: sitePath.replace(/\/+$/, '') };
}

/** Tells each step of the set-up and shows the administrator's code. */
async function setUp(context: CommandContext, session: Session, name: string) {
  const { language } = context;
  const { signIn, tenant, endpoints } = session;
  const state = await signIn.restore();
  const needsConsent = state.kind === 'signed-in' && !state.permissions.includes(listPermission);
  const administrator = openAdministratorAt(endpoints, setUpPermissions(needsConsent), {
    ...session,
    randomId: randomUUID,
  });
  let shown: string | undefined;
  try {
    const how = await signInAdministrator(administrator, () => {
      const now = administrator.state();
      if (now.kind !== 'waiting-for-person' || now.userCode === shown) return;
      shown = now.userCode;
      context.notice(rosterShareWords.code[language]);
      void QRCode.toString(now.verificationUrl, { type: 'utf8', errorCorrectionLevel: 'L' }).then((qr) => {
        context.notice(qr);
        context.notice(`${now.verificationUrl}    ${now.userCode}`);
      });
    });
    if (how.kind !== 'signed-in') {
      const { meaning, whatToDo, facts } = connectFailureText(signInFailureOf(how), language);
      throw new CommandError(exitCodes.signInNeeded, [meaning, `→ ${whatToDo}`, ...(facts === '' ? [] : [facts])]);
    }
    const made = await setUpSharedList(administrator.call, {
      ...siteOption(context),
      listName: name,
      clientId: tenant.clientId,
      needsConsent,
      onStep: (step) => context.notice(`· ${rosterShareWords.steps[step][language]}`),
    });
    if (made.kind === 'ok') return made.value;
    const { step, status, code, requestId } = made.error;
    const facts = [status, code, requestId].filter((part) => part !== undefined).join(' ');
    throw new CommandError(exitCodes.failed, [
      rosterShareWords.notSetUp[language](rosterShareWords.steps[step][language]),
      facts,
    ]);
  } finally {
    await administrator.close();
  }
}

/** Exchanges with the list until nothing is due; what stood against it. */
async function exchanged(context: CommandContext, sync: RosterSync, rosterId: string): Promise<CommandResult> {
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
  return { exitCode, lines: [rosterShareWords.notReached[language](list), ...grant], json };
}

/** `roster share NAME --site HOST:/PATH`: makes the list, lets the stations in, and fills it. */
export function shareRoster(context: CommandContext): Promise<CommandResult> {
  const { language, positionals, values } = context;
  const name = positionals[1];
  if (name === undefined) throw inputError('NAME', 'the name of a roster, as roster list shows it', 'nothing');
  siteOption(context);
  return withRosters(context, async (data) => {
    const session = await context.session();
    const roster = rosterValue(data.rosters.byName(name), language);
    const sync = syncOf(session, data);
    if (sync.state(roster.id) === undefined) {
      const place = await setUp(context, session, roster.name);
      sync.add({ rosterId: roster.id, ...place, stationId: newStationId() });
    }
    const place = sync.place(roster.id);
    const file = textOption(values, 'out') ?? `${roster.name.replaceAll(/[^\p{L}\p{N}-]+/gu, '-')}.roster.json`;
    const handOver: HandOver = {
      kind: 'photo-kiosk roster',
      version: 1,
      name: roster.name,
      siteId: '',
      listId: '',
      ...place,
    };
    writeFileDurably(file, Buffer.from(`${JSON.stringify(handOver, undefined, 2)}\n`));
    const told = await exchanged(context, sync, roster.id);
    sync.close();
    const lines = [rosterShareWords.shared[language](file), ...told.lines];
    return { ...told, lines, json: { ...told.json, ...place, file } };
  });
}

/** `roster join FILE`: takes part in a roster that another station shared. */
export function joinRoster(context: CommandContext): Promise<CommandResult> {
  const { language, positionals } = context;
  const file = positionals[1];
  if (file === undefined) throw inputError('FILE', 'the hand-over file that roster share wrote', 'nothing');
  return withRosters(context, async (data) => {
    const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw inputError(file, 'a hand-over file that roster share wrote', cause.code ?? String(cause));
    });
    const handOver = readHandOver(text);
    if ('problem' in handOver) throw inputError(file, 'a hand-over file that roster share wrote', handOver.problem);
    const session = await context.session();
    const { name, siteId, listId } = handOver;
    const sync = syncOf(session, data);
    const known = data.rosters.byName(name);
    const isJoined = known.kind === 'ok' && sync.place(known.value.id)?.listId === listId;
    const roster = isJoined ? known.value : rosterValue(data.rosters.startEmpty(name), language);
    if (!isJoined) sync.add({ rosterId: roster.id, siteId, listId, stationId: newStationId() });
    const told = await exchanged(context, sync, roster.id);
    sync.close();
    const counts = countRows(rosterValue(data.rosters.rows(roster.id), language).rows);
    const lines = [rosterShareWords.joined[language]({ name: roster.name, people: counts.total }), ...told.lines];
    return { ...told, lines, json: { ...told.json, roster, counts } };
  });
}
