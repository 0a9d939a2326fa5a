import { ArrowLeft, ArrowRight, type LucideIcon, Undo2 } from 'lucide-react';

const directed: ReadonlySet<LucideIcon> = new Set([ArrowLeft, ArrowRight, Undo2]);

/** Whether an icon says forth or back along the line, and so is mirrored where lines run from right to left. Clocks and turns are not. */
export function isDirected(icon: LucideIcon): boolean {
  return directed.has(icon);
}
