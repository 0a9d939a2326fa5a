import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Campaign, finding } from './campaign.ts';
import { runStation } from './run-station.ts';
import { watching, whyNoTracing } from './system-calls.ts';

/**
 * A kill does not test a power cut: the kernel still holds what was written. The order of the calls does: between the
 * last write to the log and the word "saved" there must be a sync of the log.
 */
function unsyncedAcknowledgements(calls: string): { saved: number; syncs: number; unsynced: number } {
  let isDirty = false;
  let syncs = 0;
  let saved = 0;
  let unsynced = 0;
  for (const line of calls.split('\n')) {
    if (line.includes('kiosk.db-wal>')) {
      if (line.includes('pwrite64(')) isDirty = true;
      if (line.includes('sync(') && line.includes('= 0')) {
        isDirty = false;
        syncs += 1;
      }
    }
    if (line.includes(' write(1') && line.includes('"saved')) {
      saved += 1;
      if (isDirty) unsynced += 1;
    }
  }
  return { saved, syncs, unsynced };
}

/** Every "saved" comes after a sync of everything written for it. */
export const syncBeforeSaved: Campaign = {
  name: 'sync before saved',
  async run({ isShort, scratch }) {
    const reason = whyNoTracing();
    if (reason !== undefined) return [{ kind: 'skipped', text: reason }];
    const count = isShort ? 100 : 500;
    const log = path.join(scratch, 'calls');
    const wrapper = watching(log, ['pwrite64', 'fsync', 'fdatasync', 'write']);
    const run = runStation({ folder: path.join(scratch, 'data'), mode: 'enqueue', count, wrapper });
    const { saved, syncs, unsynced } = unsyncedAcknowledgements(readFileSync(log, 'utf8'));
    const problems = [];
    if (run.code !== 0) problems.push(`ended with ${run.code}: ${run.errors}`);
    if (saved !== count || syncs < count) problems.push(`${saved} of ${count} saved with ${syncs} syncs`);
    if (unsynced > 0) problems.push(`${unsynced} were called saved before they were on the disk`);
    return [
      finding(`${saved - unsynced} of ${count} acknowledgements after a sync (${syncs} syncs of the log)`, problems),
    ];
  },
};
