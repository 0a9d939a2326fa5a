import { X509Certificate } from 'node:crypto';
import { Hono } from 'hono';
import type { Fetch, Log } from '../ports.ts';
import { createTokenKey } from './access-token.ts';
import { type ApplicationStore, createApplicationStore } from './application-store.ts';
import { createAudiences } from './audiences.ts';
import { demoBaseUrl } from './demo-address.ts';
import { createAnswering } from './demo-answering.ts';
import { createDemoDirectory, type DemoDirectory } from './demo-directory.ts';
import type { DemoPolicy, DemoWorld } from './demo-world.ts';
import { createDirectoryRoutes } from './directory-routes.ts';
import { createFaultSwitch, type FaultSwitch } from './fault-switch.ts';
import { asFetched, type DemoAnswer, networkError, untilAborted } from './faulty-answer.ts';
import { createListStore, type ListStore } from './list-store.ts';
import { createPhotoStore, type StoredPhoto } from './photo-store.ts';
import { createPictures, type Pictures } from './pictures.ts';
import { demoClientId, demoClientSecret, sampleRegistrations } from './registrations.ts';
import {
  createFaultList,
  type FaultFilter,
  type FaultName,
  faultCatalogue,
  type RequestFault,
} from './request-fault.ts';
import { createRequestLog, type DemoRequest, type RequestLog } from './request-log.ts';
import { type DemoPerson, demoTenantId } from './sample-people.ts';
import { samplePhoto } from './sample-photos.ts';
import { createSignInFlows, type SignInFlows } from './sign-in-flows.ts';
import { createSignInPages } from './sign-in-pages.ts';
import { createSignInRoutes, type DemoEnv } from './sign-in-routes.ts';
import type { SignInParts } from './token-endpoint.ts';

/** All optional: without options the tenant is the one that the kiosk embeds. */
export interface DemoTenantOptions {
  /** Wall clock in Unix milliseconds. */
  readonly nowMs?: () => number;
  readonly log?: Log;
  /** How long every answer takes at least, and how long "slow" takes. */
  readonly latencyMs?: number;
  readonly slowMs?: number;
  readonly tokenLifetimeSeconds?: number;
  readonly deviceCode?: { readonly intervalSeconds: number; readonly lifetimeSeconds: number };
  readonly policy?: Partial<DemoPolicy>;
  /** Other people than the sample ones. */
  readonly people?: readonly DemoPerson[];
}

/** A small Microsoft Graph, Outlook photo API and sign-in authority with sample people; everything in memory. */
export interface DemoTenant extends FaultSwitch {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Root of Graph and of the sign-in authority inside the process. On a socket it is the socket's own URL. */
  readonly baseUrl: string;
  /** The web's fetch for URLs below `baseUrl`; others reject as an unknown host would. */
  readonly fetch: Fetch;
  /** One request on any base, with what becomes of it: for carriers that can break an answer off. */
  answer(request: Request): Promise<DemoAnswer>;
  /** Tells the tenant that it can be reached at this origin, too; pages for people are linked there. */
  addOrigin(origin: string): void;

  /** Lets the next matching request fail; without a filter the next photo write. */
  failNext(fault: FaultName | RequestFault, filter?: FaultFilter): void;
  clearFaults(): void;
  setPolicy(policy: Partial<DemoPolicy>): void;

  readonly directory: DemoDirectory;
  readonly applications: ApplicationStore;
  readonly lists: ListStore;
  readonly requestLog: RequestLog;
  /** Every request so far, oldest first. */
  requests(): readonly DemoRequest[];
  /** The photo of a person (id or user principal name), group or contact. */
  photo(
    target: { readonly user: string } | { readonly group: string } | { readonly contact: string },
  ): Promise<StoredPhoto | undefined>;

  /** Lets a certificate (PEM) sign client assertions of a registration. */
  registerCertificate(clientId: string, pem: string): void;
  /** What a person does at `/device`. False when no sign-in waits for the code. */
  approveDevice(userCode: string, idOrName: string): boolean;
  declineDevice(userCode: string): boolean;
  /** Ends a person's sessions: refresh tokens stop working. */
  revokeSessions(idOrName: string): void;
}

function slotOf(directory: DemoDirectory, target: Parameters<DemoTenant['photo']>[0]): string {
  if ('user' in target) return `user:${directory.person(target.user)?.id ?? target.user}`;
  return 'group' in target ? `group:${target.group}` : `contact:${target.contact}`;
}

const defaultPolicy: DemoPolicy = {
  photoSource: 'cloud',
  appOnlyGroupWrites: 'allowed',
  appOnlyTeamWrites: 'allowed',
  deltaPageRows: 200,
  deltaManner: 'brief',
  registrations: 'everybody',
  applicationQuota: 250,
  consentDelayMs: 0,
  listUnitsPerMinute: 1_200,
};

function createWorld(options: DemoTenantOptions, origins: ReadonlySet<string>, pictures: Pictures): DemoWorld {
  const nowMs = options.nowMs ?? Date.now;
  const directory = createDemoDirectory(options.people);
  const policy = { ...defaultPolicy, ...options.policy };
  return {
    directory,
    applications: createApplicationStore({ nowMs, consentDelayMs: () => policy.consentDelayMs }),
    photos: createPhotoStore({ pictures, nowMs, sample: (slot) => samplePhoto(directory, pictures, slot) }),
    lists: createListStore({ nowMs, unitsPerMinute: () => policy.listUnitsPerMinute }),
    policy,
    nowMs,
    tokens: createTokenKey(),
    isAudience: createAudiences(origins).isAudience,
  };
}

function createSignIn(options: DemoTenantOptions, world: DemoWorld, origins: ReadonlySet<string>) {
  const certificates = new Map<string, readonly X509Certificate[]>();
  const { intervalSeconds = 5, lifetimeSeconds = 900 } = options.deviceCode ?? {};
  const flows: SignInFlows = createSignInFlows({ nowMs: world.nowMs, intervalSeconds, lifetimeSeconds });
  const parts: SignInParts = {
    world,
    tenantId: demoTenantId,
    flows,
    certificates: {
      get: (clientId) => [...(certificates.get(clientId) ?? []), ...world.applications.certificates(clientId)],
    },
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3_599,
    registration: (clientId) =>
      sampleRegistrations.find((entry) => entry.clientId === clientId.toLowerCase()) ??
      world.applications.registration(clientId),
    isResource: createAudiences(origins).isResource,
  };
  return { parts, flows, certificates };
}

/** Creates a demo tenant. It listens nowhere by itself: use its `fetch`, or `serveDemoTenant`. */
export function createDemoTenant(options: DemoTenantOptions = {}): DemoTenant {
  const origins = new Set([demoBaseUrl]);
  let pagesOrigin: string | undefined;
  const pictures = createPictures();
  const world = createWorld(options, origins, pictures);
  const signIn = createSignIn(options, world, origins);
  const requestLog = createRequestLog();
  const faults = createFaultList();
  const faultSwitch = createFaultSwitch();
  const tokenRoutes = createSignInRoutes(signIn.parts, (origin) => pagesOrigin ?? origin);
  const routes = new Hono<DemoEnv>()
    .route('/', tokenRoutes)
    .route('/', createSignInPages(signIn.parts))
    .route('/', createDirectoryRoutes({ world, requestLog, ...faultSwitch }));
  const { latencyMs = 0, slowMs = 4_000, log } = options;
  const answer = createAnswering({ world, pictures, routes, faults, faultSwitch, requestLog, latencyMs, slowMs, log });

  return {
    tenantId: demoTenantId,
    clientId: demoClientId,
    clientSecret: demoClientSecret,
    baseUrl: demoBaseUrl,
    fetch: createFetch(origins, answer),
    answer,
    addOrigin(origin) {
      origins.add(origin);
      pagesOrigin ??= origin;
    },
    ...faultSwitch,
    failNext: (what, filter = {}) => faults.add(typeof what === 'string' ? faultCatalogue[what] : what, filter),
    clearFaults: () => faults.clear(),
    setPolicy: (next) => Object.assign(world.policy, next),
    directory: world.directory,
    applications: world.applications,
    lists: world.lists,
    requestLog,
    requests: () => requestLog.entries(),
    photo: (target) => world.photos.get(slotOf(world.directory, target)),
    ...createHands(world.directory, signIn),
  };
}

/** What people and administrators do at a real tenant. */
function createHands(directory: DemoDirectory, signIn: ReturnType<typeof createSignIn>) {
  const { flows, certificates } = signIn;
  const idOf = (idOrName: string): string => directory.person(idOrName)?.id ?? idOrName;
  return {
    registerCertificate(clientId: string, pem: string): void {
      certificates.set(clientId, [...(certificates.get(clientId) ?? []), new X509Certificate(pem)]);
    },
    approveDevice: (userCode: string, idOrName: string): boolean => flows.decideDevice(userCode, idOf(idOrName)),
    declineDevice: (userCode: string): boolean => flows.decideDevice(userCode, undefined),
    revokeSessions: (idOrName: string): void => flows.revoke(idOf(idOrName)),
  };
}

function createFetch(origins: ReadonlySet<string>, answer: (request: Request) => Promise<DemoAnswer>): Fetch {
  return async (input, init) => {
    // Node wants `duplex` with a streamed body; not every set of types knows the option.
    const duplex = init?.body instanceof ReadableStream ? { duplex: 'half' } : {};
    const request = new Request(input, { ...init, ...duplex } as RequestInit);
    const { signal } = request;
    if (!origins.has(new URL(request.url).origin)) throw networkError('ENOTFOUND');
    signal.throwIfAborted();
    const given = answer(request).then((result) => asFetched(result, signal));
    return Promise.race([given, untilAborted(signal)]);
  };
}
