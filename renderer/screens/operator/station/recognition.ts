import type { ConnectCloud, Recognition } from '../../../../shared/connection.ts';

/** Where finding a company's cloud stands. */
export interface Recognising {
  readonly isBusy: boolean;
  readonly found?: Recognition;
}

export interface Recogniser {
  ask(typed: string): Promise<void>;
  /** Somebody has chosen by hand: what was found, and what is still to come, is not what is chosen. */
  drop(): void;
}

export function createRecogniser(parts: {
  /** What the station finds; `undefined` where it cannot be asked. */
  readonly recognise: (typed: string) => Promise<Recognition | undefined>;
  readonly show: (now: Recognising) => void;
  readonly choose: (cloud: ConnectCloud) => void;
}): Recogniser {
  /** Goes up with each question and each choice: an answer to an earlier one counts for nothing. */
  let turn = 0;
  return {
    async ask(typed) {
      turn += 1;
      const mine = turn;
      parts.show({ isBusy: true });
      const found = (await parts.recognise(typed).catch(() => undefined)) ?? { kind: 'offline' };
      if (mine !== turn) return;
      parts.show({ isBusy: false, found });
      if (found.kind === 'recognised') parts.choose(found.cloud);
    },
    drop() {
      turn += 1;
      parts.show({ isBusy: false });
    },
  };
}
