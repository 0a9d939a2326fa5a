import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import sharp from 'sharp';
import { memoryOfTree } from './bench/process-memory.ts';
import { type ExpectedPicture, makePictureFolder, readyTargets } from './picture-folder.ts';
import { openStation } from './queue-station.ts';
import { asKioskStarts, type StartedProcess, startProcess } from './started-process.ts';

/**
 * How large: `rounds` files of every kind that there is, pictures of this width; 125 rounds are three thousand files.
 */
export interface CampaignSize {
  readonly rounds: number;
  readonly widthPx: number;
}

/** What came of it. */
export interface CampaignFigures {
  readonly files: number;
  readonly saved: number;
  /** Files of which the dry run said something else than is true. */
  readonly saidWrong: number;
  /** Photos that a run had called saved and that the queue does not hold. */
  readonly lost: number;
  readonly doubled: number;
  /** Of people whose picture is not ready. */
  readonly uncalledFor: number;
  /** Ready pictures that no run has saved at the end. */
  readonly missing: number;
  /** Which those of `saidWrong`, `uncalledFor` and `missing` are, each with what should have been said of it. */
  readonly names: readonly string[];
  /** Saved by a run after everything was saved. */
  readonly savedAgain: number;
  readonly isSound: boolean;
  /** Of all processes at once; nothing where the system does not tell. */
  readonly peakMb?: number;
  readonly lookedPerSecond: number;
  readonly savedPerSecond: number;
  /** What sharp alone makes of the same files: decoded, cut, made smaller, encoded. */
  readonly sharpPerSecond: number;
}

interface Ending {
  readonly lookMs: number;
  readonly saveMs: number;
  readonly saved: number;
}

const sampleEveryMs = 250;

class Campaign {
  readonly #folder: string;
  readonly #data: string;
  readonly #count: number;
  readonly #say: (line: string) => void;
  peakBytes = 0;
  lost = 0;
  doubled = 0;
  isSound = true;
  /** Targets that the queue holds, as of the last look. */
  held: readonly string[] = [];

  constructor(parts: {
    readonly folder: string;
    readonly data: string;
    readonly count: number;
    readonly say: (line: string) => void;
  }) {
    this.#folder = parts.folder;
    this.#data = parts.data;
    this.#count = parts.count;
    this.#say = parts.say;
  }

  /** One run, until what it prints makes `until` true: then it is killed. */
  async run(
    name: string,
    { until, cancelAt }: { until?: RegExp; cancelAt?: number } = {},
  ): Promise<Ending | undefined> {
    const named = [this.#folder, String(this.#count), this.#data, 'faces'];
    const args = [...named, ...(cancelAt === undefined ? [] : [String(cancelAt)])];
    const started = await startProcess('test/bench/import-run.ts', args, /^begun$/m, asKioskStarts);
    const watch = setInterval(() => this.#sample(started), sampleEveryMs);
    try {
      if (until !== undefined) {
        await started.until(() => until.test(started.output()));
        await started.end('SIGKILL');
      }
      await started.exited;
    } finally {
      clearInterval(watch);
      await started.end('SIGKILL');
    }
    const said = /^\{.*\}$/m.exec(started.output())?.[0];
    const ending = said === undefined ? undefined : (JSON.parse(said) as Ending);
    // Killed, it has said how many steps of saving were done; each of them is a photo on the disk.
    const steps = Number([...started.output().matchAll(/^queueing (\d+)$/gm)].at(-1)?.[1] ?? 0);
    await this.#look(name, ending?.saved ?? steps);
    return ending;
  }

  #sample({ child: { pid } }: StartedProcess): void {
    if (pid !== undefined && process.platform === 'linux') this.peakBytes = Math.max(this.peakBytes, memoryOfTree(pid));
  }

  /** What is on the disk after a run, against what was there before it and how many photos it has called saved. */
  async #look(name: string, promised: number): Promise<void> {
    const station = await openStation({ folder: this.#data });
    const { jobs } = station.queue.list({ offset: 0, limit: Number.MAX_SAFE_INTEGER, filter: 'all' });
    const { isSound } = station.queue.verify();
    await station.close();
    const targets = jobs.map(({ target }) => target);
    const present = new Set(targets);
    this.lost += this.held.filter((target) => !present.has(target)).length;
    this.lost += Math.max(0, promised - (targets.length - this.held.length));
    this.doubled += targets.length - present.size;
    this.isSound &&= isSound;
    this.held = targets;
    this.#say(`${name}: ${targets.length} photos in the queue, ${isSound ? 'sound' : 'NOT SOUND'}`);
  }
}

async function sharpPerSecond(files: readonly string[]): Promise<number> {
  const startMs = performance.now();
  for (const file of files) {
    const { width, height } = await sharp(file).metadata();
    const edge = Math.round(Math.min(width, height) * 0.65);
    const area = {
      left: Math.round((width - edge) / 2),
      top: Math.round((height - edge) / 4),
      width: edge,
      height: edge,
    };
    await sharp(file).rotate().extract(area).resize(648, 648).jpeg({ quality: 90 }).toBuffer();
  }
  return (files.length / (performance.now() - startMs)) * 1000;
}

/**
 * A folder of pictures of every kind, imported by processes of its own that are killed while they look, killed while they save
 * and cancelled; then to the end, and once more. Everything that matters is counted.
 */
export async function importCampaign(size: CampaignSize, say: (line: string) => void): Promise<CampaignFigures> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'kiosk-import-campaign-'));
  try {
    const folder = path.join(scratch, 'pictures');
    const data = path.join(scratch, 'data');
    await mkdir(data);
    const { people, expected } = await makePictureFolder(folder, size);
    say(`${expected.size} files of ${(size.widthPx ** 2 * 0.75) / 1e6} megapixels are drawn`);
    const ready = readyTargets(expected);
    const third = Math.max(1, Math.floor(ready.length / 3));
    const campaign = new Campaign({ folder, data, count: people.length, say });
    const halfway = new RegExp(`^looking ${Math.floor(expected.size / 2)}$`, 'm');
    await campaign.run('killed while it looks', { until: halfway });
    await campaign.run('killed while it saves', { until: new RegExp(`^queueing ${third}$`, 'm') });
    const wrong = await wrongIn(path.join(data, 'said.json'), expected);
    await campaign.run('cancelled while it saves', { cancelAt: Math.floor(third / 2) });
    await campaign.run('killed at once', { until: /^queueing 1$/m });
    const before = campaign.held.length;
    const last = await campaign.run('to the end');
    const again = await campaign.run('once more');
    if (last === undefined || again === undefined) throw new Error('a run did not come to its end');
    const targets = new Set(ready);
    const uncalledFor = campaign.held.filter((target) => !targets.has(target));
    const missing = ready.filter((target) => !campaign.held.includes(target));
    const plain = [...expected].filter(([name, { state }]) => state === 'ready' && /\.jpg$/i.test(name));
    return {
      ...{ files: expected.size, saved: campaign.held.length, saidWrong: wrong.length },
      ...{ lost: campaign.lost, doubled: campaign.doubled, isSound: campaign.isSound },
      uncalledFor: uncalledFor.length,
      missing: missing.length,
      names: [
        ...wrong.map((line) => `said wrong: ${line}`),
        ...namesOf(uncalledFor, expected).map((line) => `uncalled for: ${line}`),
        ...namesOf(missing, expected).map((line) => `missing: ${line}`),
      ],
      savedAgain: again.saved,
      ...(campaign.peakBytes === 0 ? {} : { peakMb: Math.round(campaign.peakBytes / 1024 / 1024) }),
      lookedPerSecond: ((expected.size - before) / last.lookMs) * 1000,
      savedPerSecond: (last.saved / last.saveMs) * 1000,
      sharpPerSecond: await sharpPerSecond(plain.slice(0, 100).map(([name]) => path.join(folder, name))),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const asSaid = (said: ExpectedPicture | undefined) =>
  said === undefined ? 'nothing' : [said.state, ...said.findings].join(' ');

/** The files of people by their photos' targets, with what should have been said of each. */
function namesOf(targets: readonly string[], expected: ReadonlyMap<string, ExpectedPicture>): string[] {
  return targets.flatMap((target) => {
    const files = [...expected].filter(([, { personId }]) => target === `user:${personId}`);
    return files.length === 0 ? [target] : files.map(([name, picture]) => `${name} (${asSaid(picture)})`);
  });
}

/** The files of which the dry run said something else than is true, each with both. */
async function wrongIn(file: string, expected: ReadonlyMap<string, ExpectedPicture>): Promise<string[]> {
  if (!existsSync(file)) return ['everything: the dry run did not come to its end'];
  const said = new Map(JSON.parse(await readFile(file, 'utf8')) as [string, ExpectedPicture][]);
  const names = new Set([...said.keys(), ...expected.keys()]);
  return [...names]
    .filter((name) => !isDeepStrictEqual(said.get(name), expected.get(name)))
    .map((name) => `${name} (${asSaid(said.get(name))}, not ${asSaid(expected.get(name))})`);
}
