import path from 'node:path';

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
