import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StationConnection } from '../electron/connecting/connection.ts';
import { createRegisteredKeys, keyIdOf } from '../electron/connecting/registered-keys.ts';
import type { StationRenewal } from '../electron/connecting/renewal-parts.ts';
import {
  certificateFacts,
  type KeyPair,
  makeKeyPair,
  makeStationKey,
} from '../electron/connecting/station-certificate.ts';
import { createStationConnecting } from '../electron/core/station-connecting.ts';
import { createStationRenewal } from '../electron/core/station-renewal.ts';
import { createTenantAccess } from '../electron/core/tenant-access.ts';
import { keyCredentialOf } from '../electron/demo/application-body.ts';
import { grantableRoles, graphAppId } from '../electron/demo/application-store.ts';
import { type DemoServer, serveDemoTenant } from '../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant, type DemoTenantOptions } from '../electron/demo/demo-tenant.ts';
import { createSystemClock } from '../electron/host/system-clock.ts';
import type { Clock, Fetch } from '../electron/ports.ts';
import { readCompanyMark } from '../electron/settings/company-mark.ts';
import { parseSettings, readSettingsFile } from '../electron/settings/settings-file.ts';
import type { Settings } from '../electron/settings/settings-schema.ts';
import type { Connection, ConnectPlan } from '../shared/connection.ts';
import type { SignInState } from '../shared/sign-in-state.ts';
import { createFixedCipher } from './fixed-cipher.ts';

/** A company's tenant on a socket, and what a station keeps while it is connected with it. */
export interface ConnectingStation {
  readonly tenant: DemoTenant;
  /** Where it answers. */
  readonly url: string;
  readonly folder: string;
  readonly settingsFile: string;
  /** Every line of the log and every request's address, headers and body, as text. */
  readonly said: string[];
  /** A process's share: the machine over the same folders. Closing it is a kill. */
  open(settings?: Settings, clock?: Clock, home?: { readonly isLocked: boolean }): Promise<StationConnection>;
  settings(): Settings;
  /** Whether the queue can end what waits for the demo company, and how often it was asked to. */
  readonly queueDisk: { takesChanges: boolean; withdrawals: number };
  /** A process's share of renewing, on the settings as they stand, and the connection that it belongs to. */
  openRenewal(clock?: Clock): Promise<StationRenewal>;
  /**
   * The station signs in with a certificate that ends in so many days, and its registration has it alone; put there by hand, under
   * an id that the station does not know.
   */
  giveCertificate(days: number, put?: 'by the station' | 'under another id' | 'handed over'): Promise<void>;
  /** A fresh token by what was kept: sealed credential and settings file. */
  tokenAsKept(): Promise<SignInState>;
  /** Every byte on disk, as latin1. */
  onDisk(): string;
  close(): Promise<void>;
}

const knownPairs: KeyPair[] = [];
let given = 0;
/** One of four pairs in turn, made once: a pair is a second of work, and few promises are about a fresh one. */
async function knownPair(): Promise<KeyPair> {
  const at = given % 4;
  given += 1;
  const pair = knownPairs[at] ?? (await makeKeyPair());
  knownPairs[at] = pair;
  return pair;
}

export const guided: ConnectPlan = { way: 'application', cloud: 'own', manner: 'guided', targets: ['user'] };

export async function openConnectingStation(
  /** `hasFreshKeys`: the station makes every key anew. */
  options: DemoTenantOptions & { readonly hasFreshKeys?: boolean } = {},
  more: object = {},
): Promise<ConnectingStation> {
  const { hasFreshKeys = false, ...tenantOptions } = options;
  const pairs = hasFreshKeys ? {} : { makeKeyPair: knownPair };
  const tenant = createDemoTenant({ deviceCode: { intervalSeconds: 0.05, lifetimeSeconds: 900 }, ...tenantOptions });
  const server: DemoServer = await serveDemoTenant(tenant, { port: 0 });
  const folder = mkdtempSync(path.join(tmpdir(), 'connecting-data-'));
  const settingsFile = path.join(mkdtempSync(path.join(tmpdir(), 'connecting-settings-')), 'settings.json');
  const said: string[] = [];
  const first = parseSettings({ connecting: { authority: server.url, graphUrl: server.url }, ...more }, settingsFile);
  if (first.kind === 'error') throw new Error(JSON.stringify(first.error));
  const start = first.value;
  const note = (event: string, fields: object = {}) => void said.push(`${event} ${JSON.stringify(fields)}`);
  const recorded: Fetch = (input, init) => {
    const body = init?.body instanceof Uint8Array ? Buffer.from(init.body).toString() : String(init?.body ?? '');
    said.push(`${String(input)} ${JSON.stringify([...new Headers(init?.headers)])} ${body}`);
    return fetch(input, init);
  };
  const log = { info: note, warn: note, error: note };
  const queueDisk = { takesChanges: true, withdrawals: 0 };
  const openedRenewals: { close(): Promise<void> }[] = [];
  function readSettings(): Settings {
    const read = readSettingsFile(settingsFile);
    if (read.kind === 'error') throw new Error(JSON.stringify(read.error));
    return read.value.settings;
  }
  function accessAsKept(clock: Clock) {
    const parts = { clock, fetch: recorded, log, dataFolder: folder, cipher: createFixedCipher() };
    return createTenantAccess({ ...parts, settings: readSettings(), randomId: () => crypto.randomUUID() });
  }
  async function openAt(
    settings: Settings = start,
    clock: Clock = createSystemClock(),
    home: object = {},
  ): Promise<StationConnection> {
    const connection = createStationConnecting({
      settings,
      settingsHome: { file: settingsFile, kind: 'named', companyMark: () => readCompanyMark(folder), ...home },
      dataFolder: folder,
      clock,
      randomId: () => crypto.randomUUID(),
      fetch: recorded,
      cipher: createFixedCipher(),
      log,
      ...pairs,
      probePhotoProcess: async () => undefined,
      demo: { fetch: recorded, directoryUrl: server.url },
      async leaveDemo() {
        queueDisk.withdrawals += 1;
        return queueDisk.takesChanges;
      },
    });
    await connection.open();
    return connection;
  }
  return {
    tenant,
    url: server.url,
    folder,
    settingsFile,
    said,
    queueDisk,
    open: openAt,
    settings: readSettings,
    async openRenewal(clock = createSystemClock()) {
      const access = accessAsKept(clock);
      const connection = await openAt(readSettings(), clock);
      const parts = {
        clock,
        log,
        dataFolder: folder,
        cipher: createFixedCipher(),
        randomId: () => crypto.randomUUID(),
        ...pairs,
      };
      const renewal = createStationRenewal({ ...parts, access, connection, settings: readSettings() });
      openedRenewals.push(renewal, connection, access.signIn);
      await renewal.open();
      return renewal;
    },
    async giveCertificate(days, put = 'by the station') {
      const system = createSystemClock();
      const madeAtMs = system.nowMs() - (365 - days) * 86_400_000;
      const key = await makeStationKey('Photo kiosk', madeAtMs, knownPair);
      const { clientId } = readSettings().tenant as { clientId: string };
      for (const application of tenant.applications.applications.values()) {
        if (application.appId !== clientId) continue;
        const { derBase64, thumbprintSha256 } = certificateFacts(key.certificatePem);
        const keyId = put === 'by the station' ? keyIdOf(thumbprintSha256) : undefined;
        const given = keyCredentialOf({ keyId, type: 'AsymmetricX509Cert', usage: 'Verify', key: derBase64 }, []);
        if (given.kind === 'ok') application.keyCredentials = [given.value];
      }
      // What stood there before was nothing of this station's.
      rmSync(path.join(folder, 'connecting', 'certificates.sealed'), { force: true });
      if (put !== 'handed over') {
        const keys = createRegisteredKeys({ dataFolder: folder, cipher: createFixedCipher(), clock: system, log });
        await keys.note(clientId, certificateFacts(key.certificatePem));
      }
      // In the past, when it had not ended yet.
      const { signIn } = accessAsKept({ ...system, nowMs: () => madeAtMs + 86_400_000 });
      const bytes = Buffer.from(`${key.privateKeyPem}\n${key.certificatePem}`);
      const given = await signIn.provision({ kind: 'file', bytes });
      await signIn.close();
      if (given.kind === 'error') throw new Error(given.error);
    },
    async tokenAsKept() {
      const { signIn } = accessAsKept(createSystemClock());
      const state = await signIn.restore();
      await signIn.close();
      return state;
    },
    onDisk() {
      const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const files = [...entries.map((entry) => path.join(entry.parentPath, entry.name))];
      return Buffer.concat(files.map((file) => readFileSync(file))).toString('latin1');
    },
    async close() {
      for (const one of openedRenewals) await one.close();
      await server.close();
    },
  };
}

/** Somebody grants the one registration there is more than its plan takes, for another purpose. */
export function grantElsewhere({ tenant }: ConnectingStation, more: { role?: string; scope?: string }): void {
  const { applications } = tenant;
  const [application] = applications.applications.values();
  const principal = applications.principalOf(application?.appId ?? '');
  const resource = applications.principalOf(graphAppId);
  if (principal === undefined || resource === undefined) throw new Error('expected a registration, actual none');
  const role = grantableRoles.find(({ value }) => value === more.role);
  if (role !== undefined) {
    applications.assign({ principalId: principal.id, resourceId: resource.id, appRoleId: role.id });
  }
  for (const grant of applications.grants.filter(({ clientId }) => clientId === principal.id)) {
    if (more.scope === undefined) continue;
    applications.ungrant(grant.id);
    applications.grant({ ...grant, scope: `${grant.scope} ${more.scope}` });
  }
}

/** Nothing waits longer on purpose; what ends a request that hangs does. */
const longestPauseMs = 8_000;

/** A clock on which a pause is twenty times as short; a request has its time all the same, however busy the machine. */
export function hurriedClock(): Clock {
  const clock = createSystemClock();
  let skippedMs = 0;
  return {
    nowMs: clock.nowMs,
    monotonicMs: () => clock.monotonicMs() + skippedMs,
    setTimer(delayMs, action) {
      if (delayMs > longestPauseMs) return clock.setTimer(delayMs, action);
      return clock.setTimer(delayMs / 20, () => {
        skippedMs += (delayMs * 19) / 20;
        action();
      });
    },
  };
}

/** Resolves with the first state that `isIt`, from now on. */
export function untilState(connection: StationConnection, isIt: (state: Connection) => boolean): Promise<Connection> {
  return new Promise((resolve) => {
    const stop = connection.onChange(look);
    function look(state: Connection) {
      if (!isIt(state)) return;
      stop();
      resolve(state);
    }
    look(connection.state());
  });
}

/** What shows codes for an administrator. */
interface CodeShower {
  onChange(listener: (state: Pick<Connection, 'code'>) => void): unknown;
}

/** Somebody approves every code that the station shows, as that person. */
export function approveAs(station: ConnectingStation, shower: CodeShower, alias: string): void {
  const approved = new Set<string>();
  shower.onChange(({ code }) => {
    if (code === undefined || approved.has(code.userCode)) return;
    approved.add(code.userCode);
    if (alias === 'nobody') station.tenant.declineDevice(code.userCode);
    else station.tenant.approveDevice(code.userCode, `${alias}@tidewater.example`);
  });
}
