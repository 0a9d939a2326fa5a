import { type ChildProcess, fork } from 'node:child_process';
import { request } from 'node:https';
import { createTestCertificate, type TestCertificate } from './test-certificate.ts';

/** What the next request to the authority meets instead of an answer. */
export type AuthorityFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'hang-before-headers' | 'hang-in-headers' | 'hang-in-body' | 'reset' | 'lost-answer' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: Record<string, string>;
    };

export type AuthorityCommand =
  | { readonly kind: 'faults'; readonly faults: readonly AuthorityFault[] }
  | { readonly kind: 'requests' | 'forget-requests' }
  | { readonly kind: 'approve-page'; readonly url: string; readonly who?: string }
  | {
      readonly kind: 'decide';
      readonly userCode: string;
      readonly decision: 'approve' | 'deny' | 'expire';
      readonly who?: string;
    };

export interface AuthorityOptions {
  readonly tenantId: string;
  readonly graphUrl: string;
  readonly secretClientId: string;
  readonly certificateClientId: string;
  readonly publicClientId: string;
  readonly secret: string;
  readonly stationCertificatePem: string;
  readonly tls: TestCertificate;
  readonly people: Readonly<Record<string, { name: string; preferred_username: string }>>;
  readonly approveAs: string;
  readonly tokenLifetimeSeconds: number;
  readonly codeLifetimeSeconds: number;
  readonly intervalSeconds: number;
  readonly port?: number;
}

interface SeenRequest {
  readonly path: string;
  readonly grant?: string;
  readonly claims?: string;
}

/** A running authority and everything a test needs to speak to it. */
export interface EntraAuthority {
  readonly origin: string;
  readonly options: AuthorityOptions;
  readonly station: TestCertificate;
  /** A `fetch` that trusts the authority's test CA; nothing else does. Redirects are not followed. */
  readonly fetch: (input: string | URL, init?: RequestInit) => Promise<Response>;
  /** Faults for the next requests, one each. */
  setFaults(...faults: AuthorityFault[]): Promise<void>;
  decide(userCode: string, decision: 'approve' | 'deny' | 'expire', who?: string): Promise<void>;
  /** What a browser sends to the redirect URI once `who` has signed in on the page of an authorization request. */
  approvePage(url: string, who?: string): Promise<{ readonly redirectUri: string; readonly form: URLSearchParams }>;
  requests(): Promise<readonly SeenRequest[]>;
  forgetRequests(): Promise<void>;
  close(): Promise<void>;
}

/** `fetch` over node:https with one more trusted CA, for tests. */
export function fetchTrusting(caPem: string): EntraAuthority['fetch'] {
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const headers = Object.fromEntries(new Headers(init.headers));
      const outgoing = request(
        input,
        { method: init.method ?? 'GET', headers, ca: caPem, agent: false, signal: init.signal ?? undefined },
        (answer) => {
          const stream = new ReadableStream<Uint8Array>({
            start(controller) {
              answer.on('data', (chunk: Buffer) => controller.enqueue(new Uint8Array(chunk)));
              answer.on('end', () => controller.close());
              answer.on('error', (error) => controller.error(error));
            },
          });
          const answerHeaders = Object.entries(answer.headers).map(
            ([name, value]) => [name, String(value)] as [string, string],
          );
          resolve(new Response(stream, { status: answer.statusCode ?? 0, headers: answerHeaders }));
        },
      );
      outgoing.on('error', (error) => reject(new TypeError('fetch failed', { cause: error })));
      outgoing.end(init.body ?? undefined);
    });
}

/** Asks the process and waits for its word. */
function conversation(child: ChildProcess) {
  let lastId = 0;
  return (command: AuthorityCommand): Promise<unknown> => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const listen = (message: { id?: number; value?: unknown; error?: string }) => {
        if (message.id !== id) return;
        child.off('message', listen);
        if (message.error === undefined) resolve(message.value);
        else reject(new Error(message.error));
      };
      child.on('message', listen);
      child.send({ id, command });
    });
  };
}

/** Starts `oidc-provider` behind Entra-shaped routes on https 127.0.0.1, in a process of its own. */
export async function startEntraAuthority(changes: Partial<AuthorityOptions> = {}): Promise<EntraAuthority> {
  const ca = createTestCertificate({ commonName: 'Photo kiosk test CA', isAuthority: true });
  const station = createTestCertificate({ commonName: 'station 7' });
  const options: AuthorityOptions = {
    tenantId: '6f1b7a6e-2a53-4a0e-9f5c-0d9d5a1c7e10',
    graphUrl: 'https://graph.test',
    secretClientId: '11111111-1111-4111-8111-111111111111',
    certificateClientId: '22222222-2222-4222-8222-222222222222',
    publicClientId: '33333333-3333-4333-8333-333333333333',
    secret: 'canary-secret-value',
    stationCertificatePem: station.certificatePem,
    tls: createTestCertificate({ commonName: '127.0.0.1', issuer: ca, ipAddress: '127.0.0.1' }),
    people: {
      'a0000000-0000-4000-8000-000000000001': {
        name: 'Canary Ingrid Ødegård',
        preferred_username: 'canary.ingrid@contoso.test',
      },
      'a0000000-0000-4000-8000-000000000002': {
        name: 'Canary Ravi Kumar',
        preferred_username: 'canary.ravi@contoso.test',
      },
    },
    approveAs: 'a0000000-0000-4000-8000-000000000001',
    tokenLifetimeSeconds: 3600,
    codeLifetimeSeconds: 900,
    intervalSeconds: 0.05,
    ...changes,
  };
  const child = fork(new URL('./entra-authority-process.ts', import.meta.url), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: { ready: string }) => resolve(message.ready));
    child.once('exit', (code) => reject(new Error(`the authority ended with ${code}: ${complaint}`)));
  });
  const ask = conversation(child);
  return {
    origin,
    options,
    station,
    fetch: fetchTrusting(ca.certificatePem),
    setFaults: async (...faults) => void (await ask({ kind: 'faults', faults })),
    decide: async (userCode, decision, who) =>
      void (await ask({ kind: 'decide', userCode, decision, ...(who === undefined ? {} : { who }) })),
    approvePage: async (url, who) => {
      const sent = await ask({ kind: 'approve-page', url, ...(who === undefined ? {} : { who }) });
      const { redirectUri, form } = sent as { redirectUri: string; form: Record<string, string> };
      return { redirectUri, form: new URLSearchParams(form) };
    },
    requests: async () => (await ask({ kind: 'requests' })) as SeenRequest[],
    forgetRequests: async () => void (await ask({ kind: 'forget-requests' })),
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}
