import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { attackNetwork, listenForAnything } from '../network-attacks.ts';
import { launchedStation as test } from './launched-station.ts';

test('a hostile script in the page reaches no socket and asks for no name, by any layer', async ({ launched }) => {
  const listeners = await listenForAnything();
  const name = 'asked-ahead.example';
  const netLog = path.join(launched.folder, 'net.json');
  const { page, stop } = await launched.start(`--log-net-log=${netLog}`);
  await expect(new KioskScreen(page).screen('attract')).toBeVisible();
  const { tcpPort, udpPort } = listeners;
  await page.evaluate(attackNetwork, { tcpPort, udpPort, name });
  await stop();
  await listeners.close();
  expect(listeners.arrivals()).toBe(0);
  const log = readFileSync(netLog, 'utf8');
  const has = (text: string) => log.includes(text);
  // Chromium's own record of what its network was asked for: it is whole, and nothing but the dead proxy is in it.
  expect({ isThere: has('"events"'), proxy: has('127.0.0.1:9'), name: has(name), dictionary: has('gvt1.com') }).toEqual(
    {
      ...{ isThere: true, proxy: true, name: false, dictionary: false },
    },
  );
});
