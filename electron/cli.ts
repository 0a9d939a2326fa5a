import process from 'node:process';
import { runCommandLine } from './cli/command-line.ts';
import { commands } from './cli/commands.ts';
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
  // Most of the program, which not every command needs.
  async openSession(options) {
    const { openSession } = await import('./cli/session.ts');
    const prepareNetwork: typeof options.prepareNetwork = (tenant) =>
      joinSystemNetwork(process.env, tenant).forEach(printError);
    return openSession({ ...options, prepareNetwork });
  },
  print: (line) => process.stdout.write(`${line}\n`),
  printError,
  ...(process.stderr.isTTY ? { showProgress } : {}),
});
