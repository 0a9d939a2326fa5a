import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../ports.ts';
import { stationExitCodes } from './exit-code.ts';
import { redactedText } from './redacted-text.ts';

/** Where a process was when it met what nobody foresaw. */
export type FatalKind = 'uncaughtException' | 'unhandledRejection' | 'load';

/** The end of a process that met an error nobody foresaw: a line in the log, an orderly stop, exit code 75. Never a dialog. */
export interface FatalEnd {
  /** Known only once the data folder and the app are: where the line goes, and how everything begun is ended. */
  know(parts: { readonly logFile?: string; readonly stop?: (code: number) => Promise<void> }): void;
  /** The first error ends the process; later ones, of which the end itself may have many, are lines only. */
  meet(kind: FatalKind, cause: unknown): void;
}

interface FatalEndParts {
  readonly print: (line: string) => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  readonly clock: Pick<Clock, 'nowMs' | 'setTimer'>;
  /** Writes a line before it returns. */
  readonly append?: (file: string, line: string) => void;
}

/** What the stop has time for; then the process ends with whatever still holds it. */
const stopLimitMs = 10_000;
const linesLimit = 20;
const causesLimit = 5;

/** Creates it; nothing is listened to before `endAfterErrors`. */
export function createFatalEnd({ print, exit, clock, append = appendLine }: FatalEndParts): FatalEnd {
  let logFile: string | undefined;
  let stop: ((code: number) => Promise<void>) | undefined;
  let lines = 0;

  function write(kind: FatalKind, cause: unknown) {
    if (lines >= linesLimit) return;
    lines += 1;
    const line = failureLine(kind, cause, clock.nowMs());
    print(line);
    try {
      if (logFile !== undefined) append(logFile, `${line}\n`);
    } catch {
      // A full disk: the terminal has the line.
    }
  }
  return {
    know(parts) {
      logFile = parts.logFile ?? logFile;
      stop = parts.stop ?? stop;
    },
    meet(kind, cause) {
      const isFirst = lines === 0;
      write(kind, cause);
      if (!isFirst) return;
      const code = stationExitCodes.restart;
      if (stop === undefined) return exit(code);
      clock.setTimer(stopLimitMs, () => exit(code));
      stop(code).then(
        () => exit(code),
        () => exit(code),
      );
    },
  };
}

/** Whatever nobody catches from now on ends the process. A terminal that is gone is no error: nobody reads there. */
export function endAfterErrors(process: Pick<NodeJS.Process, 'on' | 'stdout' | 'stderr'>, end: FatalEnd): void {
  process.on('uncaughtException', (cause) => end.meet('uncaughtException', cause));
  process.on('unhandledRejection', (cause) => end.meet('unhandledRejection', cause));
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** One line as the station's log has them (pino's level 60 is fatal), with the stack and every cause below it. */
export function failureLine(kind: FatalKind, cause: unknown, nowMs: number): string {
  const causes: string[] = [];
  for (let at = cause; at !== undefined && at !== null && causes.length < causesLimit; ) {
    causes.push(redactedText(at instanceof Error ? (at.stack ?? String(at)) : String(at)));
    at = at instanceof Error ? at.cause : undefined;
  }
  return JSON.stringify({ level: 60, time: new Date(nowMs).toISOString(), kind, causes, msg: 'process.failed' });
}

function appendLine(file: string, line: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  appendFileSync(file, line, { mode: 0o600 });
}
