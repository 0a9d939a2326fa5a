import path from 'node:path';
import { app } from 'electron';
import { createFatalEnd, endAfterErrors } from './host/fatal-end.ts';
import { createSystemClock } from './host/system-clock.ts';

/**
 * Electron's first file. Whatever goes wrong from here on, in the loading of the app too, is a line in the log and exit code
 * 75 for whoever starts stations again: without a listener Electron shows a dialog over the station and goes on.
 */
const end = createFatalEnd({
  print: (line) => console.error(line),
  exit: (code) => app.exit(code),
  clock: createSystemClock(),
});
endAfterErrors(process, end);
end.know({ logFile: path.join(app.getPath('userData'), 'logs', 'kiosk.log') });

// Awaited here: Electron is ready only after its first file has run to its end, and much must be said before that.
await import('./main.ts').then(
  ({ main }) => main(end),
  (cause: unknown) => end.meet('load', cause),
);
