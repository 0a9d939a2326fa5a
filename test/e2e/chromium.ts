import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';

/** Where the fake camera's clip is written before the tests. */
export const clipFile = path.resolve(import.meta.dirname, '../../test-results/portrait.y4m');

/**
 * Features that are off: what Playwright 1.65 turns off (`chromiumSwitches.ts`; of two such switches the later one counts),
 * and the pages that Chromium keeps ready beside every window for its own address bar: 1.5 CPU seconds for each page of a
 * test.
 */
const disabledFeatures: readonly string[] = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

/** Quiet, and without a GPU; as root Chromium has no sandbox of its own. */
export const quietArguments: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${disabledFeatures.join(',')}`,
];

/** A fake camera that plays a clip, and a person who allows it. */
export const chromiumArguments: readonly string[] = [
  ...quietArguments,
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** What the tests' browser is started from; Playwright's own where nobody named one. */
const program = (file: string | undefined) => (file ? { executablePath: file } : {});

/** Windowless where this machine has that: the same engine draws the same for less. */
export const testBrowser = program(process.env.KIOSK_HEADLESS_SHELL ?? process.env.KIOSK_BROWSER);

/**
 * A browser of a test's own, because cameras and permissions are given to a browser when it starts. Only one with windows
 * knows of permissions that a person has not given yet.
 */
export function launchBrowser(args: readonly string[], kind?: 'with windows'): Promise<Browser> {
  const started = kind === 'with windows' ? program(process.env.KIOSK_BROWSER) : testBrowser;
  return chromium.launch({ ...started, args: [...args] });
}
