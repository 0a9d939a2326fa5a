import { defineConfig } from '@playwright/test';
import { chromiumArguments, clipFile, testBrowser } from './chromium.ts';

/**
 * End to end: the real core behind the browser host, the built renderer, a real Chromium with a fake camera. Every wait ends
 * on what a person would see; the time limits only end what will never come, however busy the machine. What a test does again
 * in another look or language (`in-whole.ts`) runs with `KIOSK_TESTS=whole` only.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './global-setup.ts',
  outputDir: '../../test-results/e2e',
  fullyParallel: false,
  ...(process.env.KIOSK_TESTS === 'whole' ? {} : { grepInvert: /@whole/ }),
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 300_000,
  expect: { timeout: 90_000 },
  reporter: [['list']],
  use: {
    // A page goes on to the next test, emptied by Playwright: a fresh one costs a machine without a graphics card more than
    // most tests' own work.
    reuseContext: true,
    viewport: { width: 1280, height: 800 },
    // Drawn without a graphics card, movement is most of a test's work; what moves is looked at where it is the subject.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...testBrowser,
      args: [...chromiumArguments, `--use-file-for-fake-video-capture=${clipFile}`],
    },
  },
});
