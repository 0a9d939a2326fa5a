import { chooseBest } from '../../shared/face/burst-choice.ts';
import type { FaceReading } from '../../shared/face/face-reading.ts';
import { encode, within } from './exposure.ts';

const shots = 4;
/** Shorter than a blink, long enough for eyes to be open again in one of them. */
const pauseMs = 110;
/** A picture is read in some 80 ms; a reader that has stopped costs no photo. */
const readLimitMs = 2500;

/**
 * The best of a short burst of the live picture, encoded; the first where nobody can tell. Each picture is read while the next one
 * is waited for. Rejects only when the video has no picture.
 */
export async function exposeBest(
  video: HTMLVideoElement,
  read: (picture: ImageBitmap) => Promise<FaceReading | undefined>,
): Promise<Uint8Array> {
  const pictures: ImageBitmap[] = [];
  const reading: Promise<FaceReading | undefined>[] = [];
  try {
    for (let shot = 0; shot < shots; shot++) {
      if (shot > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      const picture = await createImageBitmap(video);
      pictures.push(picture);
      // One that nobody could read is known not to be known, whenever that is.
      reading.push(
        createImageBitmap(picture)
          .then(read)
          .catch(() => undefined),
      );
    }
    const first = pictures[0];
    if (first === undefined) throw new Error('the video has no picture');
    const readings = await within(readLimitMs, Promise.all(reading));
    const known = readings?.every((one) => one !== undefined) ? readings : undefined;
    return await encode(pictures[known === undefined ? 0 : chooseBest(known)] ?? first);
  } finally {
    for (const picture of pictures) picture.close();
  }
}
