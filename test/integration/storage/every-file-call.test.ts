import fs, { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStation, type QueueStation, sampleCapture, samplePhoto } from '../../queue-station.ts';

/**
 * Every function of `node:fs` that the rooms beneath the queue import, by their own sources: a call that somebody adds is broken
 * here without anybody thinking of it.
 */
const rooms = ['storage', 'queue', 'sealing'].map((room) => path.resolve('electron', room));
const imported = /import (?:fs, )?\{([^}]*)\} from 'node:fs';/g;
const sources = rooms.flatMap((room) => readdirSync(room).map((name) => readFileSync(path.join(room, name), 'utf8')));
const names = [
  ...new Set(sources.flatMap((source) => [...source.matchAll(imported)].flatMap(([, list = '']) => list.split(',')))),
]
  .map((name) => name.trim())
  .filter((name) => name !== '' && !name.startsWith('type '))
  .sort();
type AnyCall = (...given: unknown[]) => unknown;
const real = Object.fromEntries(names.map((name) => [name, (fs as unknown as Record<string, AnyCall>)[name]]));

/** Functions that one of the lives came to, and so broke. */
const reached = new Set<string>();
let scratch: string;
let folder: string;
let station: QueueStation | undefined;

interface Broken {
  readonly name: string;
  readonly call: number;
  readonly code: string;
  /** And once more, so many calls later. */
  readonly againAfter?: number;
}

/** Counts the calls of each function on files of the station, and lets one of them fail. */
function watch(broken?: Broken): Map<string, number> {
  const counts = new Map<string, number>();
  const descriptors = new Set<unknown>();
  const watched = names.map((name): [string, AnyCall] => [
    name,
    (...given) => {
      const isOurs = String(given[0]).startsWith(folder) || descriptors.has(given[0]);
      const call = (counts.get(name) ?? 0) + (isOurs ? 1 : 0);
      counts.set(name, call);
      const hits = broken === undefined ? [] : [broken.call, broken.call + (broken.againAfter ?? 0)];
      if (isOurs && broken?.name === name && hits.includes(call)) {
        throw Object.assign(new Error(`${broken.code}: ${name}`), { code: broken.code, syscall: name });
      }
      const answer = real[name]?.(...given);
      if (name === 'openSync' && isOurs) descriptors.add(answer);
      return answer;
    },
  ]);
  Object.assign(fs, Object.fromEntries(watched));
  syncBuiltinESMExports();
  return counts;
}
function mend(): void {
  Object.assign(fs, real);
  syncBuiltinESMExports();
}

beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'kiosk-every-call-'));
});
afterEach(async () => {
  mend();
  await station?.close();
  station = undefined;
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Photos 1 and 2 are saved; what else happens to the folder decides what its next start has to do. */
async function prepare(name: string, change: (store: string) => void): Promise<string> {
  const prepared = path.join(scratch, name);
  const first = await openStation({ folder: prepared });
  for (const person of [1, 2]) first.queue.enqueue(sampleCapture(person, samplePhoto(person)));
  await first.close();
  change(path.join(prepared, 'store'));
  return prepared;
}

/** The station's folder is a copy of that one. */
function beginWith(prepared: string): void {
  folder = path.join(scratch, 'run');
  rmSync(folder, { recursive: true, force: true });
  cpSync(prepared, folder, { recursive: true });
}
const setAside = () => readdirSync(folder).filter((found) => found.startsWith('set-aside-'));

/** A start, all that a queue does with the disk, and the end. Saved photos are told; anything thrown is a call outside the boundary. */
async function live(): Promise<number[]> {
  const saved: number[] = [];
  try {
    station = await openStation({ folder, uploadPhoto: () => new Promise(() => {}) });
  } catch (error) {
    // Refused in words: nothing is promised, and nothing is lost.
    expect(String(error)).toMatch(/^Error: (store not opened|jobs not taken up): \{"code":"not-saved-/);
    return saved;
  }
  const { queue, store } = station;
  queue.start();
  for (const person of [3, 4]) {
    if (queue.enqueue(sampleCapture(person, samplePhoto(person))).kind === 'ok') saved.push(person);
  }
  queue.summary();
  store.checkpoint();
  queue.dismissStorageNotice();
  queue.verify();
  await station.close();
  station = undefined;
  return saved;
}

async function photosLeft(): Promise<Set<string>> {
  const again = await openStation({ folder });
  const { jobs } = again.queue.list({ offset: 0, limit: 100, filter: 'open' });
  const whole = jobs.filter(({ id }) => again.queue.thumbnail(id) !== undefined);
  await again.close();
  return new Set(whole.map(({ personName }) => personName));
}

test.each([
  ['an ordinary start', () => {}],
  [
    'a start with a damaged store',
    (store: string) => {
      const file = path.join(store, 'kiosk.db');
      const bytes = readFileSync(file);
      bytes.fill(0x55, 0, 100);
      writeFileSync(file, bytes);
    },
  ],
  ['a start without the key’s file', (store: string) => rmSync(path.join(store, 'kiosk.key'))],
])(
  'no call of the file system that fails throws out of the queue or takes a saved photo: %s',
  async (about, change) => {
    const isDamaged = about.includes('damaged');
    const prepared = await prepare(about.replaceAll(/\W/g, '-'), change);
    beginWith(prepared);
    const counts = watch();
    expect(await live()).toEqual([3, 4]);
    mend();
    for (const [name, count] of counts) if (count > 0) reached.add(name);
    const isWhole = process.env.KIOSK_TESTS === 'whole';
    for (const [name, count] of counts) {
      const calls = isWhole ? Array.from({ length: count }, (_, index) => index + 1) : [1, Math.ceil(count / 2), count];
      for (const call of new Set(calls.filter((number) => number > 0))) {
        for (const code of isWhole ? ['EIO', 'EACCES', 'ENOSPC'] : ['EIO']) {
          beginWith(prepared);
          watch({ name, call, code });
          const saved = await live();
          mend();
          // A call that fails says nothing of what the file holds: a sound store stays where it is.
          if (!isDamaged) expect(setAside(), `${code} at ${name} ${call} of ${count}`).toEqual([]);
          const left = await photosLeft();
          for (const person of [1, 2, ...saved]) {
            expect(left, `${code} at ${name} ${call} of ${count}`).toContain(`Person Number${person}`);
          }
        }
      }
    }
  },
);

// A file that is suspected is asked about twice and read through in between: a fault that comes again each time says nothing of it.
test('a file that cannot be asked about two times is not taken for damaged, whichever they are', async () => {
  const prepared = await prepare('asked-about', () => {});
  beginWith(prepared);
  const counts = watch();
  await live();
  mend();
  const calls = counts.get('statSync') ?? 0;
  expect(calls).toBeGreaterThan(0);
  for (let call = 1; call <= calls; call += 1) {
    beginWith(prepared);
    watch({ name: 'statSync', call, code: 'EIO', againAfter: 3 });
    await live();
    mend();
    expect(setAside(), `from call ${call} of ${calls}`).toEqual([]);
    const left = await photosLeft();
    for (const person of [1, 2]) expect(left, `from call ${call} of ${calls}`).toContain(`Person Number${person}`);
  }
});

test('every function that these rooms import was broken in one of those lives', () => {
  // Of the seal's key file, which a station of the tests does not have.
  const elsewhere = ['linkSync'];
  expect(names.filter((name) => !reached.has(name))).toEqual(elsewhere);
});
