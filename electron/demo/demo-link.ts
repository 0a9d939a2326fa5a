import { z } from 'zod';
import type { Unsubscribe } from '../../shared/contract.ts';
import { type DemoFault, demoFaults } from '../../shared/station.ts';
import type { Fetch, Log } from '../ports.ts';
import type { RealTenant } from '../settings/settings-schema.ts';
import { demoBaseUrl } from './demo-address.ts';
import type { DemoServer } from './demo-server.ts';

/** The embedded demo tenant, wherever it runs: in this process or in one of its own. */
export interface DemoLink {
  readonly tenant: RealTenant;
  readonly secret: string;
  readonly fetch: Fetch;
  /** Shows the demo directory in a browser. */
  readonly directoryUrl?: string;
  fault(): DemoFault;
  setFault(fault: DemoFault): void;
  onFault(listener: (fault: DemoFault) => void): Unsubscribe;
}

/** A demo tenant with its end. */
export interface OwnedDemoLink extends DemoLink {
  close(): Promise<void>;
}

/**
 * The demo tenant inside this process, with its directory page on a socket of its own so that people can watch photos
 * arrive. Without the socket (none can be had) the kiosk works all the same.
 */
export async function linkDemoInProcess(log: Log): Promise<OwnedDemoLink> {
  // A company's station has no use for it.
  const [{ createDemoTenant }, { serveDemoTenant }] = await Promise.all([
    import('./demo-tenant.ts'),
    import('./demo-server.ts'),
  ]);
  const demo = createDemoTenant({ log });
  let server: DemoServer | undefined;
  try {
    server = await serveDemoTenant(demo, { port: 0 });
  } catch (cause) {
    log.warn('demo.no-socket', { cause });
  }
  return {
    tenant: tenantAt(demoBaseUrl, demo),
    secret: demo.clientSecret,
    fetch: demo.fetch,
    ...(server === undefined ? {} : { directoryUrl: server.url }),
    fault: () => demo.fault(),
    setFault: (fault) => demo.setFault(fault),
    onFault: (listener) => demo.onFault(listener),
    close: async () => server?.close(),
  };
}

/** What the demo tenant's process (`demo/serve.ts`) says: where it is, once, and then every change of the fault. */
const newsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    url: z.string(),
    tenantId: z.string(),
    clientId: z.string(),
    clientSecret: z.string(),
  }),
  z.object({ kind: z.literal('fault'), fault: z.enum(demoFaults) }),
]);
type Ready = Extract<z.infer<typeof newsSchema>, { kind: 'ready' }>;

/** The process as its owner needs it; Electron's utility process has this shape. */
interface DemoProcess {
  post(message: { readonly kind: 'set-fault'; readonly fault: DemoFault }): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

/**
 * The demo tenant in a process of its own, where its picture work disturbs nobody; reached over loopback with `fetch`.
 * Rejects when the process ends before it is ready.
 */
export async function linkDemoProcess(spawn: () => DemoProcess, fetch: Fetch): Promise<OwnedDemoLink> {
  const child = spawn();
  const listeners = new Set<(fault: DemoFault) => void>();
  let fault: DemoFault = 'none';
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.onExit((code) => reject(new Error(`the demo tenant's process ended with ${code}`)));
    child.onMessage((message) => {
      const parsed = newsSchema.safeParse(message);
      if (!parsed.success) return;
      if (parsed.data.kind === 'ready') return resolve(parsed.data);
      fault = parsed.data.fault;
      for (const listener of [...listeners]) listener(fault);
    });
  });
  return {
    tenant: tenantAt(ready.url, ready),
    secret: ready.clientSecret,
    fetch,
    directoryUrl: ready.url,
    fault: () => fault,
    setFault: (next) => child.post({ kind: 'set-fault', fault: next }),
    onFault(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => child.kill(),
  };
}

function tenantAt(baseUrl: string, ids: { readonly tenantId: string; readonly clientId: string }): DemoLink['tenant'] {
  return {
    tenantId: ids.tenantId,
    clientId: ids.clientId,
    cloud: 'global',
    authority: baseUrl,
    graphUrl: baseUrl,
    api: 'v1.0',
    method: 'PUT',
  };
}
