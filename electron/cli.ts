import process from 'node:process';
import { runCommandLine } from './cli/command-line.ts';
import { commands } from './cli/commands.ts';
import { openSession } from './cli/session.ts';
import { joinSystemNetwork } from './host/system-network.ts';

const printError = (line: string): void => void process.stderr.write(`${line}\n`);

/** Writes over the line before; a log that is not a terminal is spared all but the results. */
function showProgress(line: string | undefined): void {
  process.stderr.write(`\r\u001b[2K${line?.slice(0, process.stderr.columns - 1) ?? ''}`);
}

/** `npm run kiosk -- …`: the core from a terminal (docs/command-line.md). */
process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  commands,
  env: process.env,
  openSession: (options) =>
    openSession({
      ...options,
      prepareNetwork: (tenant) => joinSystemNetwork(process.env, tenant).forEach(printError),
    }),
  print: (line) => process.stdout.write(`${line}\n`),
  printError,
  ...(process.stderr.isTTY ? { showProgress } : {}),
});
