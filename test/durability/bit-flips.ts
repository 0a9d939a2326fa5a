import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openStation, sampleCapture, samplePhoto, sha256 } from '../queue-station.ts';
import { sampleOutcome } from '../sample-job.ts';
import { type Campaign, finding } from './campaign.ts';

const photos = 24;

interface Base {
  readonly name: string;
  readonly folder: string;
}

interface Tally {
  flips: number;
  harmless: number;
  reported: number;
  keyRestored: number;
  setAside: number;
  photosKept: number;
  photosReportedDamaged: number;
  readonly problems: string[];
}

/** A copy made by another process: opening a locked database's file here would drop its locks. */
function copyLive(from: string, to: string): void {
  spawnSync('cp', ['-r', from, to]);
}

/** Data folders as a power cut may leave them: everything in the log, everything in the database, some in both. */
async function bases(scratch: string): Promise<Base[]> {
  const folder = path.join(scratch, 'live');
  const made: Base[] = [];
  const station = await openStation({ folder });
  const keep = (name: string) => {
    const copy = path.join(scratch, name);
    copyLive(folder, copy);
    made.push({ name, folder: copy });
  };
  const add = (first: number, count: number) => {
    for (let number = first; number < first + count; number += 1) {
      const saved = station.queue.enqueue(sampleCapture(number, samplePhoto(number, 6_000)));
      if (saved.kind === 'error') throw new Error(saved.error.code);
    }
  };
  add(0, photos);
  keep('all-in-log');
  station.store.checkpoint();
  keep('all-in-database');
  await station.close();
  const second = path.join(scratch, 'both');
  cpSync(path.join(scratch, 'all-in-database'), folder, { recursive: true, force: true });
  rmSync(folder, { recursive: true });
  const mixed = await openStation({ folder });
  for (let number = 0; number < photos; number += 1) {
    if (number === photos / 2) mixed.store.checkpoint();
    mixed.queue.enqueue(sampleCapture(number, samplePhoto(number, 6_000)));
  }
  copyLive(folder, second);
  made.push({ name: 'both', folder: second });
  await mixed.close();
  return made;
}

function flipBit(file: string, random: () => number): string {
  const bytes = readFileSync(file);
  const at = Math.floor(random() * bytes.length);
  const bit = Math.floor(random() * 8);
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
  writeFileSync(file, bytes);
  return `${path.basename(file)} byte ${at} bit ${bit}`;
}

/** Starts the station on a hit folder, lets it send all it will, and accounts for every photo that was called saved. */
async function account(folder: string, about: string, tally: Tally): Promise<void> {
  const expected = new Map(Array.from({ length: photos }, (_, n) => [sha256(samplePhoto(n, 6_000)), n]));
  const sent = new Set<number>();
  let foreign = 0;
  const station = await openStation({
    folder,
    uploadPhoto: async (_target, jpeg) => {
      const number = expected.get(sha256(jpeg));
      if (number === undefined) foreign += 1;
      else sent.add(number);
      return sampleOutcome('accepted');
    },
  });
  const { queue, store } = station;
  const isQuiet = () => queue.summary().waiting + queue.summary().sending === 0;
  await new Promise<void>((resolve) => {
    queue.onSummaryChanged(() => isQuiet() && resolve());
    queue.start();
    if (isQuiet()) resolve();
  });
  const damaged = queue.list({ offset: 0, limit: 1_000, filter: 'attention' }).total;
  const isSetAside = store.reports.some(({ kind }) => kind === 'set-aside');
  const isNoted = station.log.lines.some(({ event }) => event === 'queue.damage-found');
  await station.close();
  const missing = photos - sent.size;
  tally.flips += 1;
  tally.photosKept += sent.size;
  tally.photosReportedDamaged += missing;
  if (isSetAside) tally.setAside += 1;
  if (store.reports.some(({ kind }) => kind === 'key-restored')) tally.keyRestored += 1;
  if (store.reports.length > 0 || damaged > 0 || isNoted) tally.reported += 1;
  else tally.harmless += 1;
  if (foreign > 0) tally.problems.push(`${about}: ${foreign} damaged photos were sent`);
  if (missing > damaged && !isSetAside && !isNoted) {
    tally.problems.push(`${about}: ${missing} photos missing, ${damaged} reported`);
  }
}

/** Single bits turned over in database, log and key: nothing damaged is sent, nothing is missing without a word. */
export const bitFlips: Campaign = {
  name: 'bit flips',
  async run({ isShort, fastScratch, random }) {
    const flips = isShort ? 120 : 1_500;
    const prepared = await bases(fastScratch);
    const tally: Tally = {
      flips: 0,
      harmless: 0,
      reported: 0,
      keyRestored: 0,
      setAside: 0,
      photosKept: 0,
      photosReportedDamaged: 0,
      problems: [],
    };
    for (let flip = 0; flip < flips; flip += 1) {
      const base = prepared[flip % prepared.length];
      if (base === undefined) throw new Error('no prepared folder');
      const folder = path.join(fastScratch, 'victim');
      rmSync(folder, { recursive: true, force: true });
      cpSync(base.folder, folder, { recursive: true });
      const files = ['kiosk.db', 'kiosk.db-wal', 'kiosk.key'].map((name) => path.join(folder, 'store', name));
      const present = files.filter((file) => existsSync(file) && statSync(file).size > 0);
      const isKey = flip % 10 === 9;
      const choice = isKey ? present.at(-1) : present[Math.floor(random() * (present.length - 1))];
      const about = `${base.name}, ${flipBit(choice ?? '', random)}`;
      try {
        await account(folder, about, tally);
      } catch (cause) {
        tally.problems.push(`${about}: ${String(cause)}`);
      }
    }
    const { harmless, reported, setAside, keyRestored, photosKept, photosReportedDamaged, problems } = tally;
    const text = `${flips} flips: ${reported} reported (${setAside} set aside, ${keyRestored} keys restored), ${harmless} without effect; ${photosKept} photos sent whole, ${photosReportedDamaged} reported damaged, ${problems.length} promises broken`;
    return [finding(text, problems)];
  },
};
