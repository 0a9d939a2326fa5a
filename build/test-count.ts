import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a stage of the tests came to, and in a line each what failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}

/** A stage that is one step: it went well or it did not. */
export const asStep = (isGood: boolean): Count => ({
  passed: isGood ? 1 : 0,
  failed: isGood ? 0 : 1,
  skipped: 0,
  failures: isGood ? [] : ['it did not end well; its output says why'],
});

const firstLines = (text: string) => text.split('\n').slice(0, 8).join('\n      ');

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** Reads Vitest's JSON report of a run that ended with `code`. */
export function countVitest(reportFile: string, code: number): Count {
  if (!existsSync(reportFile)) return asStep(false);
  const report = vitestReport.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0) return status === 'failed' ? [`${name}: ${firstLines(message)}`] : [];
    return tests.map(
      ({ fullName, failureMessages }) => `${name} › ${fullName}\n      ${firstLines(failureMessages?.[0] ?? '')}`,
    );
  });
  return {
    passed: report.numPassedTests,
    // A file that cannot be loaded, or an error outside every test, has no failed test of its own.
    failed: Math.max(report.numFailedTests, code === 0 ? 0 : 1),
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

interface Suite {
  readonly suites?: readonly Suite[] | undefined;
  readonly specs: readonly {
    readonly title: string;
    readonly ok: boolean;
    readonly file: string;
    readonly tests: readonly {
      readonly results: readonly { readonly error?: { readonly message?: string | undefined } | undefined }[];
    }[];
  }[];
}
const suite: z.ZodType<Suite> = z.object({
  get suites() {
    return z.array(suite).optional();
  },
  specs: z.array(
    z.object({
      title: z.string(),
      ok: z.boolean(),
      file: z.string(),
      tests: z.array(
        z.object({
          results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
        }),
      ),
    }),
  ),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(suite),
});

// What a terminal would show in colours.
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function failuresIn({ suites = [], specs }: Suite): string[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const message = tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message ?? '';
      return `${file} › ${title}\n      ${firstLines(message.replaceAll(colours, ''))}`;
    });
  return [...own, ...suites.flatMap(failuresIn)];
}

/** Reads Playwright's JSON report of a run that ended with `code`. */
export function countPlaywright(reportFile: string, code: number): Count {
  if (!existsSync(reportFile)) return asStep(false);
  const { stats, suites } = playwrightReport.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  return {
    passed: stats.expected,
    failed: Math.max(stats.unexpected + stats.flaky, code === 0 ? 0 : 1),
    skipped: stats.skipped,
    failures: suites.flatMap(failuresIn),
  };
}

/** Reads the output of a script that closes with `N passed, N failed, N skipped` and names its failures in lines `failed …`. */
export function countOutput(out: string, code: number): Count {
  const counts = [...out.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  if (counts === undefined) return asStep(code === 0);
  const [, passed, failed, skipped] = counts.map(Number);
  return {
    passed: passed ?? 0,
    failed: Math.max(failed ?? 0, code === 0 ? 0 : 1),
    skipped: skipped || 0,
    failures: [...out.matchAll(/^ {2}failed +(.+(?:\n {10}.+)*)/gm)].map(([, text]) => text ?? ''),
  };
}
