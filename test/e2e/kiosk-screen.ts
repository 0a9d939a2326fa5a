import type { Locator, Page } from '@playwright/test';
import type { en } from '../../renderer/languages/en.ts';
import { languageNames, wordings } from '../../renderer/languages/texts.ts';
import type { Language } from '../../shared/language.ts';
import type { KioskProcess } from './kiosk-process.ts';
import { holdReceipts } from './page-time.ts';
import { expect } from './patient-expect.ts';

/** The person most tests are about: one by that name in the demo tenant, with an employee number. */
export const somebody = { query: 'Anna Kovalenko', name: 'Анна Коваленко' };

/** The screens of the kiosk as a person walks through them. */
export class KioskScreen {
  readonly page: Page;
  readonly language: Language;

  constructor(page: Page, language: Language = 'en') {
    this.page = page;
    this.language = language;
  }

  get words() {
    return wordings[this.language];
  }

  /** The element of the screen that is shown, once it is the named one. */
  screen(name: string): Locator {
    return this.page.locator(`[data-screen="${name}"]`);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async open(kiosk: KioskProcess): Promise<void> {
    await holdReceipts(this.page);
    await this.page.goto(await kiosk.nextLaunchUrl());
    await expect(this.screen('attract')).toBeVisible();
    if (this.language !== 'en') await this.page.getByText(languageNames[this.language], { exact: true }).click();
    await expect(this.page.locator('html')).toHaveAttribute('lang', this.language);
  }

  async find(person: { query: string; name: string } = somebody): Promise<void> {
    await this.button(this.words.attract.start).click();
    await expect(this.screen('search')).toBeVisible();
    await this.page.getByLabel(this.words.search.label).fill(person.query);
    await this.page
      .getByRole('button', { name: new RegExp(person.name) })
      .first()
      .click();
    await expect(this.screen('notice')).toBeVisible();
  }

  /** What a badge reader does: types faster than any hand, and ends with Enter. */
  async showBadge(code: string): Promise<void> {
    await this.page.evaluate((text) => {
      const target = document.activeElement ?? document.body;
      // A reader's own pace, however busy this machine is between two of its keys.
      const startMs = performance.now();
      for (const [index, key] of [...text, 'Enter'].entries()) {
        const stroke = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        Object.defineProperty(stroke, 'timeStamp', { value: startMs + index * 5 });
        target.dispatchEvent(stroke);
      }
    }, code);
  }

  async agree(): Promise<void> {
    await this.button(this.words.notice.agree).click();
  }

  async shoot(): Promise<void> {
    await expect(this.screen('camera')).toBeVisible();
    await this.button(this.words.camera.take).click();
    await expect(this.screen('review')).toBeVisible();
  }

  async toReview(person = somebody): Promise<void> {
    await this.find(person);
    await this.agree();
    await this.shoot();
  }

  /** From the first screen to the open session of a list, as staff go. */
  async toSession(list: string): Promise<void> {
    await this.button(this.words.bar.operator).click();
    await this.page.getByRole('tab', { name: this.words.rosters.section }).click();
    await this.page.getByRole('button', { name: list }).click();
    await this.page
      .getByTestId('roster')
      .getByRole('button')
      .filter({ has: this.page.locator('.lucide-play') })
      .click();
    await expect(this.screen('session')).toBeVisible();
  }

  /** Makes the crop the person's own, so that no suggestion moves it any more. */
  async chooseCrop(): Promise<void> {
    await this.page.locator('[data-screen="review"] [tabindex="0"]').first().focus();
    await this.page.keyboard.press('+');
  }

  /** What uses the photo: the first choice, or the second where the station would rather take another one. */
  wayToUse(): Locator {
    return this.button(this.words.review.use).or(this.button(this.words.review.useAnyway));
  }

  /** Uses the photo. A press in the moment in which the buttons change places does nothing, so the hand tries again. */
  async use(): Promise<void> {
    await expect(async () => {
      if (await this.screen('review').isVisible()) await this.wayToUse().click({ timeout: 30_000 });
      await expect(this.screen('receipt')).toBeVisible({ timeout: 30_000 });
    }).toPass();
  }

  /** Takes another photo. As with `use`, the hand tries again where the buttons have just changed places. */
  async retake(): Promise<void> {
    await expect(async () => {
      if (await this.screen('review').isVisible()) {
        await this.button(this.words.review.retake).click({ timeout: 30_000 });
      }
      await expect(this.screen('camera')).toBeVisible({ timeout: 30_000 });
    }).toPass();
  }

  /** Waits until the receipt says the named state. */
  async expectReceipt(state: string): Promise<void> {
    await expect(this.screen('receipt')).toHaveAttribute('data-state', state);
  }

  /** Opens the sheet of the demo tenant, where faults are rehearsed. */
  async openDemoSheet(): Promise<Locator> {
    await this.button(this.words.demo.label).click();
    const sheet = this.page.getByRole('dialog');
    await expect(sheet).toBeVisible();
    return sheet;
  }

  async rehearse(fault: keyof typeof en.demo.fault): Promise<void> {
    const sheet = await this.openDemoSheet();
    await sheet.getByText(this.words.demo.fault[fault], { exact: true }).click();
    await this.page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  }

  /** Where the demo directory can be watched. */
  async directoryUrl(): Promise<string> {
    const sheet = await this.openDemoSheet();
    const url = ((await sheet.textContent()) ?? '').match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
    await this.page.keyboard.press('Escape');
    if (url === undefined) throw new Error('the demo sheet names no address');
    return url;
  }
}
