import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { openInstalledCodeReader, pixelsOf } from '../rendered-code.ts';

/** What a phone's camera reads from the screen: the text of the QR code on a screenshot of the whole page. */
export async function readQrCode(page: Page): Promise<string | undefined> {
  const read = await openInstalledCodeReader();
  return (await read(await pixelsOf(sharp(await page.screenshot()))))?.text;
}
