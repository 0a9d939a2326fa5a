import { createHash, randomUUID } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { parseTarget } from '../../shared/target.ts';
import { loopTurn } from '../process/loop-turn.ts';
import { type ChosenItem, chooseImports } from './import-choice.ts';
import { type AdmissionParts, type JobAdmission, newRecord, saveFailure, slotHash } from './job-admission.ts';
import type { PreparedJob } from './job-store.ts';
import type { TransferItem } from './job-transfer.ts';

/** What came of an import. */
export interface Imported {
  readonly count: number;
  /** Already here, or older than what is here. */
  readonly skipped: number;
  /** Not what was exported: not taken in. */
  readonly damaged: number;
}

interface ImportParts extends AdmissionParts {
  readonly admission: JobAdmission;
  /** The station stops: what was begun is given up. */
  readonly isStopping: () => boolean;
}

/** Photos of so many bytes go to the disk before the loop turns. */
const stretchBytes = 512 * 1024;

/**
 * Takes in photos of another station: all that can be taken, or none. Skips what is damaged, known, or older than what is
 * here. Other commands are answered meanwhile: the photos are written ahead in many commits, into rows that this import has
 * kept for itself, and one commit at the end makes jobs of all of them. Before that nothing shows; an import that comes to no
 * end leaves no photo (the next start erases what a killed one wrote).
 */
export async function importPhotos(
  parts: ImportParts,
  items: readonly TransferItem[],
): Promise<Result<Imported, Failure>> {
  const { jobStore, admission } = parts;
  const ready = jobStore.unstage();
  if (ready.kind === 'error') return err(saveFailure(ready.error));
  const found = await wholeItems(parts, items);
  const chosen = chooseImports(found, parts.jobIndex);
  const damaged = items.length - found.length;
  const cameTo = (count: number) => ok({ count, skipped: items.length - damaged - count, damaged });
  if (chosen.length === 0) return cameTo(0);
  const sizeBytes = chosen.reduce((sum, { item }) => sum + item.photo.byteLength, 0);
  const refusal = admission.refusal(sizeBytes, chosen.length);
  if (refusal !== undefined) return err(refusal);
  const taken = await takeIn(parts, chosen);
  if (taken.kind === 'ok') return cameTo(taken.value);
  jobStore.unstage();
  return taken;
}

/** The items that are what was exported. */
async function wholeItems(parts: ImportParts, items: readonly TransferItem[]): Promise<ChosenItem[]> {
  const found: ChosenItem[] = [];
  let untilTurn = stretchBytes;
  for (const item of items) {
    const slot = slotOfItem(parts, item);
    if (slot !== undefined) found.push({ item, slot });
    untilTurn -= item.photo.byteLength;
    if (untilTurn > 0) continue;
    untilTurn = stretchBytes;
    await loopTurn();
  }
  return found;
}

/** The slot of an item that can be taken in; `undefined` when it is not what was exported. */
function slotOfItem({ store }: ImportParts, item: TransferItem): string | undefined {
  const target = parseTarget(item.target);
  const { photo, photoSha256 } = item;
  if (target.kind === 'error' || createHash('sha256').update(photo).digest('hex') !== photoSha256) return undefined;
  return slotHash(store, target.value, item.personId);
}

/** How many of the chosen have become jobs: those that nothing newer has come for meanwhile. */
async function takeIn(parts: ImportParts, chosen: readonly ChosenItem[]): Promise<Result<number, Failure>> {
  const { store, table, jobIndex, jobStore, admission, isStopping } = parts;
  const generation = store.generation();
  const from = table.ledger.nextSeq;
  const range = { from, to: from + chosen.length - 1 };
  const visit = randomUUID();
  const prepared: PreparedJob[] = [];
  for (const stretch of stretches(chosen)) {
    if (isStopping()) return err({ code: 'not-now' });
    const ahead = stretch.map(({ item: { photo, isUnapproved, ...rest }, slot }, index) => {
      const unapproved = isUnapproved === true ? { unapproved: { visit } } : {};
      const known = { ...rest, slot, sizeBytes: photo.byteLength, ...unapproved };
      return jobStore.prepare(newRecord(known, from + prepared.length + index), photo, 'imported');
    });
    const staged = jobStore.stage(range, ahead);
    if (staged.kind === 'error') return err(saveFailure(staged.error));
    prepared.push(...ahead);
    await loopTurn();
  }
  const ahead = await table.linesAhead(prepared.map(({ audit }) => audit));
  // The last commit is the longest: the log that it would fill is emptied in a turn of its own.
  jobStore.checkpoint();
  await loopTurn();
  if (isStopping()) return err({ code: 'not-now' });
  // A file that was opened anew may have lost what an earlier handle wrote.
  if (store.generation() !== generation) return err(saveFailure('io'));
  const still = new Set(chooseImports(chosen, jobIndex));
  const wanted = prepared.filter((_, index) => still.has(chosen[index] as ChosenItem));
  const refusal = admission.refusal(0, wanted.length);
  if (refusal !== undefined) return err(refusal);
  const saved = admission.insert(wanted, { stagingEnds: range, ahead });
  return saved.kind === 'ok' ? ok(wanted.length) : saved;
}

function* stretches(chosen: readonly ChosenItem[]): Generator<ChosenItem[]> {
  let stretch: ChosenItem[] = [];
  let sizeBytes = 0;
  for (const one of chosen) {
    stretch.push(one);
    sizeBytes += one.item.photo.byteLength;
    if (sizeBytes < stretchBytes) continue;
    yield stretch;
    stretch = [];
    sizeBytes = 0;
  }
  if (stretch.length > 0) yield stretch;
}
