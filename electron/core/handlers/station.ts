import { ok } from '../../../shared/result.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** The station as a whole: its snapshot, its diagnostics, and what its screen noticed. */
export function stationHandlers({ snapshot, check, queue, noteCamera }: HandlerParts): HandlersOf<'station'> {
  return {
    'station.snapshot': async () => ok(snapshot()),
    'station.check': async () => ok({ lines: await check() }),
    'station.hint': async ({ kind }) => {
      queue.hint(kind);
      return ok({});
    },
    'station.camera': async ({ condition }) => {
      noteCamera(condition);
      return ok({});
    },
  };
}
