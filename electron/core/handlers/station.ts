import { ok } from '../../../shared/result.ts';
import { describeLog } from '../support-log.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** The station as a whole: its snapshot, its diagnostics, and what its screen noticed. */
export function stationHandlers(parts: HandlerParts): HandlersOf<'station'> {
  const { snapshot, check, queue, noteCamera, readLog, printPage } = parts;
  return {
    'station.snapshot': async () => ok(snapshot()),
    'station.check': async () => ok({ lines: await check() }),
    'station.log': async () => ok({ log: describeLog(readLog()) }),
    'station.saveLog': async () => ok({ log: readLog() }),
    'station.print': async () => ok({ file: await printPage() }),
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
