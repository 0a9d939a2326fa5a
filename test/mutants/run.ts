/**
 * `npm run mutants [-- --only WORD] [-- --wires] [-- --list]`: puts each fault of the list into a copy of the project and runs the tests
 * that must fail then. A fault that no named test notices has survived, which is a defect of the tests; so is a fault
 * whose text no longer stands in its file, and a test that fails without any fault. The last line counts faults.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';
import { wireMutants } from './wire-mutants.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** For each test file of a fault, far longer than the slowest takes: who needs it hangs. */
const fileLimitMs = 300_000;
/** For all of them together without any fault. */
const greenLimitMs = 30 * 60_000;

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** What a test file did: which of its tests failed, or why none of them ran. */
interface FileResult {
  readonly failed: readonly string[];
  readonly ran: number;
  readonly problem?: string;
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    /** The security wires of the shell alone. */
    wires: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

/** Why an entry of the list cannot be tried: the code or the tests have moved away from under it. */
function whyStale({ file, find, replacement, tests }: Mutant): string | undefined {
  const place = path.join(root, file);
  if (!existsSync(place)) return `there is no ${file}`;
  const places = readFileSync(place, 'utf8').split(find).length - 1;
  if (places !== 1) return `expected its text once in ${file}, found it ${places} times: ${find}`;
  if (find === replacement) return 'its replacement changes nothing';
  if (tests.length === 0) return 'it names no test';
  const missing = tests.find((test) => !existsSync(path.join(root, 'test', test)));
  return missing === undefined ? undefined : `there is no test/${missing}`;
}

/** The project's own files as they lie in the working tree, beside the modules that are installed already. */
function copyProject(folder: string): void {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (listed.status !== 0) throw new Error(`git cannot list the project's files: ${listed.stderr || listed.error}`);
  for (const file of listed.stdout.split('\0').filter((name) => name !== '' && existsSync(path.join(root, name)))) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    copyFileSync(path.join(root, file), path.join(folder, file));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
}

/** Runs a script of the copy in a process group of its own; `undefined` as code when it had to be ended, with all it began. */
function runNode(
  folder: string,
  args: readonly string[],
  limitMs: number,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | undefined; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    let isLate = false;
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-10_000);
    });
    const limit = setTimeout(() => {
      isLate = true;
      // A fault may turn a test into a loop that hears nothing, in a process below this one.
      process.kill(process.platform === 'win32' ? (child.pid ?? 0) : -(child.pid ?? 0), 'SIGKILL');
    }, limitMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ code: isLate ? undefined : (code ?? 1), errors });
    });
  });
}

interface TestRun {
  /** The first failure may say enough. */
  readonly until: 'first failure' | 'end';
  readonly limitMs: number;
}

/** Runs test files in the copy; a text when they did not come to an end. */
async function runTests(
  folder: string,
  tests: readonly string[],
  { until, limitMs }: TestRun,
): Promise<Map<string, FileResult> | string> {
  const report = path.join(folder, 'mutants-report.json');
  rmSync(report, { force: true });
  const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs');
  const bail = until === 'end' ? [] : ['--bail=1'];
  const files = tests.map((test) => `test/${test}`);
  const args = [vitest, 'run', '--reporter=json', `--outputFile.json=${report}`, ...bail, ...files];
  const { code, errors } = await runNode(folder, args, limitMs, { KIOSK_TESTS: '' });
  if (code === undefined) return `did not end within ${limitMs / 1000} s`;
  if (!existsSync(report)) return `no report: ${errors.trim().split('\n').at(-1) ?? ''}`;
  const { testResults } = vitestReport.parse(JSON.parse(readFileSync(report, 'utf8')));
  return new Map(
    testResults.map(({ name, status, message, assertionResults }) => {
      const failed = assertionResults.filter((result) => result.status === 'failed').map(({ fullName }) => fullName);
      const ran = assertionResults.filter((result) => result.status === 'passed').length + failed.length;
      const problem = status === 'failed' && failed.length === 0 ? (message ?? 'failed outside its tests') : undefined;
      const file = path.relative(path.join(folder, 'test'), name).split(path.sep).join('/');
      return [file, { failed, ran, ...(problem === undefined ? {} : { problem }) }];
    }),
  );
}

/** What is wrong with a file that must pass; `undefined` when it passes. */
function whyRed(result: FileResult | undefined): string | undefined {
  if (result === undefined) return 'was not run';
  if (result.problem !== undefined) return result.problem;
  if (result.failed.length > 0) return result.failed.join('; ');
  return result.ran === 0 ? 'runs no test' : undefined;
}

type Verdict =
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'survived' | 'broken'; readonly why: string };

/** A fault counts as noticed when a test of each named file ran and failed: a copy that does not load proves nothing. */
function judge({ tests }: Mutant, results: Map<string, FileResult> | string): Verdict {
  if (typeof results === 'string') return { kind: 'broken', why: results };
  for (const test of tests) {
    const result = results.get(test);
    if (result?.problem !== undefined) return { kind: 'broken', why: `test/${test}: ${result.problem.split('\n')[0]}` };
    if (result === undefined || result.failed.length === 0) return { kind: 'survived', why: `test/${test} passes` };
  }
  return { kind: 'killed', by: results.get(tests[0] ?? '')?.failed[0] ?? '' };
}

async function tryMutant(folder: string, mutant: Mutant): Promise<Verdict> {
  const place = path.join(folder, mutant.file);
  const sound = readFileSync(place, 'utf8');
  // A function, since `$` in a replacement would mean something.
  writeFileSync(
    place,
    sound.replace(mutant.find, () => mutant.replacement),
  );
  try {
    const until = mutant.tests.length === 1 ? 'first failure' : 'end';
    const limitMs = mutant.tests.length * fileLimitMs;
    return judge(mutant, await runTests(folder, mutant.tests, { until, limitMs }));
  } finally {
    writeFileSync(place, sound);
  }
}

/** The files of these faults that pass without any; the others are told. */
async function greenTests(folder: string, tests: readonly string[]): Promise<GreenTests> {
  const results = await runTests(folder, tests, { until: 'end', limitMs: greenLimitMs });
  if (typeof results === 'string') throw new Error(`the tests without a fault: ${results}`);
  const red = tests.flatMap((test) => {
    const why = whyRed(results.get(test));
    return why === undefined ? [] : [{ test, why }];
  });
  for (const { test, why } of red) console.log(`fails without a fault: test/${test}: ${why}`);
  const green = new Set(tests.filter((test) => !red.some((other) => other.test === test)));
  return { green, redCount: red.length };
}

interface GreenTests {
  readonly green: ReadonlySet<string>;
  readonly redCount: number;
}

const wireOf = new Map(wireMutants.map(({ name, wire }) => [name, wire]));
const titleOf = (name: string) => (values.wires ? `${wireOf.get(name)}: ${name}` : name);
const chosen = (values.wires ? wireMutants : mutants).filter(
  ({ name, file }) => values.only === undefined || name.includes(values.only) || file.includes(values.only),
);
if (chosen.length === 0) {
  console.error(`--only: expected part of a name or file of \`npm run mutants -- --list\`; got ${values.only}`);
  process.exit(2);
}
if (values.list) {
  for (const { name, file } of chosen) console.log(`${titleOf(name)}  (${file})`);
  process.exit(0);
}
const stale = chosen.flatMap((mutant) => {
  const why = whyStale(mutant);
  return why === undefined ? [] : [{ name: mutant.name, why }];
});
const doubled = mutants.filter(({ name }, at) => mutants.findIndex((other) => other.name === name) !== at);
for (const { name, why } of stale) console.log(`no longer applies: ${name}: ${why}`);
for (const { name } of doubled) console.log(`two mutants are called: ${name}`);

let passed = 0;
let failed = stale.length + doubled.length;
const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-mutants-'));
try {
  copyProject(folder);
  const sound = chosen.filter(({ name }) => !stale.some((other) => other.name === name));
  const tests = [...new Set(sound.flatMap((mutant) => mutant.tests))];
  console.log(`${sound.length} mutants, ${tests.length} test files`);
  const { green, redCount } = await greenTests(folder, tests);
  failed += redCount;
  const width = Math.max(0, ...sound.map(({ name }) => titleOf(name).length));
  for (const mutant of sound) {
    const startedMs = performance.now();
    const verdict: Verdict = mutant.tests.every((test) => green.has(test))
      ? await tryMutant(folder, mutant)
      : { kind: 'broken', why: 'a test that must fail with it fails already' };
    if (verdict.kind === 'killed') passed += 1;
    else failed += 1;
    const seconds = `${Math.round((performance.now() - startedMs) / 1000)} s`;
    const told = verdict.kind === 'killed' ? verdict.by : verdict.why;
    console.log(`  ${verdict.kind.padEnd(8)}  ${titleOf(mutant.name).padEnd(width)}  ${seconds.padStart(4)}  ${told}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
