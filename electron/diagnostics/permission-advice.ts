import type { TokenLack } from '../../shared/outcome.ts';
import type { SignInMode } from '../../shared/sign-in-state.ts';
import type { Target } from '../../shared/target.ts';
import type { TokenClaims } from '../http/token-claims.ts';
import type { Api } from '../settings/settings-schema.ts';
import {
  type Access,
  type PermissionRow,
  permissionTable,
  photoAdministratorRoles,
  type Use,
} from './permission-table.ts';

/** One use and how the granted permissions serve it. */
export interface UseAdvice {
  readonly use: Use;
  readonly state: 'sufficient' | 'more-than-needed' | 'missing' | 'not-supported';
  readonly least?: string;
  /** The granted permission that serves it. */
  readonly granted?: string;
}

export interface PermissionAdvice {
  readonly uses: readonly UseAdvice[];
  /** The least privileged permissions that are needed and not granted. */
  readonly missing: readonly string[];
  /** Granted and not needed: a kiosk should not hold them. */
  readonly excessive: readonly string[];
  /** Whether a photo administrator's role is needed, and held as far as the token says. */
  readonly role: 'not-needed' | 'held' | 'missing' | 'unknown';
}

/** Sign-in itself brings these; they give no access to others' data. */
const harmless = new Set(['openid', 'profile', 'offline_access', 'email', 'user.read']);

const useOfTarget: Readonly<Record<Target['kind'], Use>> = {
  me: 'own-photo',
  user: 'any-user-photo',
  group: 'group-photo',
  team: 'team-photo',
  contact: 'contact-photo',
};

/** What staff may do at any station that others' photos are sent from, and no station has to. */
const offeredUses: readonly Use[] = ['read-group-members', 'group-photo', 'team-photo', 'contact-photo'];

/** What the kiosk does in a sign-in mode with these kinds of targets. */
export function usesOf(
  mode: SignInMode,
  targets: readonly Target['kind'][],
  people: 'everybody' | 'group' = 'everybody',
): readonly Use[] {
  if (mode === 'self-service') return ['own-photo', 'read-own-account'];
  const finding: readonly Use[] = people === 'group' ? ['find-people', 'read-group-members'] : ['find-people'];
  return [...new Set<Use>([...finding, ...targets.map((kind) => useOfTarget[kind])])];
}

/**
 * The least permissions for what a station is to do, by name: one that another of them covers is left out. Uses that this
 * access cannot serve at all need none.
 */
export function leastPermissions(
  mode: SignInMode,
  targets: readonly Target['kind'][],
  people: 'everybody' | 'group' = 'everybody',
  api: Api = 'v1.0',
): readonly string[] {
  const access = mode === 'application' ? 'application' : 'delegated';
  const rows = usesOf(mode, targets, people).flatMap((use) => rowFor(api, access, use) ?? []);
  const least = [...new Set(rows.flatMap((row) => row.least ?? []))];
  const isCovered = (name: string) =>
    rows.every((row) => row.least !== name || row.higher.some((higher) => least.includes(higher)));
  return least.filter((name) => !isCovered(name));
}

function rowFor(api: Api, access: Access, use: Use): PermissionRow | undefined {
  return permissionTable.find(
    (row) => row.use === use && row.access === access && (row.apis === undefined || row.apis.includes(api)),
  );
}

/**
 * A permission by name: scopes may come as URLs of the resource (`https://graph.microsoft.com/User.Read`), and Outlook
 * writes them in lower case.
 */
function bare(permission: string): string {
  return permission.slice(permission.lastIndexOf('/') + 1).toLowerCase();
}

function adviseUse(use: Use, row: PermissionRow | undefined, granted: readonly string[]): UseAdvice {
  const { least, higher = [] } = row ?? {};
  if (least === undefined) return { use, state: 'not-supported' };
  const held = [least, ...higher].find((permission) => granted.some((grant) => bare(grant) === bare(permission)));
  const common = { use, least };
  if (held === undefined) return { ...common, state: 'missing' };
  return { ...common, granted: held, state: held === least ? 'sufficient' : 'more-than-needed' };
}

/** Compares what a token grants with the least that the uses need. Pure; from the permission table alone. */
export function advisePermissions(request: {
  readonly api: Api;
  readonly access: Access;
  readonly uses: readonly Use[];
  readonly grants: TokenClaims;
}): PermissionAdvice {
  const { api, access, uses, grants } = request;
  const rows = uses.map((use) => rowFor(api, access, use));
  const advice = uses.map((use, index) => adviseUse(use, rows[index], grants.permissions));
  const missing = advice.flatMap((entry) =>
    entry.state === 'missing' && entry.least !== undefined ? [entry.least] : [],
  );
  // What serves a use while nothing smaller would is needed; a permission that is only one of several is not.
  const needed = new Set(advice.flatMap((entry) => (entry.state === 'sufficient' ? [bare(entry.granted ?? '')] : [])));
  // Reading the tenant's photo policy makes the station check better; a kiosk may hold what that takes, and need not.
  const policy = rowFor(api, access, 'photo-policy')?.least;
  if (policy !== undefined) needed.add(bare(policy));
  // Staff may send the photos of groups, teams and contacts, and find groups by name.
  for (const use of uses.includes('find-people') ? offeredUses : []) {
    const offered = rowFor(api, access, use)?.least;
    if (offered !== undefined) needed.add(bare(offered));
  }
  // Opens nothing but the lists of rosters that several stations share.
  const shared = rowFor(api, access, 'shared-roster')?.least;
  if (shared !== undefined) needed.add(bare(shared));
  // Beside the least for finding people it brings employee numbers, departments and who is disabled.
  if (uses.includes('find-people')) needed.add('user.read.all');
  const excessive = grants.permissions.filter((grant) => !needed.has(bare(grant)) && !harmless.has(bare(grant)));
  return { uses: advice, missing: [...new Set(missing)], excessive, role: roleState(rows, grants) };
}

/**
 * What a token that was refused a photo lacks: told apart by what it holds. `undefined` where it holds all that the table
 * asks for, so that the reason lies elsewhere (a policy, a scoped role).
 */
export function lackOf(api: Api, target: Target['kind'], grants: TokenClaims): TokenLack | undefined {
  const row = rowFor(api, grants.isApplication ? 'application' : 'delegated', useOfTarget[target]);
  if (row === undefined) return undefined;
  if (grants.isApplication && (row.least === undefined || row.wantsPerson)) return 'person';
  if (adviseUse(row.use, row, grants.permissions).state === 'missing') return 'permission';
  return roleState([row], grants) === 'missing' ? 'role' : undefined;
}

/** What a token can do with a kind of target, as far as it says; `lack` is what stands or may stand in the way. */
interface Ability {
  readonly can: 'yes' | 'perhaps' | 'no';
  readonly lack?: TokenLack;
  readonly permission?: string;
}

/** Whether a token can change the photos of groups, teams or contacts: before it is tried, from the table alone. */
export function abilityOf(api: Api, target: 'group' | 'team' | 'contact', grants: TokenClaims): Ability {
  const row = rowFor(api, grants.isApplication ? 'application' : 'delegated', useOfTarget[target]);
  if (row?.least === undefined) return { can: 'no', lack: 'person' };
  const { least: permission } = row;
  if (adviseUse(row.use, row, grants.permissions).state === 'missing')
    return { can: 'no', lack: 'permission', permission };
  if (grants.isApplication)
    return row.wantsPerson ? { can: 'perhaps', lack: 'person', permission } : { can: 'yes', permission };
  // Their owners may too, and no token says who owns what.
  const isAdministrator = roleState([{ ...row, needsRole: true }], grants) === 'held';
  return target === 'contact' || isAdministrator
    ? { can: 'yes', permission }
    : { can: 'perhaps', lack: 'role', permission };
}

/** The least permission to find groups, where the token has none that does. */
export function lackToFindGroups(grants: TokenClaims): string | undefined {
  const row = rowFor('v1.0', grants.isApplication ? 'application' : 'delegated', 'read-group-members');
  return adviseUse('read-group-members', row, grants.permissions).state === 'missing' ? row?.least : undefined;
}

function roleState(rows: readonly (PermissionRow | undefined)[], grants: TokenClaims): PermissionAdvice['role'] {
  if (!rows.some((row) => row?.needsRole === true)) return 'not-needed';
  if (grants.roleIds === undefined) return 'unknown';
  return grants.roleIds.some((id) => Object.hasOwn(photoAdministratorRoles, id.toLowerCase())) ? 'held' : 'missing';
}
