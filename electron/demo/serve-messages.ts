import { z } from 'zod';
import { type DemoFault, demoFaults } from '../../shared/station.ts';
import type { DemoTenant } from './demo-tenant.ts';

/** What a parent process may tell a demo tenant in a process of its own. */
const orderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set-fault'), fault: z.enum(demoFaults) }),
  z.object({ kind: z.literal('stop') }),
]);

/** What a demo tenant in a process of its own tells its parent. */
export type DemoNews =
  | {
      readonly kind: 'ready';
      readonly url: string;
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | { readonly kind: 'fault'; readonly fault: DemoFault };

/** The way to the parent: Node's IPC, or Electron's `process.parentPort`. */
export interface ParentLink {
  send(news: DemoNews): void;
  onMessage(listener: (message: unknown) => void): void;
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The link to the parent process; `undefined` when nobody listens, as in a terminal. */
export function parentLink(): ParentLink | undefined {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  if (port !== undefined) {
    return {
      send: (news) => port.postMessage(news),
      onMessage: (listener) => port.on('message', (event) => listener(event.data)),
    };
  }
  if (process.send === undefined) return undefined;
  return {
    send: (news) => void process.send?.(news),
    onMessage: (listener) => void process.on('message', listener),
  };
}

/** Ties a tenant to its parent: orders in, news out. Messages that are no orders are ignored. */
export function followParent(tenant: DemoTenant, link: ParentLink, url: string, stop: () => void): void {
  link.onMessage((message) => {
    const order = orderSchema.safeParse(message);
    if (!order.success) return;
    if (order.data.kind === 'set-fault') tenant.setFault(order.data.fault);
    else stop();
  });
  tenant.onFault((fault) => link.send({ kind: 'fault', fault }));
  const { tenantId, clientId, clientSecret } = tenant;
  link.send({ kind: 'ready', url, tenantId, clientId, clientSecret });
  link.send({ kind: 'fault', fault: tenant.fault() });
}
