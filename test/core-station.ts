import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createKiosk } from '../electron/core/kiosk.ts';
import type { Kiosk, Succession } from '../electron/core/kiosk-life.ts';
import { demoBaseUrl } from '../electron/demo/demo-address.ts';
import { createDemoTenant, type DemoTenant, type DemoTenantOptions } from '../electron/demo/demo-tenant.ts';
import { createFaceReader } from '../electron/face/face-reader.ts';
import { createSystemClock } from '../electron/host/system-clock.ts';
import { createPhotoWorker } from '../electron/photo/photo-worker.ts';
import type { Clock, FileChooser } from '../electron/ports.ts';
import type { ChildLink } from '../electron/process/child-link.ts';
import { nodeCarriesViews } from '../electron/process/fork-node.ts';
import { readCompanyMark } from '../electron/settings/company-mark.ts';
import { parseSettings } from '../electron/settings/settings-file.ts';
import type { CommandName, EventName } from '../shared/contract.ts';
import type { Failure } from '../shared/error-code.ts';
import type { Result } from '../shared/result.ts';
import { createFixedCipher } from './fixed-cipher.ts';
import { lendPhotoProcess } from './kept-process.ts';

/** A whole core on a folder of its own, with real rooms, over a demo tenant in this process. */
export interface CoreStation {
  readonly core: Kiosk;
  readonly demo: DemoTenant;
  readonly dataFolder: string;
  /** Lines of the log, by their event's name. */
  readonly logged: string[];
  ask(name: CommandName, request?: unknown): Promise<Result<unknown, Failure>>;
  /** Every value of an event from now on. */
  heard(name: EventName): readonly unknown[];
}

export interface CoreStationOptions {
  /** Settings beside the tenant. */
  readonly settings?: object;
  /** `own`: the same little Microsoft 365 under an address of its own, as a company's tenant. */
  readonly tenant?: 'demo' | 'own';
  readonly demoOptions?: DemoTenantOptions;
  /** The tenant that a station which was there before spoke to. */
  readonly demo?: DemoTenant;
  readonly clock?: Clock;
  /** What a station left before; absent: a folder of its own. */
  readonly dataFolder?: string;
  /** What closes the shell around it; absent: the station cannot be closed from its own screen. */
  readonly closeStation?: () => void;
  /** What makes a file of the page; absent: the page prints by itself. */
  readonly printPage?: () => Promise<Uint8Array>;
  /** What takes the place of the system's file dialog; absent: nothing does. */
  readonly fileChooser?: FileChooser;
  /** A station in a lobby, which nobody has set up yet: no settings file. */
  readonly isUnset?: boolean;
  /** A station in a lobby. */
  readonly isLocked?: boolean;
  /** With `own`: the demo company stands in for it. */
  readonly isRehearsal?: boolean;
  /** What runs the station on other settings; absent: it goes on as it is. */
  readonly renew?: Succession['renew'];
  /** Absent: the real photo process, started with its first picture. */
  readonly spawnPhotoProcess?: () => ChildLink;
  /** Absent: faces cannot be read. */
  readonly spawnFaceProcess?: () => ChildLink;
}

const ownUrl = 'http://127.0.0.1:9';

function tenantSettings(demo: DemoTenant, baseUrl: string) {
  const { tenantId, clientId } = demo;
  return { tenantId, clientId, cloud: 'global', authority: baseUrl, graphUrl: baseUrl } as const;
}

/** Builds the station; nothing is sent or asked before `core.start()`. Whoever builds it stops its core. */
export async function openCoreStation(options: CoreStationOptions = {}): Promise<CoreStation> {
  const clock = options.clock ?? createSystemClock();
  const demo = options.demo ?? createDemoTenant(options.demoOptions);
  demo.addOrigin(ownUrl);
  const isDemo = options.tenant !== 'own';
  const tenant = isDemo ? 'demo' : tenantSettings(demo, ownUrl);
  const settings = parseSettings({ ...options.settings, tenant }, 'settings.json');
  if (settings.kind === 'error') throw new Error(JSON.stringify(settings.error));
  const dataFolder = options.dataFolder ?? mkdtempSync(path.join(tmpdir(), 'core-station-'));
  const settingsFile = path.join(mkdtempSync(path.join(tmpdir(), 'core-settings-')), 'settings.json');
  if (!isDemo) writeFileSync(settingsFile, JSON.stringify({ ...options.settings, tenant }));
  const logged: string[] = [];
  const note = (event: string) => void logged.push(event);
  const photoWorker = createPhotoWorker({
    spawn: options.spawnPhotoProcess ?? photoProcessOnUse,
    clock: createSystemClock(),
  });
  const made = await createKiosk({
    loaded: {
      settings: settings.value,
      ...(options.isUnset === true ? {} : { namesTenant: true }),
      ...(options.isRehearsal === true ? { isRehearsal: true } : {}),
    },
    isLocked: options.isUnset === true || options.isLocked === true,
    readLog: () => new TextEncoder().encode(logged.map((msg) => `${JSON.stringify({ msg })}\n`).join('')),
    settingsHome: {
      file: settingsFile,
      kind: 'named',
      companyMark: () => readCompanyMark(dataFolder),
    },
    dataFolder,
    version: '0',
    ...(options.renew === undefined ? {} : { succession: { isUnlocked: false, renew: options.renew } }),
    ...(options.closeStation === undefined ? {} : { closeStation: options.closeStation }),
    ...(options.printPage === undefined ? {} : { printPage: options.printPage }),
    ...(options.fileChooser === undefined ? {} : { fileChooser: options.fileChooser }),
    shell: 'browser',
    clock,
    random: Math.random,
    randomId: randomUUID,
    fetch: demo.fetch,
    cipher: createFixedCipher(),
    log: { info: note, warn: note, error: note },
    photoWorker,
    faceReader: createFaceReader({
      spawn: options.spawnFaceProcess ?? noPhotoProcess,
      decode: photoWorker.decode,
      clock: createSystemClock(),
    }),
    demo: {
      tenant: { ...tenantSettings(demo, demoBaseUrl), api: 'v1.0', method: 'PUT' },
      secret: demo.clientSecret,
      fetch: demo.fetch,
      fault: () => demo.fault(),
      setFault: (fault) => demo.setFault(fault),
      onFault: (listener) => demo.onFault(listener),
    },
  });
  if (made.kind === 'error') throw new Error(made.error.code);
  const core = made.value;
  return {
    core,
    demo,
    dataFolder,
    logged,
    ask: async (name, request = {}) => (await core.invoke(name, request)) as Result<unknown, Failure>,
    heard(name) {
      const values: unknown[] = [];
      core.subscribe(name, (value) => values.push(value));
      return values;
    },
  };
}

/** The real photo process, once there is a picture for it: most stations of the tests see none. */
function photoProcessOnUse(): ChildLink {
  let link: ChildLink | undefined;
  const heard: Parameters<ChildLink['onMessage']>[0][] = [];
  const ended: Parameters<ChildLink['onExit']>[0][] = [];
  return {
    carriesViews: nodeCarriesViews,
    post(message) {
      if (link === undefined) {
        link = lendPhotoProcess();
        for (const listener of heard) link.onMessage(listener);
        for (const listener of ended) link.onExit(listener);
      }
      link.post(message);
    },
    onMessage(listener) {
      heard.push(listener);
      link?.onMessage(listener);
    },
    onExit(listener) {
      ended.push(listener);
      link?.onExit(listener);
    },
    kill() {
      if (link !== undefined) return link.kill();
      queueMicrotask(() => {
        for (const listener of ended) listener(1);
      });
    },
  };
}

/** In the place of the photo process, where a test starts no processes: each ends before it has done anything. */
export function noPhotoProcess(): ChildLink {
  return {
    post: () => {},
    onMessage: () => {},
    onExit: (listener) => queueMicrotask(() => listener(1)),
    kill: () => {},
  };
}
