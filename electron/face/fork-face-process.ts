import { fileURLToPath } from 'node:url';
import type { ChildLink } from '../process/child-link.ts';
import { forkNode } from '../process/fork-node.ts';

const script = fileURLToPath(new URL('face-process.ts', import.meta.url));

/** Starts the face process in plain Node, with the models of `folder`. */
export function forkFaceProcess(folder: string): ChildLink {
  return forkNode(script, [folder]);
}
