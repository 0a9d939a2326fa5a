import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/slow-first.ts';

/**
 * Time limits that end only what will never come: how long a test takes on a busy machine says nothing about what it
 * proves. Random inputs are counted, never timed.
 */
const patience = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 120_000 } } };

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
          environment: 'node',
          ...patience,
        },
      },
    ],
  },
});
