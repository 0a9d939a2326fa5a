import { signInModes } from './sign-in-state.ts';
import { lensPlaces, trustModes } from './station.ts';

/** The groups in which people look for a setting. */
export const settingGroups = [
  'station',
  'look',
  'languages',
  'camera',
  'photo',
  'access',
  'privacy',
  'queue',
  'directory',
  'advanced',
] as const;
export type SettingGroup = (typeof settingGroups)[number];

/** How a value is set. `maybe`: a yes or no that may be left to the station. */
export type SettingKind =
  | 'text'
  | 'long'
  | 'number'
  | 'toggle'
  | 'maybe'
  | 'choice'
  | 'languages'
  | 'people'
  | 'tenant';

export interface SettingField {
  readonly group: SettingGroup;
  /** Where in the file. */
  readonly path: string;
  readonly kind: SettingKind;
  /** Of a choice. */
  readonly values?: readonly string[];
  /** Shown while the value at another path is this one. */
  readonly while?: { readonly path: string; readonly is: string };
}

const ownTenant = { path: 'tenant', is: 'own' } as const;

/** Every setting that has words of its own; others are shown by their path, as the schema describes them. */
export const settingFields = {
  name: { group: 'station', path: 'station.name', kind: 'text' },
  companyName: { group: 'station', path: 'station.companyName', kind: 'text' },
  mode: { group: 'station', path: 'station.mode', kind: 'choice', values: ['reception', 'onboarding'] },
  idleTimeoutSeconds: { group: 'station', path: 'station.idleTimeoutSeconds', kind: 'number' },
  theme: { group: 'look', path: 'station.theme', kind: 'choice', values: ['light', 'dark', 'system'] },
  accentColour: { group: 'look', path: 'station.accentColour', kind: 'text' },
  logoFile: { group: 'look', path: 'station.logoFile', kind: 'text' },
  languages: { group: 'languages', path: 'station.languages', kind: 'languages' },
  countdownSeconds: { group: 'camera', path: 'station.countdownSeconds', kind: 'number' },
  isMirrored: { group: 'camera', path: 'station.isMirrored', kind: 'toggle' },
  faceGuidance: { group: 'camera', path: 'station.faceGuidance', kind: 'toggle' },
  autoShutter: { group: 'camera', path: 'station.autoShutter', kind: 'toggle' },
  spokenHints: { group: 'camera', path: 'station.spokenHints', kind: 'toggle' },
  lens: { group: 'camera', path: 'station.lens', kind: 'choice', values: lensPlaces },
  preferredCamera: { group: 'camera', path: 'station.preferredCamera', kind: 'text' },
  canChooseFile: { group: 'camera', path: 'station.canChooseFile', kind: 'maybe' },
  outputEdgePx: { group: 'photo', path: 'photo.outputEdgePx', kind: 'number' },
  quality: { group: 'photo', path: 'photo.quality', kind: 'number' },
  isProgressive: { group: 'photo', path: 'photo.isProgressive', kind: 'toggle' },
  headShare: { group: 'photo', path: 'photo.headShare', kind: 'number' },
  headroom: { group: 'photo', path: 'photo.headroom', kind: 'number' },
  trust: { group: 'access', path: 'station.trust', kind: 'choice', values: trustModes },
  codeCamera: { group: 'access', path: 'station.codeCamera', kind: 'toggle' },
  badgePattern: { group: 'access', path: 'station.badgePattern', kind: 'text' },
  signInMode: { group: 'access', path: 'signIn.mode', kind: 'choice', values: signInModes },
  credential: {
    group: 'access',
    path: 'signIn.credential',
    kind: 'choice',
    values: ['certificate', 'secret'],
    while: { path: 'signIn.mode', is: 'application' },
  },
  method: {
    group: 'access',
    path: 'signIn.method',
    kind: 'choice',
    values: ['device-code', 'browser'],
    while: { path: 'signIn.mode', is: 'operator' },
  },
  noticeVersion: { group: 'privacy', path: 'station.notice.version', kind: 'text' },
  noticeEn: { group: 'privacy', path: 'station.notice.text.en', kind: 'long' },
  noticeJa: { group: 'privacy', path: 'station.notice.text.ja', kind: 'long' },
  noticeZhHans: { group: 'privacy', path: 'station.notice.text.zh-Hans', kind: 'long' },
  noticeAr: { group: 'privacy', path: 'station.notice.text.ar', kind: 'long' },
  eraseUnsentAfterDays: { group: 'privacy', path: 'queue.eraseUnsentAfterDays', kind: 'number' },
  keepRecordsDays: { group: 'privacy', path: 'queue.keepRecordsDays', kind: 'number' },
  keepNames: { group: 'privacy', path: 'queue.keepNames', kind: 'choice', values: ['until-confirmed', 'end-of-day'] },
  keepFormerHours: { group: 'privacy', path: 'queue.keepFormerHours', kind: 'number' },
  rostersEraseAfterDays: { group: 'privacy', path: 'rosters.eraseAfterDays', kind: 'number' },
  inFlightLimit: { group: 'queue', path: 'queue.inFlightLimit', kind: 'number' },
  jobLimit: { group: 'queue', path: 'queue.jobLimit', kind: 'number' },
  freeSpaceFloorMb: { group: 'queue', path: 'queue.freeSpaceFloorMb', kind: 'number' },
  people: { group: 'directory', path: 'directory.people', kind: 'people' },
  includesGuests: { group: 'directory', path: 'directory.includesGuests', kind: 'toggle' },
  includesDisabled: { group: 'directory', path: 'directory.includesDisabled', kind: 'toggle' },
  readingAttribute: { group: 'directory', path: 'directory.readingAttribute', kind: 'text' },
  offlineLimit: { group: 'directory', path: 'directory.offlineLimit', kind: 'number' },
  tenant: { group: 'advanced', path: 'tenant', kind: 'tenant' },
  tenantId: { group: 'advanced', path: 'tenant.tenantId', kind: 'text', while: ownTenant },
  clientId: { group: 'advanced', path: 'tenant.clientId', kind: 'text', while: ownTenant },
  cloud: {
    group: 'advanced',
    path: 'tenant.cloud',
    kind: 'choice',
    values: ['global', 'usgov-l4', 'usgov-l5', 'china'],
    while: ownTenant,
  },
  api: {
    group: 'advanced',
    path: 'tenant.api',
    kind: 'choice',
    values: ['v1.0', 'beta', 'outlook-v2.0', 'outlook-beta'],
    while: ownTenant,
  },
  httpMethod: { group: 'advanced', path: 'tenant.method', kind: 'choice', values: ['PUT', 'PATCH'], while: ownTenant },
  graphUrl: { group: 'advanced', path: 'tenant.graphUrl', kind: 'text', while: ownTenant },
  authority: { group: 'advanced', path: 'tenant.authority', kind: 'text', while: ownTenant },
  renewsCertificate: { group: 'advanced', path: 'connecting.renewsCertificate', kind: 'toggle' },
  administratorClientId: { group: 'advanced', path: 'connecting.administratorClientId', kind: 'text' },
  connectingAuthority: { group: 'advanced', path: 'connecting.authority', kind: 'text' },
  connectingGraphUrl: { group: 'advanced', path: 'connecting.graphUrl', kind: 'text' },
} as const satisfies Readonly<Record<string, SettingField>>;
export type SettingName = keyof typeof settingFields;

/** Settings whose hosts a network with a proxy or certificates of its own is told of at the start alone. */
export function needsRestart(path: string): boolean {
  const isConnecting = path === 'connecting.authority' || path === 'connecting.graphUrl';
  return path === 'tenant' || path.startsWith('tenant.') || isConnecting;
}

/** One value that the schema knows: where it stands, and what may stand there. */
export interface SchemaLeaf {
  readonly path: string;
  readonly kind: 'text' | 'number' | 'toggle' | 'choice' | 'json';
  readonly values?: readonly string[];
  readonly default?: unknown;
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly default?: unknown;
}

const leafKinds: Readonly<Record<string, SchemaLeaf['kind']>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'toggle',
};

/** Every value that the JSON schema of the settings names, outside of alternatives; an alternative is one value. */
export function schemaLeaves(schema: unknown, at = ''): readonly SchemaLeaf[] {
  const { properties, type = '', enum: values, default: otherwise } = schema as Schema;
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([key, inner]) => schemaLeaves(inner, at === '' ? key : `${at}.${key}`));
  }
  const more = otherwise === undefined ? {} : { default: otherwise };
  if (values?.every((value) => typeof value === 'string')) return [{ path: at, kind: 'choice', values, ...more }];
  return [{ path: at, kind: leafKinds[type] ?? 'json', ...more }];
}

/** Set elsewhere, or nobody's to set: the PIN has a page of its own, the schema's address is the editor's. */
const elsewhere: readonly string[] = ['$schema', 'station.operatorPinHash'];

/** What the schema knows and the table above does not: to be shown by its path. */
export function unnamedLeaves(leaves: readonly SchemaLeaf[]): readonly SchemaLeaf[] {
  const named = Object.values(settingFields).map(({ path }) => path as string);
  const isCovered = ({ path }: SchemaLeaf) =>
    elsewhere.includes(path) || named.some((one) => one === path || one.startsWith(`${path}.`));
  return leaves.filter((leaf) => !isCovered(leaf));
}
