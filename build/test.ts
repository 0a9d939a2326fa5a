/**
 * `npm test`: a browser and a build; then check, unit, the real shell, integration, end to end and durability (short;
 * `--whole`: in full), two at a time in that order: one computes while the other waits, and both lanes end together. Every stage runs even when an earlier
 * one failed, so that one run says everything; what failed is said again at the end, and the last line counts all.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findHeadlessShell, obtainBrowser } from './browser-finder.ts';
import { playwrightEnv } from './playwright-env.ts';
import { asStep, type Count, countOutput, countPlaywright, countVitest } from './test-count.ts';

interface Stage {
  readonly name: string;
  run(): Promise<Count>;
}

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'kiosk-test-'));
const isWhole = process.argv.includes('--whole');
/** The browser of the tests, once there is one. */
let browser: string | undefined;

const print = (chunk: Buffer | string): void => void process.stdout.write(chunk);
/** Where a stage's words go. */
const output = new AsyncLocalStorage<typeof print>();

/**
 * A folder in memory, where there is one with room: at every commit SQLite waits for the disk, which the tests that are not
 * about disks need not.
 */
function memoryFolder(): string | undefined {
  const parent = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(parent);
    return bavail * bsize < 2 ** 31 ? undefined : mkdtempSync(path.join(parent, 'kiosk-test-'));
  } catch {
    return undefined;
  }
}

/** A script of Node with the tests' browser in its surroundings. */
function runNode(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; out: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      env: {
        ...process.env,
        // The tests start a station or a command hundreds of times: what is compiled once stays compiled.
        NODE_COMPILE_CACHE: path.join(scratch, 'compiled'),
        // TypeScript's compiler is a Go program that lives for seconds: a seventh of its work is to collect garbage early.
        GOGC: '400',
        ...(browser === undefined ? {} : { KIOSK_BROWSER: browser }),
        ...(isWhole ? { KIOSK_TESTS: 'whole' } : {}),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const tell = output.getStore() ?? print;
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      tell(chunk);
    });
    child.stderr.on('data', tell);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, out }));
  });
}

const bin = (name: string, file: string) => path.join(root, 'node_modules', name, file);
const npm = process.env.npm_execpath;

async function runScript(script: string): Promise<boolean> {
  if (npm === undefined) throw new Error('start the tests with npm: `npm test`');
  return (await runNode(npm, ['run', script])).code === 0;
}

async function runVitest(project: string): Promise<Count> {
  const file = path.join(scratch, `${project}.json`);
  // `integration` is three projects: files in memory and on the disk, which share a process, and files that have one each.
  const args = ['run', `--project=${project}*`, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runNode(bin('vitest', 'vitest.mjs'), args, { KIOSK_TESTS_MEMORY: memory });
  return countVitest(file, code);
}

/** What the stages from here on need: without it their tests would be skipped on a clean clone. */
async function prepare(): Promise<Count> {
  const found = await obtainBrowser(console.log);
  if (found.kind === 'ok') browser = found.value;
  else console.error(found.error);
  const isBuilt = await runScript('build');
  return asStep(found.kind === 'ok' && isBuilt);
}

async function runEndToEnd(): Promise<Count> {
  if (browser === undefined) return asStep(false);
  const file = path.join(scratch, 'e2e.json');
  const shell = findHeadlessShell(browser);
  const { code } = await runNode(
    bin('@playwright/test', 'cli.js'),
    ['test', '--config', 'test/e2e/playwright.config.ts', '--reporter=list,json'],
    {
      ...playwrightEnv,
      ...(shell === undefined ? {} : { KIOSK_HEADLESS_SHELL: shell }),
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    },
  );
  return countPlaywright(file, code);
}

/** Runs a script that closes with a line `N passed, N failed, N skipped`. */
async function runCounting(script: string, args: readonly string[]): Promise<Count> {
  const { code, out } = await runNode(script, args);
  return countOutput(out, code);
}

/** Comes before all: what the others run in. */
const preparation: Stage = { name: 'preparation', run: prepare };
const stages: readonly Stage[] = [
  { name: 'check', run: async () => asStep(await runScript('check')) },
  { name: 'unit', run: () => runVitest('unit') },
  { name: 'electron', run: () => runCounting('build/test-electron.ts', []) },
  { name: 'integration', run: () => runVitest('integration') },
  { name: 'end to end', run: runEndToEnd },
  { name: 'durability', run: () => runCounting('test/durability/run.ts', isWhole ? [] : ['--short']) },
];
const atATime = 2;

/**
 * `npm test -- unit "end to end"` runs the named stages alone, with the preparation that they need; with `--whole` also
 * what is only done again in another look, language or number.
 */
const wanted = process.argv.slice(2).filter((word) => word !== '--whole');
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`stages: expected ${stages.map(({ name }) => name).join(', ')}; got ${unknown.join(', ')}`);
  process.exit(2);
}
const chosen = wanted.length === 0 ? stages : stages.filter(({ name }) => wanted.includes(name));
const memory = memoryFolder();
const isPrepared = wanted.length === 0 || wanted.some((name) => name === 'integration' || name === 'end to end');

/** However it ends: what lies in memory would lie there until the machine starts anew. */
process.on('exit', () => {
  for (const folder of [scratch, memory]) if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const total = { passed: 0, failed: 0, skipped: 0 };
const rows: string[] = [];
const failures: string[] = [];
const secondsSince = (startedMs: number) => Math.round((performance.now() - startedMs) / 1000);
const allStartedMs = performance.now();

/** Runs a stage and says what it came to. */
async function runStage(stage: Stage): Promise<void> {
  const startedMs = performance.now();
  const count = await stage.run().catch((cause: unknown) => {
    console.error(cause);
    return asStep(false);
  });
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  failures.push(...count.failures.map((text) => `${stage.name}: ${text}`));
  const sums = `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`;
  rows.push(`${stage.name.padEnd(12)} ${sums} (${secondsSince(startedMs)} s)`);
}

/** Runs stages, some at a time. The earliest speaks as it goes; what a later one says is kept until those before have ended. */
async function runStages(all: readonly Stage[]): Promise<void> {
  const runs = all.map((stage) => {
    const held: (Buffer | string)[] = [];
    const say: typeof print = (chunk) => void held.push(chunk);
    return { stage, say, held, end: Promise.withResolvers<void>() };
  });
  let begun = 0;
  const runNext = async (): Promise<void> => {
    for (let run = runs[begun++]; run !== undefined; run = runs[begun++]) {
      const { stage, end } = run;
      const own = run;
      await output.run(
        (chunk) => own.say(chunk),
        () => runStage(stage),
      );
      end.resolve();
    }
  };
  const lanes = Array.from({ length: atATime }, runNext);
  for (const run of runs) {
    console.log(`\n=== ${run.stage.name} ===`);
    for (const chunk of run.held) print(chunk);
    run.say = print;
    await run.end.promise;
  }
  await Promise.all(lanes);
}

if (isPrepared) await runStages([preparation]);
await runStages(chosen);
console.log(`\n${rows.map((row) => `  ${row}`).join('\n')}\n`);
// Once more at the end: of a long output often only the end is kept.
for (const text of failures) console.log(`  failed  ${text}`);
const allSeconds = secondsSince(allStartedMs);
const inAll = `${Math.floor(allSeconds / 60)} min ${allSeconds % 60} s`;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped in ${inAll}`);
process.exitCode = total.failed === 0 ? 0 : 1;
