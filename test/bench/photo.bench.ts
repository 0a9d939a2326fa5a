import { Jimp } from 'jimp';
import sharp, { type Sharp } from 'sharp';
import { createSystemClock } from '../../electron/host/system-clock.ts';
import { forkPhotoProcess } from '../../electron/photo/fork-photo-process.ts';
import { makePhoto, type PhotoOrder } from '../../electron/photo/make-photo.ts';
import { createPhotoWorker } from '../../electron/photo/photo-worker.ts';
import { composePortraitFrame } from '../portrait-clip.ts';
import { type Bench, type BenchRow, ratioAtMost } from './bench.ts';

interface Case {
  readonly name: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly edgePx: number;
  readonly rotationDeg: number;
  readonly rounds: number;
  /**
   * So much of bare sharp's time at most. It cuts at whole pixels, up to half a pixel beside the crop: where it need not scale, it
   * computes no pixel at all, and who samples between pixels cannot come near.
   */
  readonly bareLimit: number;
  /** Sampled between the pixels, which sharp can do as well. */
  readonly isBetweenPixels?: boolean;
}

const cases: readonly Case[] = [
  {
    name: 'webcam 1280×720, level',
    widthPx: 1280,
    heightPx: 720,
    edgePx: 680,
    rotationDeg: 0,
    rounds: 40,
    bareLimit: 1.2,
  },
  {
    name: 'webcam 1280×720, level, as large, between pixels',
    widthPx: 1280,
    heightPx: 720,
    edgePx: 648,
    rotationDeg: 0,
    rounds: 40,
    bareLimit: 3,
    isBetweenPixels: true,
  },
  {
    name: 'webcam 1280×720, level, enlarged',
    widthPx: 1280,
    heightPx: 720,
    edgePx: 500,
    rotationDeg: 0,
    rounds: 40,
    bareLimit: 1.2,
    isBetweenPixels: true,
  },
  {
    name: 'webcam 1920×1080, level',
    widthPx: 1920,
    heightPx: 1080,
    edgePx: 1000,
    rotationDeg: 0,
    rounds: 30,
    bareLimit: 1.2,
  },
  {
    name: 'camera 4032×3024, level',
    widthPx: 4032,
    heightPx: 3024,
    edgePx: 2600,
    rotationDeg: 0,
    rounds: 15,
    bareLimit: 1.2,
  },
  {
    name: 'webcam 1920×1080, turned by 7°',
    widthPx: 1920,
    heightPx: 1080,
    edgePx: 850,
    rotationDeg: 7,
    rounds: 20,
    bareLimit: 1.2,
  },
];
const outputEdgePx = 648;
const quality = 90;

async function captureOf({ widthPx, heightPx }: Case): Promise<Buffer> {
  const frame = await composePortraitFrame();
  return sharp(frame.data, { raw: { width: frame.widthPx, height: frame.heightPx, channels: 3 } })
    .resize(widthPx, heightPx, { fit: 'cover' })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** The same cut, written down directly for sharp at whole pixels: what a program without our promises would do. */
function bareSharp(capture: Buffer, order: PhotoOrder): Promise<Buffer> {
  const { centreXPx, centreYPx, rotationDeg } = order.crop;
  const edge = Math.round(order.crop.edgePx);
  const encoding = { quality, chromaSubsampling: '4:4:4' };
  const picture = sharp(capture).autoOrient();
  if (rotationDeg === 0) {
    const [left, top] = [Math.round(centreXPx - edge / 2), Math.round(centreYPx - edge / 2)];
    return picture.extract({ left, top, width: edge, height: edge }).resize(outputEdgePx).jpeg(encoding).toBuffer();
  }
  return bareTurned(picture, order).then((turned) => turned.jpeg(encoding).toBuffer());
}

/** Cut around, turn about the middle, cut out: sharp needs two pipelines for an extract before and after a turn. */
async function bareTurned(picture: Sharp, { crop }: PhotoOrder): Promise<Sharp> {
  const around = Math.ceil(crop.edgePx * Math.SQRT2);
  const [left, top] = [Math.round(crop.centreXPx - around / 2), Math.round(crop.centreYPx - around / 2)];
  const cut = picture.extract({
    left: Math.max(0, left),
    top: Math.max(0, top),
    width: around,
    height: Math.min(around, 1080),
  });
  const { data, info } = await cut.rotate(crop.rotationDeg).raw().toBuffer({ resolveWithObject: true });
  const edge = Math.round(crop.edgePx);
  const middle = { left: Math.round((info.width - edge) / 2), top: Math.round((info.height - edge) / 2) };
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .extract({ ...middle, width: edge, height: edge })
    .resize(outputEdgePx);
}

/** The same cut as exact as sharp itself can make it: sampled between the pixels, which takes it three pipelines. */
async function exactSharp(capture: Buffer, { crop }: PhotoOrder): Promise<Buffer> {
  const [fromX, fromY] = [crop.centreXPx - crop.edgePx / 2, crop.centreYPx - crop.edgePx / 2];
  const [left, top] = [Math.floor(fromX) - 3, Math.floor(fromY) - 3];
  const around = Math.ceil(crop.edgePx) + 7;
  const cut = sharp(capture).autoOrient().extract({ left, top, width: around, height: around }).removeAlpha();
  const { data, info } = await cut.raw().toBuffer({ resolveWithObject: true });
  const scale = outputEdgePx / crop.edgePx;
  const from = { idx: 0.5 - (fromX - left), idy: 0.5 - (fromY - top), odx: -0.5, ody: -0.5 };
  const sampled = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .affine([scale, 0, 0, scale], { ...from, interpolator: 'bicubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = sampled.info;
  return sharp(sampled.data, { raw: { width, height, channels: 3 } })
    .extract({ left: 0, top: 0, width: outputEdgePx, height: outputEdgePx })
    .jpeg({ quality, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

async function jimpPhoto(capture: Buffer, order: PhotoOrder): Promise<Buffer> {
  const picture = await Jimp.read(capture);
  const edge = Math.round(order.crop.edgePx);
  const [x, y] = [Math.round(order.crop.centreXPx - edge / 2), Math.round(order.crop.centreYPx - edge / 2)];
  return picture
    .crop({ x, y, w: edge, h: edge })
    .resize({ w: outputEdgePx, h: outputEdgePx })
    .getBuffer('image/jpeg', { quality });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

interface Time {
  readonly wallMs: number;
  /** What all threads of this process computed: what other programs do is not in it. */
  readonly cpuMs: number;
}

/** Medians, the contenders in turn, so that what else the machine does meets all alike. */
async function race(rounds: number, contenders: readonly (() => Promise<unknown>)[]): Promise<Time[]> {
  const times = contenders.map((): Time[] => []);
  for (let round = -2; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      const startMs = performance.now();
      const start = process.cpuUsage();
      await contender();
      const { user, system } = process.cpuUsage(start);
      const time = { wallMs: performance.now() - startMs, cpuMs: (user + system) / 1000 };
      if (round >= 0) times[index]?.push(time);
    }
  }
  return times.map((all) => ({
    wallMs: median(all.map(({ wallMs }) => wallMs)),
    cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
  }));
}

const never: Time = { wallMs: Number.NaN, cpuMs: Number.NaN };

async function measure(one: Case): Promise<BenchRow[]> {
  const capture = await captureOf(one);
  const centre = { centreXPx: one.widthPx / 2 + 0.3, centreYPx: one.heightPx / 2 + 0.4 };
  const crop = { ...centre, edgePx: one.edgePx, rotationDeg: one.rotationDeg };
  const order: PhotoOrder = { capture, crop, outputEdgePx, quality, isProgressive: false };
  const worker = createPhotoWorker({ spawn: forkPhotoProcess, clock: createSystemClock() });
  try {
    const contenders = [
      () => makePhoto(sharp, order),
      () => worker.prepare(order),
      () => bareSharp(capture, order),
      ...(one.isBetweenPixels === true ? [() => exactSharp(capture, order)] : []),
    ];
    const [ours = never, inProcess = never, bare = never, exact = never] = await race(one.rounds, contenders);
    const beside = (peer: string, theirs: Time, limit: number, name = one.name): BenchRow => ({
      ...{ name, value: ours.cpuMs, unit: 'CPU ms', peer, ratio: ours.cpuMs / theirs.cpuMs, goal: ratioAtMost(limit) },
    });
    const rows: BenchRow[] = [
      beside('bare sharp', bare, one.bareLimit),
      ...(one.isBetweenPixels === true
        ? [beside('sharp, as exact', exact, 1.2, '  beside sharp as exact as it can be')]
        : []),
      {
        name: '  through the photo process',
        value: inProcess.wallMs,
        unit: 'ms',
        peer: 'in this process',
        ratio: inProcess.wallMs / ours.wallMs,
        goal: ratioAtMost(1.2),
      },
    ];
    if (one.rotationDeg !== 0) return rows;
    const [jimp = never] = await race(3, [() => jimpPhoto(capture, order)]);
    return [...rows, beside('jimp', jimp, 1, '  beside pure JavaScript')];
  } finally {
    await worker.close();
  }
}

/** From capture to photo, beside the same cut in bare sharp and in pure JavaScript. */
export const bench: Bench = {
  topic: 'photo',
  async run() {
    const rows: BenchRow[] = [];
    for (const one of cases) rows.push(...(await measure(one)));
    return rows;
  },
};
