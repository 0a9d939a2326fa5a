import { randomUUID, X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Unsubscribe } from '../../shared/contract.ts';
import type { DemoFault } from '../../shared/station.ts';
import type { Fetch, Log } from '../ports.ts';
import { createTokenKey } from './access-token.ts';
import { answerApi, areaOf, readApiPath } from './api-routes.ts';
import { createDemoDirectory, type DemoDirectory } from './demo-directory.ts';
import type { CallNotes, DemoPolicy, DemoWorld } from './demo-world.ts';
import { createDirectoryRoutes } from './directory-routes.ts';
import { applyFault, switchedFault } from './fault-application.ts';
import { asFetched, type DemoAnswer, networkError } from './faulty-answer.ts';
import type { RequestMarks } from './graph-error.ts';
import { createJournal, type DemoRequest, type Journal } from './journal.ts';
import { loadSharpHere } from './load-sharp.ts';
import { createPhotoStore, type PhotoStore, type StoredPhoto } from './photo-store.ts';
import { createPictures, type LoadSharp } from './pictures.ts';
import { demoClientId, demoClientSecret, sampleRegistrations } from './registrations.ts';
import {
  createFaultList,
  type FaultFilter,
  type FaultName,
  faultCatalogue,
  type RequestFault,
} from './request-fault.ts';
import { demoTenantId } from './sample-people.ts';
import { samplePhoto } from './sample-photos.ts';
import { createSignInFlows } from './sign-in-flows.ts';
import { createSignInPages } from './sign-in-pages.ts';
import { createSignInRoutes, type DemoEnv } from './sign-in-routes.ts';
import type { SignInParts } from './token-endpoint.ts';

/** Where the demo tenant lives for `fetch` inside the process; `.invalid` resolves nowhere (RFC 2606). */
export const demoBaseUrl = 'https://demo.photo-kiosk.invalid';

/** All optional: without options the tenant is the one that the kiosk embeds. */
export interface DemoTenantOptions {
  /** Wall clock in Unix milliseconds. */
  readonly nowMs?: () => number;
  readonly log?: Log;
  readonly loadSharp?: LoadSharp;
  /** How long every answer takes at least, and how long "slow" takes. */
  readonly latencyMs?: number;
  readonly slowMs?: number;
  readonly tokenLifetimeSeconds?: number;
  readonly deviceCode?: { readonly intervalSeconds: number; readonly lifetimeSeconds: number };
  readonly policy?: Partial<DemoPolicy>;
}

/** A small Microsoft Graph, Outlook photo API and sign-in authority with sample people; everything in memory. */
export interface DemoTenant {
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

  fault(): DemoFault;
  setFault(fault: DemoFault): void;
  onFault(listener: (fault: DemoFault) => void): Unsubscribe;
  /** Lets the next matching request fail; without a filter the next photo write. */
  failNext(fault: FaultName | RequestFault, filter?: FaultFilter): void;
  clearFaults(): void;
  setPolicy(policy: Partial<DemoPolicy>): void;

  readonly directory: DemoDirectory;
  readonly journal: Journal;
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

const graphAudiences = new Set([
  'https://graph.microsoft.com',
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
  '00000003-0000-0000-c000-000000000000',
]);
const outlookAudiences = new Set(['https://outlook.office.com', 'https://outlook.office365.com']);
/** A known resource whose tokens neither API takes, to see a wrong audience. */
const otherResources = new Set(['https://vault.azure.net']);

function createAudiences(origins: ReadonlySet<string>) {
  const plain = (resource: string): string => resource.replace(/\/+$/, '');
  const isOwn = (resource: string): boolean => origins.has(plain(resource));
  return {
    isAudience: (audience: string, api: 'graph' | 'outlook'): boolean =>
      isOwn(audience) || (api === 'graph' ? graphAudiences : outlookAudiences).has(plain(audience)),
    isResource: (resource: string): boolean =>
      isOwn(resource) || [graphAudiences, outlookAudiences, otherResources].some((set) => set.has(plain(resource))),
  };
}

function marksOf(request: Request, nowMs: number): RequestMarks {
  const requestId = randomUUID();
  const sent = request.headers.get('client-request-id');
  return { requestId, clientRequestId: sent === null || sent.length > 200 ? requestId : sent, nowMs };
}

function headersForJournal(headers: Headers): Record<string, string> {
  const kept = Object.fromEntries(headers);
  if (kept.authorization !== undefined) kept.authorization = 'Bearer …';
  delete kept.cookie;
  return kept;
}

async function errorCodeOf(response: Response): Promise<string | undefined> {
  if (response.status < 400 || !response.headers.get('content-type')?.includes('json')) return undefined;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  if (typeof error === 'string') return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function slotOf(directory: DemoDirectory, target: Parameters<DemoTenant['photo']>[0]): string {
  if ('user' in target) return `user:${directory.person(target.user)?.id ?? target.user}`;
  return 'group' in target ? `group:${target.group}` : `contact:${target.contact}`;
}

/** Creates a demo tenant. It listens nowhere by itself: use its `fetch`, or `serveDemoTenant`. */
export function createDemoTenant(options: DemoTenantOptions = {}): DemoTenant {
  const nowMs = options.nowMs ?? Date.now;
  const slowMs = options.slowMs ?? 4_000;
  const origins = new Set([demoBaseUrl]);
  let pagesOrigin: string | undefined;
  const audiences = createAudiences(origins);
  const directory = createDemoDirectory();
  const pictures = createPictures(options.loadSharp ?? loadSharpHere());
  const photos: PhotoStore = createPhotoStore({
    pictures,
    nowMs,
    sample: (slot) => samplePhoto(directory, pictures, slot),
  });
  const policy: DemoPolicy = {
    photoSource: 'cloud',
    appOnlyGroupWrites: 'allowed',
    appOnlyTeamWrites: 'refused',
    ...options.policy,
  };
  const world: DemoWorld = {
    directory,
    photos,
    policy,
    nowMs,
    tokens: createTokenKey(),
    isAudience: audiences.isAudience,
  };
  const flows = createSignInFlows({
    nowMs,
    intervalSeconds: options.deviceCode?.intervalSeconds ?? 5,
    lifetimeSeconds: options.deviceCode?.lifetimeSeconds ?? 900,
  });
  const certificates = new Map<string, X509Certificate[]>();
  const signInParts: SignInParts = {
    world,
    tenantId: demoTenantId,
    flows,
    certificates,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3_599,
    registration: (clientId) => sampleRegistrations.find((entry) => entry.clientId === clientId.toLowerCase()),
    isResource: audiences.isResource,
  };
  const journal = createJournal();
  const faults = createFaultList();
  let fault: DemoFault = 'none';
  const faultListeners = new Set<(fault: DemoFault) => void>();

  function setFault(next: DemoFault): void {
    if (next === fault) return;
    fault = next;
    for (const listener of faultListeners) listener(next);
  }

  function onFault(listener: (fault: DemoFault) => void): Unsubscribe {
    faultListeners.add(listener);
    return () => faultListeners.delete(listener);
  }

  const routes = new Hono<DemoEnv>()
    .route(
      '/',
      createSignInRoutes(signInParts, (origin) => pagesOrigin ?? origin),
    )
    .route('/', createSignInPages(signInParts))
    .route('/', createDirectoryRoutes({ world, journal, fault: () => fault, setFault, onFault }));

  async function wait(delayMs: number, signal: AbortSignal): Promise<void> {
    await sleep(delayMs, undefined, { signal });
  }

  async function answer(request: Request): Promise<DemoAnswer> {
    const marks = marksOf(request, nowMs());
    const { pathname, search } = new URL(request.url);
    const { area, isPhoto } = areaOf(pathname);
    const notes: CallNotes = {};
    const isApi = area === 'graph' || area === 'outlook';
    const path = isApi ? readApiPath(pathname) : undefined;
    const run = async (): Promise<Response> =>
      isApi ? answerApi(world, request, path, marks, notes) : routes.fetch(request, { marks });
    const subject = { area, isPhoto, isWrite: !['GET', 'HEAD'].includes(request.method) };
    const chosen = switchedFault(fault, subject, slowMs) ?? faults.take(subject);
    if (options.latencyMs !== undefined && area !== 'page') await wait(options.latencyMs, request.signal);
    const result = await applyFault(chosen, { request, marks, notes, photos, pictures, wait, run });
    if (area !== 'page') {
      if (chosen?.kind !== 'captive-portal') markResponse(result.response, marks, isApi);
      const code = await errorCodeOf(result.response);
      journal.add({
        atMs: marks.nowMs,
        area,
        method: request.method,
        path: `${pathname}${search}`,
        ...(path?.target === undefined ? {} : { target: path.target }),
        headers: headersForJournal(request.headers),
        requestId: marks.requestId,
        ...(result.kind === 'whole' ? { status: result.response.status } : {}),
        ...(code === undefined ? {} : { code }),
        durationMs: Math.max(0, nowMs() - marks.nowMs),
      });
    }
    return result;
  }

  const tenantFetch: Fetch = async (input, init) => {
    const request = new Request(input, init?.body instanceof ReadableStream ? { duplex: 'half', ...init } : init);
    if (!origins.has(new URL(request.url).origin)) throw networkError('ENOTFOUND');
    request.signal.throwIfAborted();
    return asFetched(await answer(request), request.signal);
  };

  return {
    tenantId: demoTenantId,
    clientId: demoClientId,
    clientSecret: demoClientSecret,
    baseUrl: demoBaseUrl,
    fetch: tenantFetch,
    answer,
    addOrigin(origin) {
      origins.add(origin);
      pagesOrigin ??= origin;
    },
    fault: () => fault,
    setFault,
    onFault,
    failNext: (what, filter = {}) => faults.add(typeof what === 'string' ? faultCatalogue[what] : what, filter),
    clearFaults: () => faults.clear(),
    setPolicy: (next) => Object.assign(policy, next),
    directory,
    journal,
    requests: () => journal.entries(),
    photo: (target) => photos.get(slotOf(directory, target)),
    registerCertificate(clientId, pem) {
      certificates.set(clientId, [...(certificates.get(clientId) ?? []), new X509Certificate(pem)]);
    },
    approveDevice: (userCode, idOrName) => flows.decideDevice(userCode, directory.person(idOrName)?.id ?? idOrName),
    declineDevice: (userCode) => flows.decideDevice(userCode, undefined),
    revokeSessions: (idOrName) => flows.revoke(directory.person(idOrName)?.id ?? idOrName),
  };
}

function markResponse(response: Response, marks: RequestMarks, isApi: boolean): void {
  const { headers } = response;
  headers.set('date', new Date(marks.nowMs).toUTCString());
  headers.set(isApi ? 'request-id' : 'x-ms-request-id', marks.requestId);
  headers.set('client-request-id', marks.clientRequestId);
}
