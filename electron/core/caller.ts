import type { CommandName, CommandRequest, KioskHandlers } from '../../shared/contract.ts';

/** What a command is to do otherwise for one caller than for another: made by the dispatch of the contract's rules, at each call. */
export interface Caller {
  /** Where the command is called in somebody's own name: the account that is signed in. */
  readonly accountId: string | undefined;
  /** Whether that account is still signed in, asked when long work is done; true where nobody's name is needed. */
  isStillThere(): Promise<boolean>;
  /** What is saved waits until the operator has looked at it. */
  readonly waitsForOperator: boolean;
  /** There is more to choose from than for everybody. */
  readonly opensMore: boolean;
}

/** What answers each command of the contract. */
export type CommandHandlers = {
  readonly [Name in CommandName]: (request: CommandRequest<Name>, caller: Caller) => ReturnType<KioskHandlers[Name]>;
};
