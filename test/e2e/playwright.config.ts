import { defineConfig } from '@playwright/test';
import { chromiumArguments, clipFile } from './chromium.ts';

/**
 * End to end: the real core behind the browser host, the built renderer, a real Chromium with a fake camera. Every wait ends
 * on what a person would see; the time limits only end what will never come, however busy the machine.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './global-setup.ts',
  outputDir: '../../test-results/e2e',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 300_000,
  expect: { timeout: 90_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(process.env.KIOSK_BROWSER ? { executablePath: process.env.KIOSK_BROWSER } : {}),
      args: [...chromiumArguments, `--use-file-for-fake-video-capture=${clipFile}`],
    },
  },
});
