import { fork } from 'node:child_process';
import type { ChildLink } from './child-link.ts';

/** Starts a script of ours in plain Node. It ends with this process, whatever happens to it. */
export function forkNode(script: string, args: readonly string[] = []): ChildLink {
  const child = fork(script, args, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return {
    // A process that is already gone reports itself through `onExit`.
    post: (message) => void child.send(message as object, () => {}),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      child.once('exit', (code) => listener(code ?? 1));
      child.once('error', () => listener(1));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
