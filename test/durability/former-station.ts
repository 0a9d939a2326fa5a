import { ok } from '../../shared/result.ts';
import { type QueueStation, type StationOptions, samplePhoto } from '../queue-station.ts';

const former = samplePhoto(900);

/** A station whose people all have the same photo before theirs is taken. */
export const formerStation: Pick<StationOptions, 'lookAtSlot' | 'readFormer'> = {
  lookAtSlot: async () => ok({ kind: 'photo', eTag: 'before' }),
  readFormer: async () => ok({ kind: 'photo', bytes: former }),
};

/** Whoever's photo was replaced has their former one here, whole, or a job on its way that puts it back, or has it back. */
export function lostFormers({ queue }: QueueStation): string[] {
  const { jobs } = queue.list({ offset: 0, limit: 100_000, filter: 'all' });
  const replaced = jobs.filter(
    ({ undoes, state }) => undoes === undefined && ['accepted', 'confirmed'].includes(state.kind),
  );
  const kept = replaced.filter(({ former }) => former?.kind === 'photo');
  const undoing = jobs.filter(({ undoes }) => undoes === 'put-back');
  const damaged = kept.filter(({ id }) => Buffer.compare(queue.former(id) ?? new Uint8Array(), former) !== 0);
  const problems = damaged.map(({ id }) => `the former photo of ${id} has other bytes`);
  if (kept.length + undoing.length === replaced.length) return problems;
  return [...problems, `${replaced.length} replaced, ${kept.length} former photos kept, ${undoing.length} undone`];
}
