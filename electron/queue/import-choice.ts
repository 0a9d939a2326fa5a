import type { JobIndex } from './job-index.ts';
import type { TransferItem } from './job-transfer.ts';

/** A photo to be taken in, with the slot that it is for. */
export interface ChosenItem {
  readonly item: TransferItem;
  readonly slot: string;
}

const longAgo = Number.NEGATIVE_INFINITY;

/**
 * Which photos of another station are taken in, oldest first: of each slot the newest, when it is newer than what is here. A
 * photo that staff there had not let go outdates nobody's, here as little: each that is newer than what was let go is taken in
 * once, and waits for the staff of this station.
 */
export function chooseImports(found: readonly ChosenItem[], jobIndex: JobIndex): ChosenItem[] {
  const newest = new Map<string, ChosenItem>();
  const savedAtMs = (slot: string) =>
    newest.get(slot)?.item.savedAtMs ?? jobIndex.newestOfSlot(slot)?.savedAtMs ?? longAgo;
  for (const one of found) {
    if (one.item.isUnapproved !== true && savedAtMs(one.slot) < one.item.savedAtMs) newest.set(one.slot, one);
  }
  const known = new Set<string>();
  for (const { record } of jobIndex.all()) {
    if (record.unapproved !== undefined) known.add(`${record.slot} ${record.photoSha256} ${record.savedAtMs}`);
  }
  const held = found.filter(({ item, slot }) => {
    const key = `${slot} ${item.photoSha256} ${item.savedAtMs}`;
    if (item.isUnapproved !== true || known.has(key) || item.savedAtMs <= savedAtMs(slot)) return false;
    known.add(key);
    return true;
  });
  return [...newest.values(), ...held].sort((a, b) => a.item.savedAtMs - b.item.savedAtMs);
}
