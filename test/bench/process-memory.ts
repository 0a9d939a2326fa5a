import { readdirSync, readFileSync } from 'node:fs';

function fieldOf(file: string, field: string): number | undefined {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1]);
  } catch {
    // Ended meanwhile.
    return undefined;
  }
}

/** A process with everything that it started. */
function treeOf(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: fieldOf(`/proc/${name}/status`, 'PPid') }));
  const tree = [root];
  for (const pid of tree) tree.push(...parents.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return tree;
}

/** Bytes of memory of a process and all that it started, what they share counted once (proc_pid_smaps(5)); Linux only. */
export function memoryOfTree(root: number): number {
  const sizes = treeOf(root).map((pid) => fieldOf(`/proc/${pid}/smaps_rollup`, 'Pss') ?? 0);
  return sizes.reduce((sum, kilobytes) => sum + kilobytes, 0) * 1024;
}
