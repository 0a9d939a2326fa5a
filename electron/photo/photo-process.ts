/**
 * The photo process: untrusted pictures are decoded here and nowhere else. It may crash, hang or be killed without
 * touching the queue. Runs as Electron's utility process and as a forked Node process.
 */
import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { stationExitCodes } from '../host/exit-code.ts';
import { loadHardenedSharp, type Sharp } from '../sharp/sharp-loader.ts';
import { makePhoto } from './make-photo.ts';
import { comparePictures, openPicture } from './open-picture.ts';
import type { PhotoAnswer, PhotoAsk, PhotoWork, PhotoWorkKind } from './photo-messages.ts';
import { pictureFailure } from './picture-failure.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A copy in ordinary memory: sharp's WebAssembly build answers with shared memory, which Electron cannot post. */
const postable = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

type Workers = {
  readonly [Kind in PhotoWorkKind]: (
    sharp: Sharp,
    asked: PhotoWork[Kind]['asked'],
  ) => Promise<PhotoWork[Kind]['answered']>;
};

const workers: Workers = {
  async prepare(sharp, order) {
    const photo = postable(await makePhoto(sharp, order));
    return { photo, photoSha256: sha256(photo), captureSha256: sha256(order.capture) };
  },
  async open(sharp, file) {
    const { capture, ...size } = await openPicture(sharp, file);
    return { capture: postable(capture), ...size };
  },
  compare: (sharp, { one, other }) => comparePictures(sharp, one, other),
};

async function work(
  sharp: Sharp,
  { kind, asked }: PhotoAsk,
): Promise<Result<PhotoWork[PhotoWorkKind]['answered'], Failure>> {
  try {
    const worker = workers[kind] as (sharp: Sharp, asked: unknown) => Promise<PhotoWork[PhotoWorkKind]['answered']>;
    return ok(await worker(sharp, asked));
  } catch (cause) {
    return err(pictureFailure(cause));
  }
}

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** The way to the parent: Electron's `process.parentPort`, or Node's IPC. Ends with the parent. */
function connectParent(onAsk: (ask: PhotoAsk) => void): (answer: PhotoAnswer) => void {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  if (port !== undefined) {
    port.on('message', ({ data }) => onAsk(data as PhotoAsk));
    return (answer) => port.postMessage(answer);
  }
  process.on('message', (message) => onAsk(message as PhotoAsk));
  process.once('disconnect', () => process.exit(stationExitCodes.ok));
  return (answer) => process.send?.(answer);
}

const loading = loadHardenedSharp();
let last: Promise<unknown> = loading;
const answer = connectParent((ask) => {
  last = last.then(async () => answer({ id: ask.id, result: await work(await loading, ask) }));
});
// A broken process ends, so that its owner starts a fresh one; it must not linger and answer nothing.
process.on('unhandledRejection', () => process.exit(stationExitCodes.broken));
