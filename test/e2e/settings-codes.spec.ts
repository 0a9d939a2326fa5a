import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { writeScreenClip } from '../code-clip.ts';
import { openInstalledCodeReader, pixelsOf } from '../rendered-code.ts';
import { chromiumArguments, launchBrowser } from './chromium.ts';
import { type KioskProcess, scratchFolder, startKiosk } from './kiosk-process.ts';
import { KioskScreen } from './kiosk-screen.ts';
import { OperatorScreen } from './operator-screen.ts';

const started: KioskProcess[] = [];
test.afterEach(async () => {
  for (const kiosk of started.splice(0)) await kiosk.end('SIGTERM');
});

/** A station at the page that carries its settings to another, and its settings file. */
async function atTransfer(
  page: Page,
  settings: object,
): Promise<{ readonly screen: KioskScreen; readonly file: string }> {
  const kiosk = await startKiosk({ settings: { ...settings } });
  started.push(kiosk);
  const screen = new KioskScreen(page);
  const operator = new OperatorScreen(page);
  await screen.open(kiosk);
  await operator.open();
  await page.getByRole('tab', { name: operator.words.sections.station }).click();
  await page.getByTestId('station-sections').getByRole('button').last().click();
  const said = await page.getByText(/stand in \S+settings\.json/).textContent();
  await page.locator('[data-settings="transfer"]').click();
  return { screen, file: (said ?? '').match(/\S+settings\.json/)?.[0] ?? '' };
}

/** What stands before another station's camera: each code that the screen shows, as it is drawn there. */
async function shownCodes(page: Page): Promise<Buffer[]> {
  const read = await openInstalledCodeReader();
  const codes = new Map<string, Buffer>();
  await expect
    .poll(async () => {
      const picture = await page.getByTestId('settings-codes').getByTestId('qr').screenshot();
      const text = (await read(await pixelsOf(sharp(picture))))?.text ?? '';
      const count = Number(/^PKS1:\w+:\d+\/(\d+):/.exec(text)?.[1]);
      if (count > 0) codes.set(text, picture);
      return count - codes.size;
    })
    .toBe(0);
  return [...codes.values()];
}

test('a station takes over what another one shows as codes, read by its camera and compared before it is written', async ({
  page,
}) => {
  const notice = 'We take one photo of your face. 受付で写真を撮ります。 في الاستقبال. '.repeat(6);
  const words = [...notice].map((letter, at) => (at % 5 === 0 ? `${letter}${at.toString(36)}` : letter)).join('');
  const { screen, file } = await atTransfer(page, {
    station: { name: 'South door', companyName: '海風商事', notice: { version: '7', text: { en: words } } },
    queue: { keepRecordsDays: 9 },
  });
  const { transfer } = screen.words.settings;
  await screen.button(transfer.showCodes).click();
  const codes = await shownCodes(page);
  expect(codes.length).toBeGreaterThan(1);

  const clip = path.join(scratchFolder('clip'), 'screen.y4m');
  await writeScreenClip(clip, codes);
  const browser = await launchBrowser([...chromiumArguments, `--use-file-for-fake-video-capture=${clip}`]);
  try {
    const other = await browser.newPage({ reducedMotion: 'reduce' });
    const copy = await atTransfer(other, { station: { name: 'North door' }, photo: { quality: 70 } });
    const before = await readFile(copy.file, 'utf8');
    await copy.screen.button(transfer.readCodes).click();
    const preview = other.getByTestId('copy-preview');
    await expect(preview).toContainText('海風商事');
    await expect(preview).toContainText('photo.quality');
    await expect(preview).not.toContainText('South door');
    expect(await readFile(copy.file, 'utf8')).toBe(before);
    await copy.screen.button(transfer.take).click();
    await expect(other.getByTestId('transfer-said')).toHaveText(transfer.taken);
    const shown = JSON.parse(await readFile(file, 'utf8'));
    // Its own name stays each station's.
    const taken = { ...shown, station: { ...shown.station, name: 'North door' } };
    expect(JSON.parse(await readFile(copy.file, 'utf8'))).toEqual(taken);
    await expect(other.locator('header')).toContainText('海風商事');
  } finally {
    await browser.close();
  }
});
