import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/slow-first.ts';

/**
 * Time limits that end only what will never come: how long a test takes on a busy machine says nothing about what it
 * proves. Random inputs are counted, never timed.
 */
const patience = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 120_000 } } };

const named = (...places: readonly string[]) => places.map((files) => `test/integration/${files}.test.ts`);
/**
 * Integration tests share a process, since to import the whole tree anew for each file takes longer than most of them: they
 * leave nothing behind in it. Under `npm test` their files lie in memory, except of those that look at the disk, or ask what a
 * station says of it.
 */
const onDisk = named(
  'bulk/*',
  'cli/command-line',
  'queue/{carried-photos,erasing,import-beside-others,overlapping-writes,restart,upload-queue}',
  'roster/{held-photos,roster-store}',
  'storage/*',
);
/** These have a process of their own each: they count what a process keeps of the face models, or bend its clock. */
const alone = named('face/*', 'auth/*sign-in-faults');
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
          exclude: [...alone, ...onDisk],
          environment: 'node',
          isolate: false,
          restoreMocks: true,
          ...(memory === undefined ? {} : { env: { TMPDIR: memory } }),
          ...patience,
        },
      },
      {
        test: {
          name: 'integration on disk',
          root: '.',
          include: onDisk,
          environment: 'node',
          isolate: false,
          restoreMocks: true,
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
