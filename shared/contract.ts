import { z } from 'zod';
import { cropSchema } from './crop.ts';
import { type Failure, failureSchema } from './error-code.ts';
import { languageSchema } from './language.ts';
import { personSchema } from './person.ts';
import type { Result } from './result.ts';
import { signInStateSchema } from './sign-in-state.ts';
import { demoFaults, snapshotSchema } from './station.ts';
import { checkLineSchema } from './station-check.ts';
import { queueSummarySchema, uploadJobSchema } from './upload-job.ts';

/** The most a capture or chosen picture file may weigh on its way to the core. */
export const captureLimitBytes = 64 * 1024 * 1024;

const bytes = z.instanceof(Uint8Array) as z.ZodType<Uint8Array>;
const captureBytes = bytes.refine((value) => value.byteLength > 0 && value.byteLength <= captureLimitBytes, {
  message: `expected 1 to ${captureLimitBytes} bytes`,
});
const none = z.object({}).strict();
const jobId = z.object({ jobId: z.string().min(1).max(64) }).strict();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Who may call: anybody at the screen, or only while the operator's screens are unlocked. */
type Access = 'anyone' | 'operator';

function command<Request extends z.ZodType, Reply extends z.ZodType>(access: Access, request: Request, reply: Reply) {
  return { access, request, reply } as const;
}

/**
 * Everything the renderer may ask of the core and hear from it. Preload, Electron IPC, loopback and test doubles are
 * derived from this one value: a new call is one entry here and one handler in `kiosk.ts`.
 * Commands are verbs and answer with a `Result`; events are past facts and carry the new state whole.
 */
export const contract = {
  commands: {
    'station.snapshot': command('anyone', none, snapshotSchema),
    'station.check': command('operator', none, z.object({ lines: z.array(checkLineSchema) })),

    /** What the screen's side of the machine noticed; the core decides what it means. */
    'station.hint': command('anyone', z.object({ kind: z.enum(['network-online', 'network-offline']) }).strict(), none),

    'people.search': command(
      'anyone',
      z.object({ query: z.string().max(200) }).strict(),
      z.object({ people: z.array(personSchema), isFromCache: z.boolean() }),
    ),
    /** The present photo, at most `edgePx` wide; no photo, or offline without a cached one, is `undefined`. */
    'people.photo': command(
      'anyone',
      z.object({ personId: z.string().min(1).max(200), edgePx: z.number().int().min(1).max(648) }).strict(),
      z.object({ photo: bytes.optional() }),
    ),

    /** Decodes any picture file into an upright JPEG without metadata, so that the renderer never decodes a foreign format. */
    'photos.open': command(
      'anyone',
      z.object({ file: captureBytes }).strict(),
      z.object({ capture: bytes, widthPx: z.number().int(), heightPx: z.number().int() }),
    ),

    /**
     * Makes the photo and saves it. The reply is the promise "saved": photo and record are durably on disk.
     * `captureSha256` is the hash of what arrived, for the renderer to compare with its own.
     */
    'uploads.enqueue': command(
      'anyone',
      z
        .object({
          person: personSchema,
          capture: captureBytes,
          crop: cropSchema,
          noticeVersion: z.string().max(100),
          language: languageSchema,
        })
        .strict(),
      z.object({ job: uploadJobSchema, captureSha256: sha256, photoSha256: sha256, photo: bytes }),
    ),
    'uploads.get': command('anyone', jobId, z.object({ job: uploadJobSchema })),
    'uploads.list': command(
      'operator',
      z
        .object({
          offset: z.number().int().min(0),
          limit: z.number().int().min(1).max(500),
          filter: z.enum(['all', 'open', 'attention']),
        })
        .strict(),
      z.object({ jobs: z.array(uploadJobSchema), total: z.number().int() }),
    ),
    'uploads.thumbnail': command('operator', jobId, z.object({ photo: bytes.optional() })),
    'uploads.retry': command('operator', jobId, z.object({ job: uploadJobSchema })),
    'uploads.retryAll': command('operator', none, z.object({ count: z.number().int() })),
    'uploads.withdraw': command('operator', jobId, z.object({ job: uploadJobSchema })),
    /** Parked photos, sealed with the passphrase, for another station. */
    'uploads.export': command(
      'operator',
      z.object({ passphrase: z.string().min(8).max(200) }).strict(),
      z.object({ file: bytes, count: z.number().int() }),
    ),
    'uploads.import': command(
      'operator',
      z.object({ passphrase: z.string().min(8).max(200), file: captureBytes }).strict(),
      z.object({ count: z.number().int(), skipped: z.number().int() }),
    ),

    'signIn.start': command('anyone', z.object({ method: z.enum(['device-code', 'browser']) }).strict(), none),
    'signIn.cancel': command('anyone', none, none),
    'signIn.signOut': command('anyone', none, none),
    /** The signed-in person of the self-service mode, to be photographed. */
    'signIn.me': command('anyone', none, z.object({ person: personSchema })),

    'operator.unlock': command('anyone', z.object({ pin: z.string().min(1).max(64) }).strict(), none),
    'operator.lock': command('anyone', none, none),

    'demo.setFault': command('anyone', z.object({ fault: z.enum(demoFaults) }).strict(), none),
  },
  events: {
    'uploads.changed': z.object({ job: uploadJobSchema }),
    'queue.changed': z.object({ queue: queueSummarySchema }),
    'signIn.changed': z.object({ signIn: signInStateSchema }),
    'operator.changed': z.object({ isOperator: z.boolean() }),
    'demo.changed': z.object({ fault: z.enum(demoFaults) }),
  },
} as const;

export type Contract = typeof contract;
export type CommandName = keyof Contract['commands'];
export type EventName = keyof Contract['events'];
export type CommandRequest<Name extends CommandName> = z.infer<Contract['commands'][Name]['request']>;
export type CommandReply<Name extends CommandName> = z.infer<Contract['commands'][Name]['reply']>;
export type EventValue<Name extends EventName> = z.infer<Contract['events'][Name]>;

/** Removes a listener. Calling it twice does nothing more. */
export type Unsubscribe = () => void;

/** What the renderer sees as `window.kiosk`: one function a command, one subscription an event; nothing else. */
export type KioskApi = {
  readonly commands: {
    readonly [Name in CommandName]: (request: CommandRequest<Name>) => Promise<Result<CommandReply<Name>, Failure>>;
  };
  readonly events: {
    readonly [Name in EventName]: (listener: (value: EventValue<Name>) => void) => Unsubscribe;
  };
};

/** One handler a command. `unknown` has become the request type by the time a handler runs. */
export type KioskHandlers = {
  readonly [Name in CommandName]: (request: CommandRequest<Name>) => Promise<Result<CommandReply<Name>, Failure>>;
};

export const commandNames = Object.keys(contract.commands) as readonly CommandName[];
export const eventNames = Object.keys(contract.events) as readonly EventName[];

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
