import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StationConnection } from '../electron/connecting/connection.ts';
import { createStationConnecting } from '../electron/core/station-connecting.ts';
import { type DemoServer, serveDemoTenant } from '../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant, type DemoTenantOptions } from '../electron/demo/demo-tenant.ts';
import { createSystemClock } from '../electron/host/system-clock.ts';
import type { Clock, Fetch } from '../electron/ports.ts';
import { parseSettings, readSettingsFile } from '../electron/settings/settings-file.ts';
import type { Settings } from '../electron/settings/settings-schema.ts';
import type { Connection, ConnectPlan } from '../shared/connection.ts';
import { createFixedCipher } from './fixed-cipher.ts';

/** A company's tenant on a socket, and what a station keeps while it is connected with it. */
export interface ConnectingStation {
  readonly tenant: DemoTenant;
  readonly folder: string;
  readonly settingsFile: string;
  /** Every line of the log and every request's address, headers and body, as text. */
  readonly said: string[];
  /** A process's share: the machine over the same folders. Closing it is a kill. */
  open(settings?: Settings, clock?: Clock): Promise<StationConnection>;
  settings(): Settings;
  /** Every byte on disk, as latin1. */
  onDisk(): string;
  close(): Promise<void>;
}

export const guided: ConnectPlan = { way: 'application', cloud: 'own', manner: 'guided', targets: ['user'] };

export async function openConnectingStation(
  options: DemoTenantOptions = {},
  more: object = {},
): Promise<ConnectingStation> {
  const tenant = createDemoTenant({ deviceCode: { intervalSeconds: 0.05, lifetimeSeconds: 900 }, ...options });
  const server: DemoServer = await serveDemoTenant(tenant, { port: 0 });
  const folder = mkdtempSync(path.join(tmpdir(), 'connecting-data-'));
  const settingsFile = path.join(mkdtempSync(path.join(tmpdir(), 'connecting-settings-')), 'settings.json');
  const said: string[] = [];
  const first = parseSettings({ connecting: { authority: server.url, graphUrl: server.url }, ...more }, settingsFile);
  if (first.kind === 'error') throw new Error(JSON.stringify(first.error));
  const note = (event: string, fields: object = {}) => void said.push(`${event} ${JSON.stringify(fields)}`);
  const recorded: Fetch = (input, init) => {
    const body = init?.body instanceof Uint8Array ? Buffer.from(init.body).toString() : String(init?.body ?? '');
    said.push(`${String(input)} ${JSON.stringify([...new Headers(init?.headers)])} ${body}`);
    return fetch(input, init);
  };
  return {
    tenant,
    folder,
    settingsFile,
    said,
    async open(settings = first.value, clock = createSystemClock()) {
      const connection = createStationConnecting({
        settings,
        settingsHome: { file: settingsFile, kind: 'named' },
        dataFolder: folder,
        clock,
        randomId: () => crypto.randomUUID(),
        fetch: recorded,
        cipher: createFixedCipher(),
        log: { info: note, warn: note, error: note },
        probePhotoProcess: async () => undefined,
        leaveDemo: () => note('left the demo'),
      });
      await connection.open();
      return connection;
    },
    settings() {
      const read = readSettingsFile(settingsFile);
      if (read.kind === 'error') throw new Error(JSON.stringify(read.error));
      return read.value.settings;
    },
    onDisk() {
      const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const files = [...entries.map((entry) => path.join(entry.parentPath, entry.name))];
      return Buffer.concat(files.map((file) => readFileSync(file))).toString('latin1');
    },
    close: () => server.close(),
  };
}

/** A clock on which a minute is over in three seconds, for what waits on purpose. */
export function hurriedClock(): Clock {
  const clock = createSystemClock();
  return {
    nowMs: clock.nowMs,
    monotonicMs: () => clock.monotonicMs() * 20,
    setTimer: (delayMs, action) => clock.setTimer(delayMs / 20, action),
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

/** Somebody approves every code that the station shows, as that person. */
export function approveAs(station: ConnectingStation, connection: StationConnection, alias: string): void {
  const approved = new Set<string>();
  connection.onChange(({ code }) => {
    if (code === undefined || approved.has(code.userCode)) return;
    approved.add(code.userCode);
    if (alias === 'nobody') station.tenant.declineDevice(code.userCode);
    else station.tenant.approveDevice(code.userCode, `${alias}@tidewater.example`);
  });
}
