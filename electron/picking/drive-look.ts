import type { MachineDrives } from './machine-drives.ts';

/** What is plugged in, as it was when it was last asked for. */
export interface DriveLook {
  /** For visitors (`isOperator` false) only what is surely taken away again. */
  shown(isOperator: boolean): Promise<readonly string[]>;
  /** The machine is asked again the next time. */
  forget(): void;
}

/** Asks the machine once until it is told to forget: some of its tools take seconds, and people go from folder to folder. */
export function createDriveLook(drives: MachineDrives): DriveLook {
  let all: Promise<readonly string[]> | undefined;
  let removable: Promise<readonly string[]> | undefined;
  return {
    async shown(isOperator) {
      all ??= drives.all();
      if (isOperator) return all;
      removable ??= all.then(drives.removableAmong);
      return removable;
    },
    forget() {
      all = undefined;
      removable = undefined;
    },
  };
}
