import { type ChildProcess, fork } from 'node:child_process';
import type { ChildLink } from './child-link.ts';

/**
 * glibc gives every thread that takes memory an arena of its own (mallopt(3), M_ARENA_MAX), and each keeps what one decoded
 * picture took: a process works on one piece at a time, so one arena does. Other systems' allocators do not know the name.
 */
const oneArena = { MALLOC_ARENA_MAX: '1' } as const;

/**
 * What a process that works on pictures has in JavaScript is bytes on their way, which V8 would only collect later: by itself its
 * nursery grows to 134 MB in the process that an import runs in (seen in Node 24).
 */
export const smallNursery = '--max-semi-space-size=4';

/** Node writes a view's own bytes, not the memory behind it (child_process, "Advanced serialization"). */
export const nodeCarriesViews = true;

/** Starts a script of ours in plain Node. It ends with this process, whatever happens to it. */
export function startNode(script: string, args: readonly string[] = []): ChildProcess {
  return fork(script, args, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...oneArena, ...process.env },
    execArgv: [...process.execArgv, smallNursery],
  });
}

/** `startNode`, by the little that its owner needs. */
export function forkNode(script: string, args: readonly string[] = []): ChildLink {
  const child = startNode(script, args);
  return {
    carriesViews: nodeCarriesViews,
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
