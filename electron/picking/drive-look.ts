import type { MachineDrives } from './machine-drives.ts';

/** What is plugged in, as it was when it was last asked for. */
export interface DriveLook {
  /** For visitors (`isOperator` false) only what is surely taken away again. */
  shown(isOperator: boolean): Promise<readonly string[]>;
  /** The machine is asked again the next time. */
  forget(): void;
}

/** Asks once until it is told to forget. What was no answer is not kept. */
function askedOnce(ask: () => Promise<readonly string[] | undefined>) {
  let asking: Promise<readonly string[] | undefined> | undefined;
  return {
    async answer(): Promise<readonly string[] | undefined> {
      asking ??= ask();
      const mine = asking;
      const answer = await mine.catch(() => undefined);
      if (answer === undefined && asking === mine) asking = undefined;
      return answer;
    },
    forget() {
      asking = undefined;
    },
  };
}

/** Asks the machine once until it is told to forget: some of its tools take seconds, and people go from folder to folder. */
export function createDriveLook(drives: MachineDrives): DriveLook {
  const all = askedOnce(drives.all);
  const removable = askedOnce(async () => {
    const among = await all.answer();
    return among && drives.removableAmong(among);
  });
  return {
    shown: async (isOperator) => (await (isOperator ? all : removable).answer()) ?? [],
    forget() {
      all.forget();
      removable.forget();
    },
  };
}
