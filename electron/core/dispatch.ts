import { accessRefusal, type StationTraits } from '../../shared/command-access.ts';
import {
  type CommandName,
  type CommandReply,
  type CommandRequest,
  commandNames,
  contract,
  type KioskHandlers,
} from '../../shared/contract.ts';
import { type Failure, failureSchema } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import { fitTo, withoutNames } from './outgoing.ts';

interface DispatchParts {
  readonly handlers: KioskHandlers;
  readonly station: StationTraits;
  readonly operator: {
    /** Whether the operator's screens are unlocked at this moment. */
    isOperator(): boolean;
    /** The operator has just shown to be there. */
    touch(): void;
  };
  /** Who has signed in with an account of their own, by id; asked at self-service stations only. */
  readonly signedInPersonId: () => Promise<string | undefined>;
  /** Whether this visit has shown that person's badge; asked at stations that ask for one. */
  readonly isIdentified: (personId: string) => boolean;
  readonly log: Log;
}

type Command = (typeof contract.commands)[CommandName];
type Handler = (request: CommandRequest<CommandName>) => Promise<Result<CommandReply<CommandName>, Failure>>;

function isCommandName(name: string): name is CommandName {
  return (commandNames as readonly string[]).includes(name);
}

/**
 * Turns the handlers into the one function that hosts call, and keeps the contract's rules for all of them. A command that
 * does not exist at this station or that the caller may not call is refused before its request is read; a request is
 * `unknown` until its schema has read it; a reply that does not fit its schema is not sent, and carries no name while the
 * operator's screens are locked. A bug in a handler becomes `internal` and a log line, so nothing is thrown across a
 * process boundary and no stack or path leaves the core.
 */
export function createDispatch(parts: DispatchParts) {
  const { handlers, station, operator, log } = parts;
  return async (name: string, request: unknown): Promise<Result<unknown, Failure>> => {
    if (!isCommandName(name))
      return err({ code: 'bad-request', detail: { expected: 'a known command', actual: clip(name) } });
    const command = contract.commands[name];
    const refusal = accessRefusal(command, station, operator.isOperator());
    if (refusal !== undefined) return err({ code: refusal });
    const parsed = command.request.safeParse(request);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const at = clip(issue?.path.join('.') ?? '');
      return err({ code: 'bad-request', detail: { at, expected: clip(issue?.message ?? 'a valid request') } });
    }
    if (command.isSignOfLife) operator.touch();
    try {
      const foreign = await ownershipRefusal(parts, command, parsed.data);
      if (foreign !== undefined) return err({ code: foreign });
      const reply = await (handlers[name] as Handler)(parsed.data as CommandRequest<CommandName>);
      return sendable(reply, name, parts);
    } catch (cause) {
      log.error('command.failed', { command: name, cause });
      return err({ code: 'internal' });
    }
  };
}

/** The account that is signed in, or the badge that was shown, decides whom a request may be about, never the page. */
async function ownershipRefusal(
  { station, signedInPersonId, isIdentified, operator }: DispatchParts,
  command: Command,
  request: unknown,
): Promise<'sign-in-needed' | 'not-allowed' | undefined> {
  const about = command.about as ((request: unknown) => string) | undefined;
  if (about === undefined) return undefined;
  if (station.trust === 'badge' && !operator.isOperator() && !isIdentified(about(request))) return 'not-allowed';
  if (station.signInMode !== 'self-service') return undefined;
  const personId = await signedInPersonId();
  if (personId === undefined) return 'sign-in-needed';
  return personId === about(request) ? undefined : 'not-allowed';
}

function sendable(
  reply: Result<unknown, Failure>,
  name: CommandName,
  { operator, log }: DispatchParts,
): Result<unknown, Failure> {
  const fitted =
    reply.kind === 'ok' ? fitTo(contract.commands[name].reply, reply.value) : fitTo(failureSchema, reply.error);
  if (fitted.kind === 'misfit') {
    const { at, expected } = fitted;
    log.error('command.reply-misfit', { command: name, at: clip(at), expected: clip(expected) });
    return err({ code: 'internal' });
  }
  if (reply.kind === 'error') return err(fitted.value as Failure);
  // Asked now, not before the work: the screens may have been locked meanwhile.
  return ok(operator.isOperator() ? fitted.value : withoutNames(fitted.value));
}

function clip(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
