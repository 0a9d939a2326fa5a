import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Picture files that people bring. */
export function photosHandlers({ photoWorker }: HandlerParts): HandlersOf<'photos'> {
  return {
    'photos.open': async ({ file }) => photoWorker.open(file),
  };
}
