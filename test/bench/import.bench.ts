import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { placeStill } from '../../shared/face/face-reader.ts';
import { readingEdgePx } from '../../shared/face/pixels.ts';
import { composeScene, openInstalledModels } from '../face-pictures.ts';
import { commented, folderPerson } from '../picture-folder.ts';
import { asKioskStarts, startProcess } from '../started-process.ts';
import { type Bench, type BenchRow, ratioAtLeast, valueAtMost } from './bench.ts';
import { memoryOfTree } from './process-memory.ts';

const size = { widthPx: 4_000, heightPx: 3_000 };
const sampleEveryMs = 100;

/** Pictures of 12 megapixels, each of somebody and in bytes of its own; a few scenes are drawn. */
async function drawFolder(folder: string, count: number): Promise<void> {
  const scenes = await Promise.all(
    [0.35, 0.5, 0.65].map(async (x) => {
      const place = { eyesXPx: x * size.widthPx, eyesYPx: 1_200, eyeGapPx: 340, rollDeg: 0 };
      const drawn = await composeScene({ size, portraits: [place] });
      const raw = { width: drawn.widthPx, height: drawn.heightPx, channels: 3 } as const;
      return sharp(drawn.data, { raw }).jpeg({ quality: 85 }).toBuffer();
    }),
  );
  await mkdir(folder);
  for (let index = 0; index < count; index += 1) {
    const { employeeId, id } = folderPerson(index);
    const scene = scenes[index % scenes.length] ?? Buffer.alloc(0);
    await writeFile(path.join(folder, `${employeeId}.jpg`), commented(scene, id));
  }
}

const crop = { left: 1_000, top: 400, width: 2_000, height: 2_000 };

/** So many files tell how long all of them would take the peers. */
const peerFiles = 200;

/** Milliseconds for a file, one after another. */
async function msEach(files: readonly string[], work: (file: string) => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  for (const file of files) await work(file);
  return (performance.now() - startMs) / files.length;
}

/** What sharp alone takes for the same files: decoded, cropped, made smaller, encoded. */
const bareSharp = (file: string) =>
  sharp(file).rotate().extract(crop).resize(648, 648).jpeg({ quality: 90 }).toBuffer();

/** What sharp and the face models alone take to see where the face is: sharp alone sees none. */
async function bareFaces(): Promise<(file: string) => Promise<unknown>> {
  const runner = await openInstalledModels();
  return async (file) => {
    const picture = sharp(file).rotate().resize(readingEdgePx, readingEdgePx, { fit: 'inside' }).removeAlpha().raw();
    const { data, info } = await picture.toBuffer({ resolveWithObject: true });
    return placeStill(runner, { data, widthPx: info.width, heightPx: info.height, channels: 3 });
  };
}

interface Run {
  readonly lookMs: number;
  readonly saveMs: number;
  readonly peakBytes: number;
}

async function runImport(folder: string, count: number, data: string, faces: 'faces' | 'no-faces'): Promise<Run> {
  await mkdir(data);
  let peakBytes = 0;
  const args = [folder, String(count), data, faces];
  const started = await startProcess('test/bench/import-run.ts', args, /^begun$/m, asKioskStarts);
  const watch = setInterval(() => {
    const { pid } = started.child;
    if (pid !== undefined && process.platform === 'linux') peakBytes = Math.max(peakBytes, memoryOfTree(pid));
  }, sampleEveryMs);
  await started.exited;
  clearInterval(watch);
  const said = /^\{.*\}$/m.exec(started.output())?.[0] ?? '{}';
  const { lookMs, saveMs, saved } = JSON.parse(said) as Record<'lookMs' | 'saveMs' | 'saved', number>;
  if (saved !== count) throw new Error(`expected ${count} photos to be saved, got ${saved}`);
  return { lookMs, saveMs, peakBytes };
}

async function measure(count: number): Promise<BenchRow[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'kiosk-bench-import-'));
  try {
    const folder = path.join(scratch, 'pictures');
    await drawFolder(folder, count);
    const withFaces = await runImport(folder, count, path.join(scratch, 'faces'), 'faces');
    const without = await runImport(folder, count, path.join(scratch, 'no-faces'), 'no-faces');
    const files = (await readdir(folder)).slice(0, peerFiles).map((name) => path.join(folder, name));
    const sharpMs = await msEach(files, bareSharp);
    const beganMs = performance.now();
    const seeFaces = await bareFaces();
    // The import loads its models too.
    const modelsMs = performance.now() - beganMs;
    const facesMs = modelsMs / count + (await msEach(files, seeFaces));
    const rate = (what: string, ms: number, peer: string, peerMs: number): BenchRow => ({
      ...{ name: `${count} pictures of 12 MP, ${what}`, value: (count / ms) * 1000, unit: 'pictures/s' },
      ...{ peer, ratio: (peerMs * count) / ms, goal: ratioAtLeast(0.8) },
    });
    return [
      rate('the dry run', without.lookMs, 'of bare sharp', sharpMs),
      rate('the dry run with faces', withFaces.lookMs, 'of bare sharp and models', facesMs),
      rate('made and saved', withFaces.saveMs, 'of bare sharp', sharpMs),
      {
        name: 'peak memory of all its processes',
        value: withFaces.peakBytes === 0 ? Number.NaN : withFaces.peakBytes / 1024 / 1024,
        unit: 'MB',
        goal: valueAtMost(600),
      },
    ];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  topic: 'import',
  run: ({ isShort }) => measure(isShort ? 60 : 3_000),
};
