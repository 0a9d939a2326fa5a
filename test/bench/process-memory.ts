import { readdirSync, readFileSync } from 'node:fs';

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Ended meanwhile.
    return '';
  }
}

/** A process with everything that it started (proc_pid_task(5), `children`). */
function treeOf(root: number): number[] {
  const tree = [root];
  for (const pid of tree) {
    let threads: string[] = [];
    try {
      threads = readdirSync(`/proc/${pid}/task`);
    } catch {
      // Ended meanwhile.
    }
    const children = threads.flatMap((thread) => textOf(`/proc/${pid}/task/${thread}/children`).split(' '));
    tree.push(...children.map(Number).filter((child) => child > 0));
  }
  return tree;
}

/** Kilobytes of a process's memory that are its own, and that it maps from files. */
function sizesOf(pid: number): { readonly own: number; readonly mapped: number } {
  const status = textOf(`/proc/${pid}/status`);
  const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return { own: kilobytes('RssAnon') + kilobytes('RssShmem'), mapped: kilobytes('RssFile') };
}

/**
 * Bytes of memory of a process and all that it started; of the files that they map (the same programs and libraries) those of
 * whoever maps most. Linux only. Exact shares (`smaps_rollup`) take the kernel so long that the processes stand still for it:
 * asked ten times a second, half of what an import took was the asking.
 */
export function memoryOfTree(root: number): number {
  const sizes = treeOf(root).map(sizesOf);
  const own = sizes.reduce((sum, size) => sum + size.own, 0);
  return (own + Math.max(0, ...sizes.map(({ mapped }) => mapped))) * 1024;
}
