import type { z } from 'zod';
import { mayBeStranger, type StationTraits } from '../../shared/command-access.ts';
import type { CommandName, contract } from '../../shared/contract.ts';
import type { CalledPerson, CommandRules } from '../../shared/contract-command.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Caller } from './caller.ts';

type RequestRules = CommandRules<z.ZodObject>;
/** A request as its schema has read it. */
type ReadRequest = z.infer<z.ZodObject>;

/** What the rules about requests ask of the rooms. */
export interface RequestRulesParts {
  readonly station: StationTraits;
  /** Who has signed in with an account of their own, by id; asked at self-service stations only. */
  readonly signedInPersonId: () => Promise<string | undefined>;
  /** Whether this visit has shown that person's badge; asked at stations that ask for one. */
  readonly isIdentified: (personId: string) => boolean;
  /** Whether this visit was shown that person. */
  readonly isShown: (personId: string) => boolean;
  /** Whether this visit was shown that person, or the station's copy of the directory knows them. */
  readonly isKnown: (personId: string) => boolean;
  /** Whether the operator has called this person, and nobody since. */
  readonly isCalled: (call: CalledPerson) => boolean;
  /** Takes one call of a pace: 0 when it may be made now, else after how many milliseconds. */
  readonly rates: Readonly<Record<NonNullable<RequestRules['pace']>, { take(): number }>>;
}

/** A command's rules, of which the contract knows that they fit its request. */
export function requestRulesOf(command: (typeof contract.commands)[CommandName]): RequestRules {
  return command as RequestRules;
}

/** The account that a command is called with, where it is about somebody or in their name: it decides, never the page. */
export async function ownAccount(
  { station, signedInPersonId }: RequestRulesParts,
  { about, isInOwnName }: RequestRules,
  request: ReadRequest,
): Promise<Result<string | undefined, Failure>> {
  if (station.signInMode !== 'self-service') return ok(undefined);
  if (about === undefined && isInOwnName !== true) return ok(undefined);
  const accountId = await signedInPersonId();
  if (accountId === undefined) return err({ code: 'sign-in-needed' });
  return about === undefined || about(request) === accountId ? ok(accountId) : err({ code: 'not-allowed' });
}

interface Asking {
  readonly accountId: string | undefined;
  readonly isOperator: boolean;
}

/** What the rules answer in the place of the handler; `undefined` where it is the handler's to answer. */
export function answerByRule(
  { station, isIdentified, isShown, isKnown, isCalled, rates }: RequestRulesParts,
  { about, aboutKnown, aboutShown, aboutCalled, pace }: RequestRules,
  request: ReadRequest,
  { accountId, isOperator }: Asking,
): Result<object, Failure> | undefined {
  const needsBadge = about !== undefined && station.trust === 'badge' && !isOperator;
  if (needsBadge && !isIdentified(about(request))) return err({ code: 'not-allowed' });
  if (aboutCalled !== undefined && !isCalled(aboutCalled(request)))
    return err({ code: 'not-allowed', detail: { expected: 'whom the operator has called' } });
  const isTrusted = isOperator || accountId !== undefined;
  if (aboutKnown !== undefined && !isTrusted && !isKnown(aboutKnown(request))) return err({ code: 'not-found' });
  if (!mayBeStranger(station, isOperator)) return undefined;
  if (aboutShown !== undefined && !isShown(aboutShown(request))) return ok({});
  const retryAfterMs = pace === undefined ? 0 : rates[pace].take();
  return retryAfterMs > 0 ? err({ code: 'too-many-searches', detail: { retryAfterMs } }) : undefined;
}

/** What the handler is told of whoever calls. */
export function callerOf(
  { station, signedInPersonId }: RequestRulesParts,
  { waitsForOperator, opensMoreToOperator }: RequestRules,
  { accountId, isOperator }: Asking,
): Caller {
  return {
    accountId,
    isStillThere: async () => accountId === undefined || (await signedInPersonId()) === accountId,
    waitsForOperator: waitsForOperator === true && station.trust === 'approval' && !isOperator,
    opensMore: opensMoreToOperator === true && isOperator,
  };
}
