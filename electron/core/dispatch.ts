import { accessRefusal } from '../../shared/command-access.ts';
import {
  type CommandName,
  type CommandReply,
  type CommandRequest,
  commandNames,
  contract,
} from '../../shared/contract.ts';
import { type Failure, failureSchema } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import type { Caller, CommandHandlers } from './caller.ts';
import { fitTo, withoutNames } from './outgoing.ts';
import { answerByRule, callerOf, ownAccount, type RequestRulesParts, requestRulesOf } from './request-rules.ts';

interface DispatchParts extends RequestRulesParts {
  readonly handlers: CommandHandlers;
  readonly operator: {
    /** Whether the operator's screens are unlocked at this moment. */
    isOperator(): boolean;
    /** How often they have been locked. */
    lockings(): number;
    /** The operator has just shown to be there. */
    touch(): void;
  };
  readonly log: Log;
}

type Handler = (
  request: CommandRequest<CommandName>,
  caller: Caller,
) => Promise<Result<CommandReply<CommandName>, Failure>>;

function isCommandName(name: string): name is CommandName {
  return (commandNames as readonly string[]).includes(name);
}

/**
 * Turns the handlers into the one function that hosts call, and keeps the contract's rules for all of them. A command that
 * does not exist at this station or that the caller may not call is refused before its request is read; a request is
 * `unknown` until its schema has read it; a reply that does not fit its schema is not sent. While the operator's screens are
 * locked no reply carries a name; what others may not call at this station, or choose less from, is answered with `locked` when
 * they were locked while the answer was on its way, also where they are open again, though it is done. A bug in a handler
 * becomes `internal` and a log line, so nothing is thrown across a process boundary and no stack or path leaves the core.
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
    const lockings = operator.lockings();
    const isForOperator = accessRefusal(command, station, false) !== undefined;
    try {
      const rules = requestRulesOf(command);
      const account = await ownAccount(parts, rules, parsed.data);
      if (account.kind === 'error') return account;
      // Nothing is waited for between here and the handler's own beginning: what the rules have seen still holds there.
      const asking = { accountId: account.value, isOperator: operator.isOperator() };
      const answered = answerByRule(parts, rules, parsed.data, asking);
      if (answered !== undefined) return sendable(answered, name, parts);
      const handler = handlers[name] as Handler;
      const caller = callerOf(parts, rules, asking);
      const reply = await handler(parsed.data as CommandRequest<CommandName>, caller);
      const hasLocked = operator.lockings() !== lockings;
      if (hasLocked && (isForOperator || caller.opensMore)) return err({ code: 'locked' });
      return sendable(reply, name, parts);
    } catch (cause) {
      log.error('command.failed', { command: name, cause });
      return err({ code: 'internal' });
    }
  };
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
