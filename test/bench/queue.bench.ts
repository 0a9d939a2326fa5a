import { execFileSync } from 'node:child_process';
import { createSecretKey, randomBytes } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { withSealedBytes } from '../../electron/sealing/authenticated-encryption.ts';
import { openStation, type QueueStation, sampleCapture, sha256 } from '../queue-station.ts';
import { type Bench, type BenchRow, ratioAtMost, valueAtMost } from './bench.ts';
import { inFolder } from './bench-folder.ts';
import { confirmedRows, drainRows, photoBytes, throttledRows } from './queue-drain.ts';

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function timed(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

/**
 * The same photos into a bare table with the same promise: hashed, sealed, one row, one commit, WAL and FULL. Both take turns on
 * one disk, and the log of neither is emptied while photos are saved: who writes over an old log saves the growing of a new one
 * and pays with every fortieth photo, which a median leaves out.
 */
function enqueueRows(): Promise<BenchRow[]> {
  return inFolder(async (folder) => {
    const bare = new DatabaseSync(path.join(folder, 'bare.db'));
    bare.exec(
      'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; ' +
        'CREATE TABLE photo (id INTEGER PRIMARY KEY, bytes BLOB)',
    );
    const key = createSecretKey(randomBytes(32));
    const saveBare = (photo: Uint8Array) => {
      sha256(photo);
      const seal = { key, head: new Uint8Array([1]), associatedData: new Uint8Array(16) };
      withSealedBytes(seal, photo, (sealed) => insert.run(sealed));
    };
    const insert = bare.prepare('INSERT INTO photo (bytes) VALUES (?)');
    const station = await openStation({ folder: path.join(folder, 'station') });
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let person = 0; person < 300; person += 1) {
      const capture = sampleCapture(person, new Uint8Array(randomBytes(photoBytes)));
      const turns: (() => void)[] = [
        () => ours.push(timed(() => station.queue.enqueue(capture))),
        () => theirs.push(timed(() => saveBare(capture.photo))),
      ];
      for (const turn of person % 2 === 0 ? turns : turns.reverse()) turn();
    }
    await station.close();
    bare.close();
    const ourMs = median(ours);
    const bareMs = median(theirs);
    const p95Ms = [...ours].sort((a, b) => a - b)[Math.floor(ours.length * 0.95)] ?? Number.NaN;
    return [
      {
        name: 'save 100 KB, median',
        value: ourMs,
        unit: 'ms',
        peer: 'hashed, sealed, bare',
        ratio: ourMs / bareMs,
        goal: ratioAtMost(1.5),
      },
      { name: 'save 100 KB, 95th percentile', value: p95Ms, unit: 'ms', goal: valueAtMost(100) },
    ];
  });
}

async function timeStart(folder: string): Promise<{ tookMs: number; station: QueueStation }> {
  const startMs = performance.now();
  const station = await openStation({ folder });
  return { tookMs: performance.now() - startMs, station };
}

/** What a station process holds on to in memory once it has opened a folder. */
function bytesHeld(folder: string): number {
  const script = path.join(import.meta.dirname, 'station-memory.ts');
  return Number(execFileSync(process.execPath, ['--expose-gc', script, folder], { encoding: 'utf8' }));
}

function tenThousandRows(): Promise<BenchRow[]> {
  return inFolder(async (folder) => {
    const full = path.join(folder, 'full');
    const first = await openStation({ folder: full, settings: { jobLimit: 20_000 } });
    const small = new Uint8Array(randomBytes(20_000));
    const hash = sha256(small);
    for (let person = 0; person < 10_000; person += 1) {
      first.queue.enqueue({ ...sampleCapture(person, small), photoSha256: hash });
    }
    await first.close();
    const emptyMs: number[] = [];
    const fullMs: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const empty = await timeStart(path.join(folder, `empty-${round}`));
      emptyMs.push(empty.tookMs);
      await empty.station.close();
      const opened = await timeStart(full);
      fullMs.push(opened.tookMs);
      await opened.station.close();
    }
    const emptyBytes = bytesHeld(path.join(folder, 'empty-0'));
    const fullBytes = bytesHeld(full);
    const { station } = await timeStart(full);
    const pageStartMs = performance.now();
    for (let page = 0; page < 100; page += 1) station.queue.list({ offset: page * 100, limit: 100, filter: 'all' });
    const pageMs = (performance.now() - pageStartMs) / 100;
    await station.close();
    return [
      {
        name: 'start with 10,000 waiting',
        value: median(fullMs),
        unit: 'ms',
        peer: 'empty start',
        ratio: median(fullMs) / median(emptyMs),
        goal: valueAtMost(1_000),
      },
      { name: 'a page of 100 of 10,000', value: pageMs, unit: 'ms', goal: valueAtMost(16) },
      {
        name: 'memory held for 10,000 waiting, 200 MB of photos on disk',
        value: (fullBytes - emptyBytes) / 1e6,
        unit: 'MB',
        peer: 'an empty station',
        ratio: fullBytes / emptyBytes,
        goal: valueAtMost(30),
      },
    ];
  });
}

/** What durability, pacing and size cost. */
export const bench: Bench = {
  topic: 'queue',
  async run() {
    return [
      ...(await enqueueRows()),
      ...(await drainRows()),
      ...(await throttledRows()),
      ...(await confirmedRows()),
      ...(await tenThousandRows()),
    ];
  },
};
