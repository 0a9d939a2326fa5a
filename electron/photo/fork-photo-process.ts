import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PhotoProcess } from './photo-worker.ts';

const script = fileURLToPath(new URL('photo-process.ts', import.meta.url));

/** Starts the photo process in plain Node. It ends with this process, whatever happens to it. */
export function forkPhotoProcess(): PhotoProcess {
  const child = fork(script, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
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
