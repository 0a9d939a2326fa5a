/**
 * `npm run test:electron`: the real shell through Playwright. The executable is `KIOSK_ELECTRON`, else the `electron`
 * package's own; without one it says so and passes. Its last line counts, as `npm test` expects.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findElectron } from './electron-runtime.ts';
import { ensureBuilt } from './fresh-build.ts';
import { playwrightEnv } from './playwright-env.ts';
import { countPlaywright } from './test-count.ts';

const root = path.resolve(import.meta.dirname, '..');

function runSuite(electron: string): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-electron-test-'));
  const report = path.join(folder, 'report.json');
  try {
    const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
    const args = ['test', '--config', 'test/electron/playwright.config.ts', '--reporter=list,json'];
    const { status } = spawnSync(process.execPath, [cli, ...args, ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...playwrightEnv, KIOSK_ELECTRON: electron, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    });
    const { passed, failed, skipped, failures } = countPlaywright(report, status ?? 1);
    for (const text of failures) console.log(`  failed  ${text}`);
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const electron = findElectron();
if (electron === undefined) {
  const named = process.env.KIOSK_ELECTRON;
  console.log(
    named
      ? `electron suite skipped: KIOSK_ELECTRON names ${named}, which is not there`
      : "electron suite skipped: Electron's runtime is not on this machine (npx install-electron fetches it)",
  );
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  ensureBuilt('electron', console.log);
  process.exitCode = runSuite(electron);
}
