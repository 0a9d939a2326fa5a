import { z } from 'zod';
import type { Access, Existence } from './command-access.ts';

/** The most a capture or chosen picture file may weigh on its way to the core. */
export const captureLimitBytes = 64 * 1024 * 1024;

const byteLimits = z.registry<{ readonly limitBytes: number }>();
export const bytes = z.instanceof(Uint8Array) as z.ZodType<Uint8Array>;

/** One byte array of a request: the schema and the wire keep the same limit, because there is only this one. */
export function bytesUpTo(limitBytes: number, { canBeEmpty = false } = {}): z.ZodType<Uint8Array> {
  const fewest = canBeEmpty ? 0 : 1;
  return bytes
    .refine((value) => value.byteLength >= fewest && value.byteLength <= limitBytes, {
      message: `expected ${fewest} to ${limitBytes} bytes`,
    })
    .register(byteLimits, { limitBytes });
}

/** The most that a byte array of this schema may weigh; `undefined`: the schema is none of `bytesUpTo`. */
export function bytesLimitOf(schema: z.core.$ZodType): number | undefined {
  return byteLimits.get(schema)?.limitBytes;
}

export const captureBytes = bytesUpTo(captureLimitBytes);
/** A request without anything in it. */
export const none = z.object({}).strict();
/** A reply that says no more than that it is done. */
export const done = z.object({});
/** The hash that a picture is known by, too. */
export const sha256 = z
  .string()
  .length(64)
  .regex(/^[0-9a-f]{64}$/);

/** Whom the operator has called before the camera, in which session of which roster. */
export interface CalledPerson {
  readonly rosterId: string;
  readonly sessionId: string;
  readonly personKey: string;
}

/**
 * The rules of one command; `core/dispatch.ts` keeps them, handlers know none of them. Where a handler does something else for
 * one caller than for another, it is told so by the `Caller` that the dispatch makes of these rules (`core/caller.ts`).
 */
export interface CommandRules<Request extends z.ZodObject> {
  readonly access: Access;
  /** At which stations it exists; absent: at every one. Elsewhere it is answered with `not-allowed`. */
  readonly existsAt?: Existence;
  /**
   * The operator's own hand is behind it: the time until their screens lock begins anew. Never set for what a screen asks
   * by itself, or an operator who walked away would stay signed in for as long as the list is shown.
   */
  readonly isSignOfLife?: true;
  /**
   * Whom the request is about, by id: at a self-service station that may only be the person who is signed in, at one that asks
   * for a badge only the person whose badge was shown in this visit.
   */
  readonly about?: (request: z.infer<Request>) => string;
  /**
   * It is done in the name of the account that is signed in at a self-service station: `sign-in-needed` where nobody is. What is
   * `about` somebody is done so as well.
   */
  readonly isInOwnName?: true;
  /**
   * Whom the request names, by id: who is neither the operator nor signed in with an account of their own may name only somebody
   * whom this visit was shown or whom the station's copy of the directory knows. Everybody else is `not-found`.
   */
  readonly aboutKnown?: (request: z.infer<Request>) => string;
  /** Whom the request names, by id: who may be a stranger hears of nobody whom this visit was not shown; the reply is empty. */
  readonly aboutShown?: (request: z.infer<Request>) => string;
  /** Whom the request is about: whoever is at the screen, only the person whom the operator has called. */
  readonly aboutCalled?: (request: z.infer<Request>) => CalledPerson;
  /** Who may be a stranger calls it no more often than people type names or hold up badges; then it is `too-many-searches`. */
  readonly pace?: 'search' | 'badge';
  /** Where photos wait until the operator has looked at them, what anybody but the operator saves does. */
  readonly waitsForOperator?: true;
  /** The operator is given more to choose from than anybody else. */
  readonly opensMoreToOperator?: true;
}

export function command<Request extends z.ZodObject, Reply extends z.ZodType>(
  rules: CommandRules<Request>,
  request: Request,
  reply: Reply,
) {
  return { existsAt: {}, isSignOfLife: false, ...rules, request, reply } as const;
}

/** Whatever an operator does by hand. */
export const byOperator = { access: 'operator', isSignOfLife: true } as const;
export const byVisitor = { access: 'visitor', isSignOfLife: true } as const;
