import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';

/** OWASP's scrypt setting for 2^15: about 0.1 s on a small machine, 32 MB. */
const cost: ScryptOptions = { N: 2 ** 15, r: 8, p: 3, maxmem: 128 * 1024 * 1024 };
const hashBytes = 32;
const triesLimit = 5;
const blockMs = 15 * 60_000;
/** Characters; with five tries in 15 minutes, six digits hold for years. */
export const shortestPinLength = 6;

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Full-width digits of a Japanese or Chinese keyboard are the same PIN.
    scrypt(pin.normalize('NFKC'), salt, hashBytes, cost, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}

/** The hash for the settings' `station.operatorPinHash`: `scrypt:<salt>:<hash>`, base64. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt:${salt.toString('base64')}:${(await derive(pin, salt)).toString('base64')}`;
}

/** Whether `pin` is the one of `stored`. Compares in constant time; a damaged hash fits nothing. */
export async function isPin(pin: string, stored: string): Promise<boolean> {
  const [scheme, salt = '', hash = ''] = stored.split(':');
  const expected = Buffer.from(hash, 'base64');
  if (scheme !== 'scrypt' || expected.byteLength !== hashBytes) return false;
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64')), expected);
}

const countSchema = z.strictObject({
  tries: z.number().int().min(0),
  /** Wall-clock milliseconds; 0: not blocked. */
  blockedUntilMs: z.number().min(0),
});
type Count = z.infer<typeof countSchema>;
const noTries: Count = { tries: 0, blockedUntilMs: 0 };

async function readCount(file: string, nowMs: number): Promise<Count> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return noTries;
    throw error;
  }
  try {
    return countSchema.parse(JSON.parse(text));
  } catch {
    // Who damaged the count does not get new tries for it.
    return blockFrom(nowMs);
  }
}

function blockFrom(nowMs: number): Count {
  return { tries: triesLimit, blockedUntilMs: nowMs + blockMs };
}

/** What the count says now. A clock set back never makes a block longer than 15 minutes. */
export function pinCountNow(count: Count, nowMs: number): Count {
  if (count.blockedUntilMs === 0) return count;
  if (nowMs >= count.blockedUntilMs) return noTries;
  return { ...count, blockedUntilMs: Math.min(count.blockedUntilMs, nowMs + blockMs) };
}

/**
 * Verifies the operator's PIN. Each try is counted durably in `file` before the PIN is looked at, so that killing the
 * station between tries gives none back; five wrong ones block for 15 minutes, the right one clears the count.
 * Tries come one after another. The count is kept in memory too, which a fault of the disk (full, read-only, no file handles
 * left) does not make forget; a count that cannot be read and was never known is a block. Failures: `wrong-pin` with `triesLeft`, `pin-blocked` with `retryAfterSeconds`.
 */
export function createPinVerifier(parts: {
  /** Whether this is the operator's PIN. Called once for each try, when that is counted. */
  readonly isRight: (pin: string) => Promise<boolean>;
  readonly file: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** A station in a lobby takes no PIN that is shorter than `shortestPinLength`, also when it is right. */
  readonly isLocked?: boolean;
}): (pin: string) => Promise<Result<object, Failure>> {
  const { file, clock } = parts;
  let last: Promise<unknown> = Promise.resolve();
  let known: Count | undefined;
  const load = async () => known ?? (await readCount(file, clock.nowMs()).catch(() => blockFrom(clock.nowMs())));
  const save = (count: Count) => {
    known = count;
    try {
      writeFileDurably(file, Buffer.from(JSON.stringify(count)));
    } catch {
      // Memory has it; the queue reports the disk where the operator looks.
    }
  };
  const blocked = ({ blockedUntilMs }: Count) =>
    err({
      code: 'pin-blocked' as const,
      detail: { retryAfterSeconds: Math.max(1, Math.ceil((blockedUntilMs - clock.nowMs()) / 1000)) },
    });

  async function attempt(pin: string): Promise<Result<object, Failure>> {
    const before = pinCountNow(await load(), clock.nowMs());
    if (before.blockedUntilMs > 0) {
      save(before);
      return blocked(before);
    }
    const tries = before.tries + 1;
    const counted = { tries, blockedUntilMs: tries >= triesLimit ? clock.nowMs() + blockMs : 0 };
    const isLongEnough = pin.length >= (parts.isLocked === true ? shortestPinLength : 1);
    save(counted);
    if ((await parts.isRight(pin)) && isLongEnough) {
      save(noTries);
      return ok({});
    }
    if (counted.blockedUntilMs > 0) return blocked(counted);
    return err({ code: 'wrong-pin', detail: { triesLeft: triesLimit - tries } });
  }

  return (pin) => {
    const mine = last.then(() => attempt(pin));
    last = mine.catch(() => {});
    return mine;
  };
}
