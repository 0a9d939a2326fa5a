import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import type { SystemLook } from './audit-probe.ts';

/** A system that does not answer a question is not waited for. */
const limitMs = 20_000;

/** This machine. Answers come in the system's plainest words, so that they can be read. */
export function createSystemLook(): SystemLook {
  return {
    run: (command, args) =>
      new Promise((resolve) => {
        const env = { ...process.env, LC_ALL: 'C' };
        execFile(command, [...args], { timeout: limitMs, windowsHide: true, env }, (error, stdout, stderr) => {
          const code = error === null ? 0 : error.code;
          // A command that is not there has a name for its code, one that took too long none.
          resolve(typeof code === 'number' ? { code, out: stdout || stderr } : undefined);
        });
      }),
    read(file) {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return undefined;
      }
    },
    rights(file) {
      try {
        const { uid, mode } = statSync(file);
        return { uid, mode, canWrite: canWrite(file) };
      } catch {
        return undefined;
      }
    },
    uid: os.userInfo().uid,
  };
}

function canWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
