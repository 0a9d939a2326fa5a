/** `npm start`: builds if needed, chooses the shell that works on this machine, says which and why, and opens the kiosk. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { commandExitCodes } from '../electron/host/exit-code.ts';
import { parseStartOptions, type StartOptions, startUsage } from '../electron/host/start-options.ts';
import { findInstalledBrowser } from '../electron/loopback/installed-browser.ts';
import { canFetchElectron, fetchElectron, findElectron } from './electron-runtime.ts';
import { ensureBuilt } from './fresh-build.ts';
import { chooseHost, type HostChoice } from './host-choice.ts';

const root = path.resolve(import.meta.dirname, '..');
/** Everything but the `kiosk ready` line goes here, so that stdout is for programs. */
const say = (line: string) => console.error(line);

async function choose(options: StartOptions): Promise<{ choice: HostChoice; electron: string | undefined }> {
  const { platform, env } = process;
  const browser = findInstalledBrowser({ platform, env });
  const hasDisplay = platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
  const facts = {
    wanted: options.host,
    // A launcher named by KIOSK_ELECTRON brings its own user and display.
    isRootOnLinux: platform === 'linux' && process.getuid?.() === 0 && !env.KIOSK_ELECTRON,
    hasDisplay: hasDisplay || (options.host === 'electron' && Boolean(env.KIOSK_ELECTRON)),
    // One that is named and is none: the browser host says so.
    hasBrowser: browser.kind === 'error' || browser.value !== undefined,
    shouldOpen: options.shouldOpen,
  };
  const present = findElectron();
  // The network is asked only when the answer would change something.
  const wouldFetch = present === undefined && chooseHost({ ...facts, electron: 'fetchable' }).kind === 'electron';
  const fetched = wouldFetch && (await canFetchElectron()) ? fetchElectron() : undefined;
  const electron = present ?? fetched;
  const state = present !== undefined ? 'present' : fetched !== undefined ? 'fetchable' : 'out-of-reach';
  return { choice: chooseHost({ ...facts, electron: state }), electron };
}

/** Runs the chosen shell until it ends; signals go on to it. */
function run(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { cwd: process.cwd(), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('error', (cause) => {
    say(`${program} did not start: ${cause.message}`);
    process.exitCode = commandExitCodes.failed;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? commandExitCodes.failed : commandExitCodes.ok);
  });
}

function optionWords({ config, data }: StartOptions): string[] {
  return [
    ...(config === undefined ? [] : [`--config=${path.resolve(config)}`]),
    ...(data === undefined ? [] : [`--data=${path.resolve(data)}`]),
  ];
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return console.log(startUsage);
  const options = parseStartOptions(args);
  if (options.kind === 'error') {
    say(`${options.error}\n${startUsage}`);
    process.exitCode = commandExitCodes.usage;
    return;
  }
  const { choice, electron } = await choose(options.value);
  if (choice.kind === 'impossible') {
    say(`Electron cannot be used: ${choice.why}`);
    process.exitCode = commandExitCodes.failed;
    return;
  }
  ensureBuilt(choice.kind === 'electron' ? 'electron' : 'browser', say);
  const words = optionWords(options.value);
  if (choice.kind === 'electron') {
    say(`opening in Electron: ${choice.why}`);
    return run(electron ?? 'electron', [root, ...words]);
  }
  say(
    choice.kind === 'browser'
      ? `opening in the installed browser: ${choice.why}`
      : `open the address below: ${choice.why}`,
  );
  const { port } = options.value;
  const { runBrowserHost } = await import('../electron/browser.ts');
  await runBrowserHost([
    ...words,
    ...(port === undefined ? [] : [`--port=${port}`]),
    ...(choice.kind === 'address' ? ['--no-open'] : []),
  ]);
}

await main().catch((cause: unknown) => {
  say(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = commandExitCodes.failed;
});
