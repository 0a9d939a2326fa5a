import { fileURLToPath } from 'node:url';
import type { ChildLink } from '../process/child-link.ts';
import { forkNode } from '../process/fork-node.ts';

const script = fileURLToPath(new URL('photo-process.ts', import.meta.url));

/** Starts the photo process in plain Node. It ends with this process, whatever happens to it. */
export function forkPhotoProcess(): ChildLink {
  return forkNode(script);
}
