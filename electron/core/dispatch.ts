import {
  type CommandName,
  type CommandReply,
  type CommandRequest,
  commandNames,
  contract,
  type KioskHandlers,
} from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Log } from '../ports.ts';

interface DispatchParts {
  readonly handlers: KioskHandlers;
  /** Whether the operator's screens are unlocked at this moment. */
  readonly isOperator: () => boolean;
  readonly log: Log;
}

type Handler = (request: CommandRequest<CommandName>) => Promise<Result<CommandReply<CommandName>, Failure>>;

function isCommandName(name: string): name is CommandName {
  return (commandNames as readonly string[]).includes(name);
}

/**
 * Turns the handlers into the one function that hosts call. A request is `unknown` until its schema has read it; an
 * operator's command is refused while the screens are locked; a bug in a handler becomes `internal` and a log line,
 * so nothing is thrown across a process boundary and no stack or path leaves the core.
 */
export function createDispatch({ handlers, isOperator, log }: DispatchParts) {
  return async (name: string, request: unknown): Promise<Result<unknown, Failure>> => {
    if (!isCommandName(name))
      return err({ code: 'bad-request', detail: { expected: 'a known command', actual: clip(name) } });
    const { access, request: schema } = contract.commands[name];
    if (access === 'operator' && !isOperator()) return err({ code: 'locked' });
    const parsed = schema.safeParse(request);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const at = clip(issue?.path.join('.') ?? '');
      return err({ code: 'bad-request', detail: { at, expected: clip(issue?.message ?? 'a valid request') } });
    }
    try {
      return await (handlers[name] as Handler)(parsed.data);
    } catch (cause) {
      log.error('command.failed', { command: name, cause });
      return err({ code: 'internal' });
    }
  };
}

function clip(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
