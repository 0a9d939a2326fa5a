import { z } from 'zod';
import {
  type CommandName,
  commandNames,
  type EventName,
  eventNames,
  type KioskApi,
  type Unsubscribe,
} from './contract.ts';
import { failureSchema } from './error-code.ts';

/** The shape of every reply on a wire, whatever the command. */
export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ok'), value: z.unknown() }),
  z.object({ kind: z.literal('error'), error: failureSchema }),
]);

/** How a host carries the contract: two functions from which the whole api is derived. */
export interface KioskTransport {
  invoke(name: CommandName, request: unknown): Promise<unknown>;
  subscribe(name: EventName, listener: (value: unknown) => void): Unsubscribe;
}

/** Derives the renderer's api from a transport. The object and both of its parts are frozen. */
export function createKioskApi(transport: KioskTransport): KioskApi {
  const commands = Object.fromEntries(
    commandNames.map((name) => [name, (request: unknown) => transport.invoke(name, request)]),
  );
  const events = Object.fromEntries(
    eventNames.map((name) => [name, (listener: (value: unknown) => void) => transport.subscribe(name, listener)]),
  );
  return Object.freeze({ commands: Object.freeze(commands), events: Object.freeze(events) }) as unknown as KioskApi;
}
