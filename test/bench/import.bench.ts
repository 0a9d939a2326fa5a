import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { composeScene } from '../face-pictures.ts';
import { commented, folderPerson } from '../picture-folder.ts';
import { startProcess } from '../started-process.ts';
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

/** What sharp alone takes for the same files, one after another: decoded, cropped, made smaller, encoded. */
async function bareSharpMs(folder: string): Promise<number> {
  const startMs = performance.now();
  for (const name of await readdir(folder)) {
    await sharp(path.join(folder, name)).rotate().extract(crop).resize(648, 648).jpeg({ quality: 90 }).toBuffer();
  }
  return performance.now() - startMs;
}

async function measure(count: number): Promise<BenchRow[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'kiosk-bench-import-'));
  try {
    const folder = path.join(scratch, 'pictures');
    await drawFolder(folder, count);
    const data = path.join(scratch, 'data');
    await mkdir(data);
    let peakBytes = 0;
    const started = await startProcess('test/bench/import-run.ts', [folder, String(count), data], /^begun$/m);
    const watch = setInterval(() => {
      const { pid } = started.child;
      if (pid !== undefined && process.platform === 'linux') peakBytes = Math.max(peakBytes, memoryOfTree(pid));
    }, sampleEveryMs);
    await started.exited;
    clearInterval(watch);
    const said = /^\{.*\}$/m.exec(started.output())?.[0] ?? '{}';
    const { lookMs, saveMs, saved } = JSON.parse(said) as Record<'lookMs' | 'saveMs' | 'saved', number>;
    if (saved !== count) throw new Error(`expected ${count} photos to be saved, got ${saved}`);
    const sharpMs = await bareSharpMs(folder);
    const perSecond = (ms: number) => (count / ms) * 1000;
    const rate = (name: string, ms: number): BenchRow => ({
      ...{ name, value: perSecond(ms), unit: 'pictures/s', peer: 'of bare sharp', ratio: sharpMs / ms },
      goal: ratioAtLeast(0.8),
    });
    return [
      rate(`${count} pictures of 12 MP, the dry run with faces`, lookMs),
      rate(`${count} pictures of 12 MP, made and saved`, saveMs),
      {
        name: 'peak memory of all its processes',
        value: peakBytes === 0 ? Number.NaN : peakBytes / 1024 / 1024,
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
