import type { Locator, Page } from '@playwright/test';
import { wordings } from '../../renderer/languages/texts.ts';
import { expect } from './patient-expect.ts';

const words = wordings.en;

/** The operator's screens, as an operator uses them; in English. */
export class OperatorScreen {
  readonly page: Page;
  readonly words = words.operator;

  constructor(page: Page) {
    this.page = page;
  }

  get main(): Locator {
    return this.page.locator('[data-screen="operator"]');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** From the attract screen, at a station without a PIN. */
  async open(): Promise<void> {
    await this.button(words.bar.operator).click();
    await expect(this.main).toHaveAttribute('data-state', 'unlocked');
  }

  async enter(pin: string): Promise<void> {
    for (const digit of pin) await this.button(digit).click();
    await this.button(this.words.pin.unlock).click();
  }

  /** A part of the station's page. */
  async stationPart(name: keyof typeof words.operator.station.sections): Promise<void> {
    await this.page.getByRole('tab', { name: this.words.sections.station }).click();
    await this.page
      .getByTestId('station-sections')
      .getByRole('button', { name: new RegExp(`^${this.words.station.sections[name]}`) })
      .click();
  }

  /** The way to move photos, and its second step. */
  async move(way: 'export' | 'import'): Promise<void> {
    await this.button(this.words.transfer.open).click();
    await this.page.getByRole('button', { name: new RegExp(`^${this.words.transfer[`${way}Way`]}`) }).click();
  }

  rows(): Locator {
    return this.page.getByRole('option');
  }

  detail(): Locator {
    return this.page.getByTestId('job');
  }

  /** Chooses the newest photo and waits for its details. */
  async chooseNewest(): Promise<void> {
    await this.rows().first().click();
    await expect(this.detail()).toBeVisible();
  }

  async expectState(kind: string): Promise<void> {
    await expect(this.detail().locator('[data-job-state]')).toHaveAttribute('data-job-state', kind);
  }

  async leave(): Promise<void> {
    await this.button(this.words.lock).click();
    await expect(this.page.locator('[data-screen="attract"]')).toBeVisible();
  }
}
