import type { Outcome } from '../../shared/outcome.ts';
import type { Result } from '../../shared/result.ts';
import type { SignInMode } from '../../shared/sign-in-state.ts';
import type { CheckItem, CheckLine } from '../../shared/station-check.ts';
import type { Target } from '../../shared/target.ts';
import { readsWholeProfiles } from '../../shared/whole-profiles.ts';
import { readTokenClaims, type TokenClaims } from '../http/token-claims.ts';
import type { GetAccessToken } from '../ports.ts';
import type { Volume } from '../storage/volume-kind.ts';
import { attemptWithin, checkLine, notReached } from './check-line.ts';
import { checkAuthority, checkGraph, checkNames, checkTls, type NetworkProbes } from './network-checks.ts';
import { advisePermissions, type PermissionAdvice, usesOf } from './permission-advice.ts';

/** What the check reads of the tenant; the upload core's reading fits. */
export interface TenantReads {
  getJson(
    path: string,
    request: { readonly version?: 'v1.0' | 'beta'; readonly query?: Readonly<Record<string, string>> },
  ): Promise<Result<unknown, Outcome>>;
  readMetadata(
    target: Target,
  ): Promise<Result<{ readonly kind: 'no-photo' } | { readonly kind: 'photo'; readonly widthPx: number }, Outcome>>;
}

/** Everything the station check looks at, given from outside. */
export interface StationCheckParts extends NetworkProbes {
  readonly mode: SignInMode;
  readonly getAccessToken: GetAccessToken;
  /** When the certificate ends that the station signs in with; absent, or without one: there is no line. */
  readonly certificateEndsAtMs?: () => Promise<number | undefined>;
  readonly photoApi: TenantReads;
  /** Whose photo is read as a test; absent: the signed-in person's, or for an application anybody's. */
  readonly testTarget?: Target;
  /** Whether the station knows everybody, the default, or one group's members. */
  readonly people?: 'everybody' | 'group';
  /** Kinds of targets this station writes to. */
  readonly targets: readonly Target['kind'][];
  /** The data folder: a small file is written, synced and removed. Rejects when it cannot be. */
  readonly probeStorage: () => Promise<{
    readonly freeBytes: number;
    readonly floorBytes: number;
    readonly volume: Volume;
  }>;
  /** Makes a small photo in the photo process. Rejects when that fails. Absent where there is none (command line). */
  readonly probePhotoProcess?: () => Promise<unknown>;
  /** Tries the lists of rosters that are shared with other stations; absent, or without any: there is no line. */
  readonly probeSharedLists?: () => Promise<readonly SharedListProbe[]>;
}

/** How one shared list answers, and the request that lets the station in. */
export interface SharedListProbe {
  readonly list: string;
  readonly request: string;
}

const slowProbeMs = 60_000;
const megabyte = 1024 * 1024;

function outcomeDetail({ report }: Outcome) {
  return {
    kind: report.kind,
    ...(report.status === undefined ? {} : { status: report.status }),
    ...(report.code === undefined ? {} : { code: report.code }),
    ...(report.requestId === undefined ? {} : { requestId: report.requestId }),
  };
}

async function checkToken(parts: StationCheckParts): Promise<{ line: CheckLine; token?: string }> {
  const got = await attemptWithin(parts.clock, slowProbeMs, () => parts.getAccessToken());
  if (got.kind === 'error') return { line: checkLine('token', 'red', 'failed', { reason: got.reason }) };
  const token = got.value;
  if (token.kind === 'ok') return { line: checkLine('token', 'green', 'signed-in'), token: token.value };
  switch (token.error.kind) {
    case 'offline':
      return { line: checkLine('token', 'red', 'offline') };
    case 'throttled': {
      const seconds = Math.ceil(token.error.retryAfterMs / 1000);
      return { line: checkLine('token', 'amber', 'throttled', { seconds }) };
    }
    case 'sign-in-needed':
      return { line: checkLine('token', 'red', 'sign-in-needed') };
  }
}

const dayMs = 86_400_000;
/** As long as a certificate is renewed without haste. */
const renewalDays = 30;

async function checkCertificate({ clock, certificateEndsAtMs }: StationCheckParts): Promise<CheckLine[]> {
  const endsAtMs = await certificateEndsAtMs?.();
  if (endsAtMs === undefined) return [];
  const days = Math.floor((endsAtMs - clock.nowMs()) / dayMs);
  if (days < 0) return [checkLine('certificate', 'red', 'ended')];
  return [
    days <= renewalDays
      ? checkLine('certificate', 'amber', 'ends', { days })
      : checkLine('certificate', 'green', 'valid', { days }),
  ];
}

function permissionLine(advice: PermissionAdvice, grants: TokenClaims): CheckLine {
  const unsupported = advice.uses.filter((use) => use.state === 'not-supported').map((use) => use.use);
  if (unsupported.length > 0) return checkLine('permissions', 'red', 'not-supported', { uses: unsupported.join(', ') });
  if (advice.missing.length > 0) {
    return checkLine('permissions', 'red', 'missing', { permissions: advice.missing.join(', ') });
  }
  if (advice.excessive.length > 0) {
    const least = [...new Set(advice.uses.flatMap((use) => (use.least === undefined ? [] : [use.least])))];
    return checkLine('permissions', 'amber', 'excessive', {
      permissions: advice.excessive.join(', '),
      enough: least.join(', '),
    });
  }
  const isFinding = advice.uses.some(({ use }) => use === 'find-people');
  return checkLine(
    'permissions',
    'green',
    isFinding && !readsWholeProfiles(grants.permissions) ? 'least-basic' : 'least',
  );
}

function roleLine(role: PermissionAdvice['role']): CheckLine {
  switch (role) {
    case 'not-needed':
      return checkLine('role', 'skipped', 'not-needed');
    case 'held':
      return checkLine('role', 'green', 'held');
    case 'missing':
      return checkLine('role', 'red', 'missing');
    case 'unknown':
      return checkLine('role', 'amber', 'unknown');
  }
}

function checkGrants(parts: StationCheckParts, grants: TokenClaims | 'opaque' | undefined): CheckLine[] {
  if (grants === undefined) return [notReached('permissions'), notReached('role')];
  if (grants === 'opaque') {
    // Only an operator's sign-in needs a role, and a token that says nothing leaves that open.
    return [
      checkLine('permissions', 'amber', 'opaque'),
      roleLine(parts.mode === 'operator' ? 'unknown' : 'not-needed'),
    ];
  }
  const access = parts.mode === 'application' ? 'application' : 'delegated';
  const advice = advisePermissions({
    api: parts.api,
    access,
    uses: usesOf(parts.mode, parts.targets, parts.people),
    grants,
  });
  return [permissionLine(advice, grants), roleLine(advice.role)];
}

/** Outcomes that speak of the moment: nothing is wrong with what was to be looked at. */
function isOfTheMoment({ kind }: Outcome): boolean {
  return kind === 'offline' || kind === 'throttled' || kind === 'transient';
}

/** `photoUpdateSettings` needs a permission of its own, which a kiosk need not hold: unreadable is not a fault. */
async function checkPolicy({ api, photoApi }: StationCheckParts, roleIds: readonly string[]): Promise<CheckLine> {
  if (api === 'outlook-v2.0' || api === 'outlook-beta') return checkLine('photo-policy', 'skipped', 'not-in-api');
  const answered = await photoApi.getJson('/admin/people/photoUpdateSettings', { version: 'beta' });
  if (answered.kind === 'error') {
    return isOfTheMoment(answered.error)
      ? checkLine('photo-policy', 'skipped', 'not-now', outcomeDetail(answered.error))
      : checkLine('photo-policy', 'skipped', 'not-readable');
  }
  const { source, allowedRoles } = (answered.value ?? {}) as { source?: unknown; allowedRoles?: unknown };
  if (source === 'onPremises') return checkLine('photo-policy', 'red', 'on-premises');
  // Without a source the cloud is meant; what a later service means by another word is not for us to say.
  if (source !== 'cloud' && source !== null && source !== undefined) {
    return checkLine('photo-policy', 'skipped', 'unknown-source', { source: String(source).slice(0, 60) });
  }
  const allowed = Array.isArray(allowedRoles) ? allowedRoles.map((role) => String(role).toLowerCase()) : [];
  const isAllowed = allowed.length === 0 || roleIds.some((id) => allowed.includes(id.toLowerCase()));
  if (!isAllowed) return checkLine('photo-policy', 'amber', 'roles-limited', { roles: allowed.length });
  return checkLine('photo-policy', 'green', 'cloud');
}

function failedRead(code: 'failed' | 'directory-failed', outcome: Outcome): CheckLine {
  return isOfTheMoment(outcome)
    ? checkLine('test-read', 'amber', 'not-now', outcomeDetail(outcome))
    : checkLine('test-read', 'red', code, outcomeDetail(outcome));
}

async function testTargetOf({ api, mode, photoApi, testTarget }: StationCheckParts): Promise<Target | CheckLine> {
  if (testTarget !== undefined) return testTarget;
  if (mode !== 'application') return { kind: 'me' };
  if (api === 'outlook-v2.0' || api === 'outlook-beta') return checkLine('test-read', 'skipped', 'nobody-to-read');
  const people = await photoApi.getJson('/users', { query: { $top: '1', $select: 'id' } });
  if (people.kind === 'error') return failedRead('directory-failed', people.error);
  const id = (people.value as { value?: { id?: unknown }[] } | null)?.value?.[0]?.id;
  return typeof id === 'string' ? { kind: 'user', user: id } : checkLine('test-read', 'skipped', 'nobody-to-read');
}

async function checkRead(parts: StationCheckParts): Promise<CheckLine> {
  const target = await testTargetOf(parts);
  if ('item' in target) return target;
  const read = await parts.photoApi.readMetadata(target);
  if (read.kind === 'error') return failedRead('failed', read.error);
  if (read.value.kind === 'no-photo') return checkLine('test-read', 'green', 'no-photo');
  return checkLine('test-read', 'green', 'read', { widthPx: read.value.widthPx });
}

async function checkStorage({ clock, probeStorage }: StationCheckParts): Promise<CheckLine> {
  const probed = await attemptWithin(clock, slowProbeMs, probeStorage);
  if (probed.kind === 'error') return checkLine('storage', 'red', 'not-writable', { reason: probed.reason });
  const freeMb = Math.floor(probed.value.freeBytes / megabyte);
  const floorMb = Math.ceil(probed.value.floorBytes / megabyte);
  if (freeMb < floorMb) return checkLine('storage', 'red', 'below-floor', { freeMb, floorMb });
  const { volume } = probed.value;
  if (volume.kind !== 'lasting') return checkLine('storage', 'amber', volume.kind, { by: volume.by, freeMb });
  return checkLine('storage', freeMb < floorMb * 2 ? 'amber' : 'green', freeMb < floorMb * 2 ? 'near-floor' : 'room', {
    freeMb,
    floorMb,
  });
}

async function checkPhotoProcess({ clock, probePhotoProcess }: StationCheckParts): Promise<CheckLine> {
  if (probePhotoProcess === undefined) return checkLine('photo-process', 'skipped', 'not-here');
  const probed = await attemptWithin(clock, slowProbeMs, probePhotoProcess);
  return probed.kind === 'ok'
    ? checkLine('photo-process', 'green', 'works')
    : checkLine('photo-process', 'red', 'failed', { reason: probed.reason });
}

const lastingProblems: readonly string[] = ['forbidden', 'refused', 'gone', 'full', 'not-ours'];

/** The lists that join stations. Never red: without them photos are taken and sent all the same. */
async function checkSharedLists({ clock, probeSharedLists }: StationCheckParts): Promise<CheckLine[]> {
  if (probeSharedLists === undefined) return [];
  const probed = await attemptWithin(clock, slowProbeMs, probeSharedLists);
  if (probed.kind === 'error') return [checkLine('shared-roster', 'amber', 'later')];
  // A sharing that a station has ended needs its list no more.
  const needed = probed.value.filter(({ list }) => list !== 'ended');
  if (needed.length === 0) return [];
  // First what somebody must do something about.
  const bad =
    needed.find(({ list }) => lastingProblems.includes(list)) ?? needed.find(({ list }) => list !== 'reached');
  if (bad === undefined) return [checkLine('shared-roster', 'green', 'reached')];
  const { list, request } = bad;
  if (list === 'gone' || list === 'full' || list === 'not-ours') return [checkLine('shared-roster', 'amber', list)];
  const isRefused = list === 'forbidden' || list === 'refused';
  return [
    isRefused
      ? checkLine('shared-roster', 'amber', 'forbidden', { request })
      : checkLine('shared-roster', 'amber', 'later'),
  ];
}

/** Behind a proxy a station may resolve and reach nothing by itself and still reach the service: that is no fault. */
function viaProxy(line: CheckLine, isReachable: boolean): CheckLine {
  return isReachable && line.light === 'red' ? { ...line, light: 'amber', code: 'via-proxy' } : line;
}

/**
 * Looks at everything between this station and a photo in Microsoft 365, writes nothing there, and answers one line an
 * item in the order people should read them. Never throws; each probe has its own deadline.
 */
export async function runStationCheck(parts: StationCheckParts): Promise<CheckLine[]> {
  const [names, tls, authority, [clockLine, graph], storage, photoProcess] = await Promise.all([
    checkNames(parts),
    checkTls(parts),
    checkAuthority(parts),
    checkGraph(parts),
    checkStorage(parts),
    checkPhotoProcess(parts),
  ]);
  const token = await checkToken(parts);
  const grants = token.token === undefined ? undefined : (readTokenClaims(token.token) ?? 'opaque');
  const roleIds = typeof grants === 'object' ? (grants.roleIds ?? []) : [];
  const canAsk = grants !== undefined && graph.light !== 'red';
  const skipped: CheckItem[] = ['photo-policy', 'test-read'];
  const asked = canAsk ? await Promise.all([checkPolicy(parts, roleIds), checkRead(parts)]) : skipped.map(notReached);
  const isReachable = graph.light === 'green' && authority.light === 'green';
  return [
    clockLine,
    viaProxy(names, isReachable),
    viaProxy(tls, isReachable),
    authority,
    graph,
    token.line,
    ...(await checkCertificate(parts)),
    ...checkGrants(parts, grants),
    ...asked,
    ...(canAsk ? await checkSharedLists(parts) : []),
    storage,
    photoProcess,
  ];
}
