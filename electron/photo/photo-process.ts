/**
 * The photo process: untrusted pictures are decoded here and nowhere else. It may crash, hang or be killed without
 * touching the queue. Runs as Electron's utility process and as a forked Node process.
 */
import { createHash } from 'node:crypto';
import { err, ok } from '../../shared/result.ts';
import { serveParent } from '../process/serve-parent.ts';
import { loadHardenedSharp, type Sharp } from '../sharp/sharp-loader.ts';
import { makePhoto } from './make-photo.ts';
import { comparePictures, decodePixels, openPicture } from './open-picture.ts';
import type { PhotoAsk, PhotoResult, PhotoWork, PhotoWorkKind } from './photo-messages.ts';
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
  async decode(sharp, { picture, longestEdgePx }) {
    const { data, ...sizes } = await decodePixels(sharp, picture, longestEdgePx);
    return { data: postable(data), ...sizes };
  },
  compare: (sharp, { one, other }) => comparePictures(sharp, one, other),
};

/** The picture that a piece of work is about: the second of two that are compared is as good as the first. */
function pictureOf(asked: PhotoAsk['asked']): Uint8Array {
  if (asked instanceof Uint8Array) return asked;
  if ('capture' in asked) return asked.capture;
  return 'picture' in asked ? asked.picture : asked.one;
}

async function work(sharp: Sharp, { kind, asked }: PhotoAsk): Promise<PhotoResult> {
  try {
    const worker = workers[kind] as (sharp: Sharp, asked: unknown) => Promise<PhotoWork[PhotoWorkKind]['answered']>;
    return ok(await worker(sharp, asked));
  } catch (cause) {
    return err(pictureFailure(cause, pictureOf(asked)));
  }
}

serveParent(loadHardenedSharp(), work);
