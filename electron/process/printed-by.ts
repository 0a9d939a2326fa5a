import { execFile } from 'node:child_process';
import path from 'node:path';

/** No tool that is asked may hold anybody up for longer. */
const toolLimitMs = 5_000;

/** What a tool of the system prints; `undefined` when it is not there, fails, or does not answer within five seconds. Never throws. */
export const printedBy = (program: string, ...parameters: string[]): Promise<string | undefined> =>
  printedWithin(toolLimitMs, program, ...parameters);

/** The same within another time. */
export function printedWithin(
  limitMs: number,
  program: string,
  ...parameters: readonly string[]
): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, parameters, { timeout: limitMs, windowsHide: true }, (error, text) =>
      resolve(error === null ? text : undefined),
    );
  });
}

/** A tool of Windows by its place in `System32`: never one of that name which lies elsewhere on the path. */
export function windowsTool(name: string): string {
  return path.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', name);
}
