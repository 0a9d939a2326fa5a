import type { UploadJob } from '../../shared/upload-job.ts';
import { openStation, type QueueStation, sha256 } from '../queue-station.ts';
import { lostFormers } from './former-station.ts';
import { nextSections } from './next-sections.ts';

interface SavedPhoto {
  readonly person: number;
  readonly number: number;
  readonly sha256: string;
}

/** What a station process said before it was killed. */
export interface Promises {
  readonly saved: Map<string, SavedPhoto>;
  /** The last state told of a job. */
  readonly told: Map<string, string>;
  refused: number;
}

export function noPromises(): Promises {
  return { saved: new Map(), told: new Map(), refused: 0 };
}

const savedLine = /^saved (\S+) (\d+) (\d+) ([0-9a-f]{64})$/;
const toldLine = /^(accepted|confirmed) (\S+)$/;

/** Adds the whole lines of a process's output. */
export function takePromises(output: string, into: Promises): void {
  for (const line of output.split('\n').slice(0, -1)) {
    const saved = line.match(savedLine);
    if (saved !== null) {
      const [, id = '', person, number, hash = ''] = saved;
      into.saved.set(id, { person: Number(person), number: Number(number), sha256: hash });
    }
    const told = line.match(toldLine);
    if (told !== null) into.told.set(told[2] ?? '', told[1] ?? '');
    if (line.startsWith('refused')) into.refused += 1;
  }
}

/** What one saved photo must still be: there with its bytes, or ended for a reason that was promised too. */
function brokenPromise(
  id: string,
  photo: SavedPhoto,
  { saved }: Promises,
  state: { job: UploadJob | undefined; bytes: Uint8Array | undefined; rivals: readonly UploadJob[] },
): string | undefined {
  const { job, bytes, rivals } = state;
  const about = `photo ${photo.number} of person ${photo.person}`;
  if (job === undefined) return `${about} is gone`;
  switch (job.state.kind) {
    case 'waiting':
    case 'accepted':
      if (job.state.kind === 'accepted' && job.state.nextVerificationAtMs === undefined) return undefined;
      return bytes !== undefined && sha256(bytes) === photo.sha256 ? undefined : `${about} has other bytes`;
    case 'superseded': {
      const isReplaced =
        [...saved.values()].some(({ person, number }) => person === photo.person && number > photo.number) ||
        rivals.some((rival) => rival.id !== id && !saved.has(rival.id));
      return isReplaced ? undefined : `${about} was superseded by nothing`;
    }
    case 'confirmed':
      return undefined;
    default:
      return `${about} is ${job.state.kind}`;
  }
}

const order = ['waiting', 'accepted', 'confirmed'];

/** Each job has the row that was saved alongside, and no row is without its job. */
function separatedRows({ queue, store }: QueueStation): string[] {
  const { jobs } = queue.list({ offset: 0, limit: 100_000, filter: 'all' });
  const alone = jobs.filter(({ id }) => store.documents.get(`row ${id}`) === undefined);
  const rows = Number(store.prepare('SELECT count(*) AS n FROM document').get()?.n);
  const problems = alone.map(({ id }) => `job ${id} has no row`);
  return rows === jobs.length ? problems : [...problems, `${jobs.length} jobs and ${rows} rows`];
}

/** What the folder is to be opened by, and what else to compare. */
export interface Comparison {
  readonly version?: 'next';
  readonly hasRows?: boolean;
  readonly hasFormers?: boolean;
}

/** Opens the folder as the next start would and compares it with what was promised. Empty when every promise is kept. */
export async function brokenPromises(
  folder: string,
  promises: Promises,
  { version, hasRows = false, hasFormers = false }: Comparison = {},
): Promise<string[]> {
  const station = await openStation({ folder, ...(version === 'next' ? { store: { sections: nextSections } } : {}) });
  const { queue, store } = station;
  try {
    // What is said of the disk itself (in memory, full) is true here; anything else said of the store is a promise broken.
    const found = store.reports.filter(({ kind }) => kind !== 'volatile' && kind !== 'unmarked');
    const problems: string[] = found.map((report) => `reported ${JSON.stringify(report)}`);
    const jobs = queue.list({ offset: 0, limit: 100_000, filter: 'all' }).jobs;
    for (const [id, photo] of promises.saved) {
      // A rival that was confirmed has lost its name: only `user` is left of its target.
      const names = [`user:person${photo.person}@example.com`, 'user'];
      const rivals = jobs.filter((job) => names.includes(job.target));
      const broken = brokenPromise(id, photo, promises, { job: queue.get(id), bytes: queue.thumbnail(id), rivals });
      if (broken !== undefined) problems.push(broken);
    }
    for (const [id, state] of promises.told) {
      const now = queue.get(id)?.state.kind ?? 'gone';
      if (order.indexOf(now) < order.indexOf(state)) problems.push(`${id} was told ${state} and is ${now}`);
    }
    if (hasRows) problems.push(...separatedRows(station));
    if (hasFormers) problems.push(...lostFormers(station));
    const verdict = queue.verify();
    if (!verdict.isSound) problems.push(`not sound: ${JSON.stringify(verdict)}`);
    return problems;
  } finally {
    await station.close();
  }
}
