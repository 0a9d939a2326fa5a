import path from 'node:path';
import { type ConnectFailure, type ConnectPlan, connectTargets } from '../../shared/connection.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { signInModes } from '../../shared/sign-in-state.ts';
import type { Administrator } from '../connecting/administrator.ts';
import type { SheetParts } from '../connecting/connect-sheet.ts';
import { createStationConnection, type StationConnection } from '../connecting/connection.ts';
import type { Candidate } from '../connecting/connection-steps.ts';
import { createRegisteredKeys } from '../connecting/registered-keys.ts';
import type { NeededPermission } from '../connecting/registration.ts';
import { certificateFacts, type MakeKeyPair } from '../connecting/station-certificate.ts';
import type { Trial } from '../connecting/station-trial.ts';
import type { DemoLink } from '../demo/demo-link.ts';
import { leastPermissions } from '../diagnostics/permission-advice.ts';
import { cloudTable } from '../graph/clouds.ts';
import { keepCompanyMark } from '../settings/company-mark.ts';
import { changeSettings, type SettingsHome, type SettingsWriteFailure } from '../settings/settings-document.ts';
import { type Settings, settingsSchema } from '../settings/settings-schema.ts';
import { administratorClientOf, openAdministratorAt } from './administrator-sign-in.ts';
import { type Endpoints, endpointsOf } from './connect-endpoints.ts';
import { isAtDemo } from './leave-demo.ts';
import { diagnoseStation } from './station-diagnostics.ts';
import { createTenantAccess, type TenantAccess, type TenantAccessParts } from './tenant-access.ts';

/** What connecting needs of a station, or of the command line. */
export interface StationConnectingParts
  extends Pick<TenantAccessParts, 'settings' | 'dataFolder' | 'clock' | 'randomId' | 'fetch' | 'cipher' | 'log'> {
  /** The settings are those of a rehearsal: the file knows nothing of them. */
  readonly isRehearsal?: boolean;
  readonly settingsHome: SettingsHome;
  /** The demo company, while the station runs on it. */
  readonly demo?: Pick<DemoLink, 'fetch' | 'directoryUrl'> | undefined;
  readonly probePhotoProcess: () => Promise<unknown>;
  /** Absent: new ones of this machine. */
  readonly makeKeyPair?: MakeKeyPair;
  /** Certificates and proxy of the system, before a network outside this machine is used; for hosts that have to ask for it. */
  readonly prepareNetwork?: ((endpoints: Endpoints) => void) | undefined;
  /** Before the switch: what waits for the demo company is not the company's. False when the disk does not take that. */
  readonly leaveDemo: () => Promise<boolean>;
}

function prepareNetworkFor(plan: ConnectPlan, parts: StationConnectingParts): void {
  if (plan.cloud !== 'demo') parts.prepareNetwork?.(endpointsOf(plan, parts));
}

/** The settings of a connected station, as they stand in the file. */
function connectedWay(candidate: Candidate, parts: StationConnectingParts): { tenant: object; signIn: object } {
  const { plan, tenantId, clientId } = candidate;
  const isNamed = plan.cloud === 'own' || plan.cloud === 'demo';
  const { authority, graphUrl } = endpointsOf(plan, parts);
  const where = isNamed ? { authority, graphUrl } : { cloud: plan.cloud };
  return { tenant: { tenantId, clientId, ...where }, signIn: { mode: plan.way } };
}

function candidateSettings(candidate: Candidate, parts: StationConnectingParts): Settings {
  return settingsSchema.parse({ ...parts.settings, ...connectedWay(candidate, parts) });
}

/** The station as it would be: its own fetch, settings and key, nothing on disk. */
function openCandidate(
  candidate: Candidate,
  parts: StationConnectingParts,
): { access: TenantAccess; settings: Settings } {
  const settings = candidateSettings(candidate, parts);
  prepareNetworkFor(candidate.plan, parts);
  const { demo: _, ...shared } = parts;
  const access = createTenantAccess({
    ...shared,
    settings,
    dataFolder: path.join(parts.dataFolder, 'connecting'),
    ...(candidate.key === undefined ? {} : { credential: { kind: 'certificate', ...candidate.key } as const }),
  });
  return { access, settings };
}

async function tryStation(candidate: Candidate, parts: StationConnectingParts): Promise<Trial> {
  const { access } = openCandidate(candidate, parts);
  return trialOf(access);
}

/** What one try for a token comes to; the sign-in that was made for it ends. */
export async function trialOf({ signIn }: Pick<TenantAccess, 'signIn'>): Promise<Trial> {
  const state = await signIn.restore();
  await signIn.close();
  if (state.kind === 'signed-in') return { kind: 'token', permissions: state.permissions };
  if (state.kind !== 'needs-attention') return { kind: 'offline' };
  const { problem, code } = state;
  return { kind: 'problem', problem, ...(code === undefined ? {} : { code }) };
}

async function checkStation(candidate: Candidate, parts: StationConnectingParts) {
  const { access, settings } = openCandidate(candidate, parts);
  const { dataFolder, clock, randomId, probePhotoProcess } = parts;
  const lines = await diagnoseStation({ access, settings, dataFolder, clock, randomId, probePhotoProcess });
  await access.signIn.close();
  return lines;
}

/** The permissions of the table for what a plan is to do. */
function permissionsFor(plan: ConnectPlan, settings: Settings): readonly NeededPermission[] {
  const groups: readonly string[] = ['group', 'team'];
  // Whose photo is taken is found by name first.
  const readsGroups = typeof settings.directory.people === 'object' || plan.targets.some((one) => groups.includes(one));
  const people = readsGroups ? 'group' : 'everybody';
  const kind = plan.way === 'application' ? 'application' : 'delegated';
  return leastPermissions(plan.way, plan.targets, people).map((name) => ({ name, kind }));
}

/** What plans take, whichever it is: every way to sign in, every kind of photo, people found alone or by their groups. */
export const ofAnyPlan: readonly NeededPermission[] = signInModes.flatMap((way) => {
  const kind = way === 'application' ? 'application' : 'delegated';
  const names = connectTargets.flatMap((target) =>
    (['everybody', 'group'] as const).flatMap((people) => leastPermissions(way, [target], people)),
  );
  return [...new Set(names)].map((name) => ({ name, kind }) as const);
});

/** What an administrator is asked for: to register, and to consent to the kind of permissions that the plan needs. */
function administratorPermissions({ way }: ConnectPlan): readonly string[] {
  const consent = way === 'application' ? 'AppRoleAssignment.ReadWrite.All' : 'DelegatedPermissionGrant.ReadWrite.All';
  // Another plan before this one may have left application permissions that are taken back.
  return ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', consent].filter(
    (name, index, all) => all.indexOf(name) === index,
  );
}

function openAdministrator(plan: ConnectPlan, parts: StationConnectingParts): Administrator {
  prepareNetworkFor(plan, parts);
  return openAdministratorAt(endpointsOf(plan, parts), administratorPermissions(plan), parts);
}

function writeFailure(failure: SettingsWriteFailure): ConnectFailure {
  if (failure.kind === 'not-written') {
    return { code: 'settings-not-written', reason: `${failure.file} (${failure.reason})`.slice(0, 300) };
  }
  const [first] = failure.kind === 'invalid' ? failure.problems : [];
  const reason =
    first === undefined ? failure.kind : `${first.at}: expected ${first.expected.en}, got ${first.actual.en}`;
  return { code: 'settings-not-written', reason: reason.slice(0, 300) };
}

/** Seals the key where sign-in keeps it, and writes the way into the settings file; a rehearsal writes no settings. */
async function adopt(
  candidate: Candidate,
  parts: StationConnectingParts,
  operatorPinHash: string | undefined,
): Promise<Result<unknown, ConnectFailure>> {
  const { key, plan } = candidate;
  const isRehearsal = plan.cloud === 'demo';
  if (key !== undefined) {
    const { demo: _, ...shared } = parts;
    const { signIn } = createTenantAccess({ ...shared, settings: candidateSettings(candidate, parts) });
    const bytes = Buffer.from(`${key.privateKeyPem}\n${key.certificatePem}`);
    const kept = await signIn.provision({ kind: 'file', bytes });
    await signIn.close();
    if (kept.kind === 'error') return err({ code: 'not-kept', reason: kept.error });
  }
  // A rehearsal stays at the demo company, with what waits for it.
  const leavesDemo = !isRehearsal && isAtDemo(parts);
  if (leavesDemo && !(await parts.leaveDemo())) return err({ code: 'not-kept', reason: 'kiosk.db' });
  if (!isRehearsal) {
    const written = changeSettings(parts.settingsHome, (json) => ({
      ...json,
      ...connectedWay(candidate, parts),
      ...(operatorPinHash === undefined ? {} : { station: { ...(json.station as object), operatorPinHash } }),
    }));
    if (written.kind === 'error') return err(writeFailure(written.error));
  }
  return ok(undefined);
}

/** Before the settings: a station whose settings still name the company marks its data again when it opens. */
function releaseData({ dataFolder, settingsHome }: StationConnectingParts): Result<unknown, ConnectFailure> {
  if (settingsHome.companyMark() !== 'company') return ok(undefined);
  try {
    return ok(keepCompanyMark(dataFolder, 'released'));
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    return err(writeFailure({ kind: 'not-written', file: dataFolder, reason }));
  }
}

/** After its registration was removed a station that ran on it goes back to the demo company. */
async function release(clientId: string, parts: StationConnectingParts): Promise<Result<unknown, ConnectFailure>> {
  const { tenant } = parts.settings;
  if (tenant === 'demo' || tenant.clientId.toLowerCase() !== clientId.toLowerCase()) return ok(undefined);
  if (parts.isRehearsal === true) return ok(undefined);
  const unmarked = releaseData(parts);
  if (unmarked.kind === 'error') return unmarked;
  const written = changeSettings(parts.settingsHome, ({ tenant: _t, signIn: _s, ...kept }) => kept);
  return written.kind === 'ok' ? ok(undefined) : err(writeFailure(written.error));
}

/** Connecting for one station: the room's machine, with the core's sign-in, Graph, check and settings behind it. */
export function createStationConnecting(parts: StationConnectingParts): StationConnection {
  const { settings, demo } = parts;
  const keys = createRegisteredKeys(parts);
  return createStationConnection({
    ...parts,
    stationName: settings.station.name,
    administratorClient: administratorClientOf(settings),
    canRehearse: demo?.directoryUrl !== undefined,
    hasOwnCloud: settings.connecting.authority !== undefined,
    permissionsFor: (plan) => permissionsFor(plan, settings),
    ofAnyPlan,
    openAdministrator: (plan) => openAdministrator(plan, parts),
    noteCertificate: (clientId, certificatePem, keyId) => keys.note(clientId, certificateFacts(certificatePem), keyId),
    tryStation: (candidate) => tryStation(candidate, parts),
    checkStation: (candidate) => checkStation(candidate, parts),
    adopt: (candidate, pinHash) => adopt(candidate, parts, pinHash),
    release: (clientId) => release(clientId, parts),
    runsOn: (clientId) => settings.tenant !== 'demo' && settings.tenant.clientId === clientId,
  });
}

/** The settings that a rehearsal runs on until the next start: the file stays as it is. */
export function rehearsalSettings(connection: StationConnection, parts: StationConnectingParts): Settings | undefined {
  const record = connection.record();
  if (record?.plan.cloud !== 'demo' || record.tenantId === undefined || record.clientId === undefined) return undefined;
  const { plan, tenantId, clientId } = record;
  return candidateSettings({ plan, tenantId, clientId }, parts);
}

/** Names of the clouds for Azure CLI ("az cloud list") and Microsoft Graph PowerShell ("Connect-MgGraph -Environment"). */
const scriptClouds: Readonly<Record<string, { readonly azure: string; readonly graph: string }>> = {
  global: { azure: 'AzureCloud', graph: 'Global' },
  'usgov-l4': { azure: 'AzureUSGovernment', graph: 'USGov' },
  'usgov-l5': { azure: 'AzureUSGovernment', graph: 'USGovDoD' },
  china: { azure: 'AzureChinaCloud', graph: 'China' },
};

/** What the sheet for doing it by hand is filled in with. */
export function sheetParts(parts: StationConnectingParts): SheetParts {
  const planOf = (connection: StationConnection) => connection.record()?.plan;
  return {
    permissionsFor: (connection) => {
      const plan = planOf(connection);
      return plan === undefined ? [] : permissionsFor(plan, parts.settings);
    },
    ofAnyPlan,
    graphUrl: (connection) => {
      const plan = planOf(connection);
      return plan === undefined ? cloudTable.global.graphUrl : endpointsOf(plan, parts).graphUrl;
    },
    cloudNames: (connection) => scriptClouds[planOf(connection)?.cloud ?? ''],
  };
}
