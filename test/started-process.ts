import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { smallNursery } from '../electron/process/fork-node.ts';

/** With what `npm run kiosk` and `npm start` start Node. */
export const asKioskStarts = { NODE_OPTIONS: smallNursery } as const;

const root = path.resolve(import.meta.dirname, '..');

/** A program of ours, running, with what it has printed. */
export interface StartedProcess {
  readonly child: ChildProcess;
  /** The match of the line that was waited for. */
  readonly ready: RegExpMatchArray;
  readonly exited: Promise<number | null>;
  output(): string;
  /** Resolves once the condition holds, looked at whenever something is printed. Rejects if the program ends before. */
  until(condition: () => boolean): Promise<void>;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts `node SCRIPT …` and waits until a line of its standard output matches. Rejects with all output if it ends first. */
export function startProcess(
  script: string,
  args: readonly string[],
  readyLine: RegExp,
  env: NodeJS.ProcessEnv = {},
): Promise<StartedProcess> {
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = output.match(readyLine);
      if (ready !== null) resolve(started(ready));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    void exited.then((code) => reject(new Error(`${script} ended with ${code} before ${readyLine}:\n${output}`)));
  });

  function started(ready: RegExpMatchArray): StartedProcess {
    return {
      child,
      ready,
      exited,
      output: () => output,
      until: (condition) =>
        new Promise((resolve, reject) => {
          const look = () => condition() && resolve();
          child.stdout.on('data', look);
          look();
          void exited.then((code) => reject(new Error(`${script} ended with ${code}:\n${output}`)));
        }),
      async end(signal) {
        if (child.exitCode === null && child.signalCode === null) child.kill(signal);
        await exited;
      },
    };
  }
}
