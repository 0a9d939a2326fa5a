import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/slow-first.ts';

/**
 * Time limits that end only what will never come: how long a test takes on a busy machine says nothing about what it
 * proves. Random inputs are counted, never timed.
 */
const patience = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 120_000 } } };

/**
 * The integration tests that look at the disk, change their process or run long each have a process of their own. All others
 * share one, since to import the whole tree anew for each file takes longer than most of them, and under `npm test` their
 * files lie in memory: they leave nothing behind in their process, and do not ask what a station says of its disk.
 */
const alone = [
  'auth/sign-in-faults',
  'build/{boundaries,browser-finder}',
  'bulk/*',
  'cli/{command-line,import-command,surroundings}',
  'connecting/{connect-kill,connection}',
  'desktop/heartbeat',
  'face/*',
  'graph/{faults,hostile-answers}',
  'loopback/{browser-attacks,browser-host,page-network}',
  'operator/operator-pin',
  'queue/{carried-photos,import-beside-others,overlapping-writes,restart,upload-queue}',
  'roster/{held-photos,roster-store}',
  'storage/*',
].map((files) => `test/integration/${files}.test.ts`);
const memory = process.env.KIOSK_TESTS_MEMORY;

export default defineConfig({
  test: {
    reporters: ['default'],
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'unit',
          root: '.',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          // They keep no state of the process: to import the whole tree anew for each file is half of their time.
          isolate: false,
          ...patience,
        },
      },
      {
        test: {
          name: 'integration',
          root: '.',
          include: ['test/integration/**/*.test.ts'],
          exclude: alone,
          environment: 'node',
          isolate: false,
          restoreMocks: true,
          ...(memory === undefined ? {} : { env: { TMPDIR: memory } }),
          ...patience,
        },
      },
      {
        test: {
          name: 'integration alone',
          root: '.',
          include: alone,
          environment: 'node',
          ...patience,
        },
      },
    ],
  },
});
