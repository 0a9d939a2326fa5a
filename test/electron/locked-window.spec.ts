import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { launchedStation as test } from './launched-station.ts';
import { unlooking } from './shell-app.ts';
import { isInstalled, openVirtualDisplay } from './virtual-display.ts';

for (const manager of [undefined, 'openbox'] as const) {
  test(`a locked station covers its display to the last pixel ${manager === undefined ? 'without a window manager' : `with ${manager}`}`, async ({
    launched,
  }) => {
    const missing = ['Xvfb', manager].find((program) => program !== undefined && !isInstalled(program));
    test.skip(missing !== undefined, `${missing} is not on this machine`);
    const display = await openVirtualDisplay('1280x800', manager);
    try {
      launched.env.DISPLAY = display.name;
      const config = path.join(launched.folder, 'settings.json');
      writeFileSync(config, JSON.stringify(unlooking));
      const { page } = await launched.start('--locked', `--config=${config}`);
      await expect(new KioskScreen(page).screen('attract')).toBeVisible();
      await expect.poll(display.look).toEqual({ width: 1280, height: 800, bareEdge: 0 });
      const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
      expect(width).toBe(1280);
      // One row more than the display has may lie below it, none may be missing.
      expect([800, 801]).toContain(height);
    } finally {
      display.stop();
    }
  });
}
