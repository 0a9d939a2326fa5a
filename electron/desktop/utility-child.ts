import type { UtilityProcess } from 'electron';

/** A process of our own, by the little that its owner needs. */
export interface ChildLink {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however the process ended. */
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

interface Forker {
  fork(file: string, args: string[], options: { serviceName: string; stdio: 'ignore' | 'inherit' }): UtilityProcess;
}

/** Starts a bundled script in a utility process: Node without a window, apart from the main process. */
export function forkUtility(
  utilityProcess: Forker,
  file: string,
  serviceName: string,
  args: readonly string[] = [],
): ChildLink {
  const child = utilityProcess.fork(file, [...args], { serviceName, stdio: 'inherit' });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    // A process that hangs in foreign code does not hear a polite request.
    kill() {
      if (child.pid === undefined) child.once('spawn', () => endNow(child.pid));
      else endNow(child.pid);
    },
  };
}

function endNow(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself, which is what was wanted.
  }
}
