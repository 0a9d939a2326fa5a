import { defineConfig } from '@playwright/test';

/** The real shell, one app at a time: it owns a display, a keyring and a camera. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/electron',
  workers: 1,
  fullyParallel: false,
  timeout: 300_000,
  expect: { timeout: 90_000 },
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
});
