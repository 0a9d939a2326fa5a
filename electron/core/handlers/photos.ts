import { assessPhoto } from '../../../shared/face/photo-assessment.ts';
import { ok } from '../../../shared/result.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Pictures that people take or bring. */
export function photosHandlers({ settings, photoWorker, faceReader }: HandlerParts): HandlersOf<'photos'> {
  return {
    'photos.open': async ({ file }) => photoWorker.open(file),
    'photos.assess': async ({ picture, crop }) => {
      const read = await faceReader.read(picture);
      return read.kind === 'ok' ? ok(assessPhoto(read.value, settings.photo, crop)) : read;
    },
  };
}
