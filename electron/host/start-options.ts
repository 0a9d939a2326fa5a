import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../shared/result.ts';

/** What `npm start` and the hosts understand. */
export interface StartOptions {
  /** The settings file; absent: the usual places. */
  readonly config?: string;
  /** The data folder; absent: the user's own. */
  readonly data?: string;
  readonly host?: 'electron' | 'browser';
  /** The browser host's port; absent: any free one. */
  readonly port?: number;
  readonly shouldOpen: boolean;
}

/** How the options are written, for `--help` and after an error. */
export const startUsage = [
  'usage: npm start -- [options]',
  '  --config FILE             settings file',
  '  --data DIR                where the station keeps its data',
  '  --host electron|browser   which shell to use instead of choosing',
  '  --port N                  port of the browser host (default: any free one)',
  '  --no-open                 do not open a browser, only print the address',
].join('\n');

/** Reads the command line. The error is one line that names the option, what was expected and what was given. */
export function parseStartOptions(args: readonly string[]): Result<StartOptions, string> {
  let values: { config?: string; data?: string; host?: string; port?: string; 'no-open'?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        config: { type: 'string' },
        data: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
      },
    }));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
  const { config, data, host, port } = values;
  if (config === '') return err('--config: expected a file, got nothing');
  if (data === '') return err('--data: expected a folder, got nothing');
  if (host !== undefined && host !== 'electron' && host !== 'browser') {
    return err(`--host: expected electron or browser, got ${host}`);
  }
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    return err(`--port: expected a number from 0 to 65535, got ${port}`);
  }
  return ok({
    ...(config === undefined ? {} : { config }),
    ...(data === undefined ? {} : { data }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: Number(port) }),
    shouldOpen: values['no-open'] !== true,
  });
}
