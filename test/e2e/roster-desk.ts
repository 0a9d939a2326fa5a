import { expect, type Page } from '@playwright/test';
import { KioskScreen } from './kiosk-screen.ts';
import { OperatorScreen } from './operator-screen.ts';

/** The staff's way through a list, as they walk it. */
export class RosterDesk {
  readonly page: Page;
  readonly screen: KioskScreen;
  readonly operator: OperatorScreen;
  readonly words;

  constructor(page: Page) {
    this.page = page;
    this.screen = new KioskScreen(page);
    this.operator = new OperatorScreen(page);
    this.words = this.screen.words.rosters;
  }

  /** From the attract screen to the lists. */
  async openRosters(): Promise<void> {
    await this.operator.open();
    await this.page.getByRole('tab', { name: this.words.section }).click();
  }

  /** Says who a row is that the list does not tell. */
  async mend(name: string, person: { readonly query: string; readonly name: string } | 'candidate'): Promise<void> {
    const { page } = this;
    await page.getByLabel(this.words.rows.search).fill(name);
    await page
      .getByTestId('roster-rows')
      .getByRole('option', { name: new RegExp(name) })
      .click();
    const row = page.getByTestId('roster-row');
    if (person === 'candidate') await row.getByRole('button', { name: /alex\.morgan2@/ }).click();
    else {
      await row.getByLabel(this.words.person.find).fill(person.query);
      await row.getByRole('button', { name: new RegExp(person.name) }).click();
    }
    await expect(row.getByText(/^Found by:/)).toBeVisible();
  }

  get turn() {
    return this.page.getByRole('region', { name: this.words.session.turn });
  }

  /** Waits until it is somebody's turn. */
  async isTurnOf(name: string): Promise<void> {
    await expect(this.screen.button(this.words.session.call)).toBeVisible();
    await expect(this.turn.getByRole('heading').first()).toHaveText(name);
  }

  /** Whose turn it is. */
  async current(): Promise<string> {
    await expect(this.screen.button(this.words.session.call)).toBeVisible();
    return (await this.turn.getByRole('heading').first().textContent()) ?? '';
  }

  /** Whoever's turn it is comes to the camera: two touches, and the next one's turn it is. */
  async photograph(name: string): Promise<void> {
    await this.isTurnOf(name);
    await this.screen.button(this.words.session.call).click();
    await this.screen.agree();
    await this.screen.shoot();
    await this.screen.wayToUse().click();
    await expect(this.page.getByTestId('last-photo')).toContainText(name);
  }

  /** Jumps to somebody by what a reader or a hand types; another one's turn is open. */
  async jumpTo(text: string, name: string): Promise<void> {
    const field = this.page.getByLabel(this.words.session.find);
    await field.fill(text);
    await field.press('Enter');
    // Whoever is not there yet is asked about first.
    const goOn = this.screen.button(this.words.session.goOnWith.replace('{{name}}', name));
    const heading = this.turn.getByRole('heading', { name, exact: true });
    await expect(goOn.or(heading)).toBeVisible();
    if (await goOn.isVisible()) await goOn.click();
    await expect(heading).toBeVisible();
  }

  /** Gives the last photo to somebody else of the list; once more where it was just being sent, as the page asks for. */
  async move(name: string): Promise<void> {
    const { page, screen, words } = this;
    const moved = page.getByTestId('photo-moved');
    for (;;) {
      await screen.button(words.move.open).click();
      await page.getByLabel(words.move.find).fill(name);
      await page
        .getByTestId('move-photo')
        .getByRole('button', { name: new RegExp(name) })
        .click();
      await screen.button(words.move.confirm).click();
      await expect(moved).toBeVisible();
      if ((await moved.getAttribute('data-former')) !== 'sending') return;
      await screen.button(screen.words.common.done).click();
    }
  }
}
