import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Result } from '../../shared/result.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import { isThere } from '../storage/file-place.ts';
import type { SetAsideReason } from '../storage/set-aside.ts';
import { stationExitCodes } from './exit-code.ts';
import type { StartFailure } from './failure.ts';

/** Data that nothing is wrong with, only not for this station at this moment: what becomes of it is a person's decision. */
export const decidedByPerson: readonly SetAsideReason[] = ['key-unreadable', 'newer'];

const fileOf = (dataFolder: string) => path.join(dataFolder, 'begin-anew.txt');

/** Keeps a person's decision that unusable data is set aside. It holds for one start. Throws faults of the disk. */
function decideToBeginAnew(dataFolder: string): void {
  writeFileDurably(fileOf(dataFolder), Buffer.from('Data that cannot be used is set aside at the next start.\n'));
}

/**
 * Carries out `--begin-anew`: keeps the decision for the running station, or its next start, and says so. Gives the code to end
 * with.
 */
export function takeDecision(
  dataFolder: Result<string, StartFailure>,
  terminal: Pick<Console, 'log' | 'error'>,
): number {
  if (dataFolder.kind === 'error') {
    terminal.error(dataFolder.error.text);
    return dataFolder.error.code;
  }
  decideToBeginAnew(dataFolder.value);
  terminal.log('Data that cannot be used is set aside at the next try to start; it stays on the disk.');
  return stationExitCodes.ok;
}

/** Whether somebody has decided so. */
export function hasDecidedToBeginAnew(dataFolder: string): boolean {
  return isThere(fileOf(dataFolder));
}

/** A store is open: the decision has been carried out, or was not needed. */
export function forgetDecision(dataFolder: string): void {
  rmSync(fileOf(dataFolder), { force: true });
}
