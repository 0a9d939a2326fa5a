import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { type DemoServer, serveDemoTenant } from '../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/demo-tenant.ts';
import { demoClientId } from '../../electron/demo/registrations.ts';
import { type DemoPerson, demoTenantId, samplePeople } from '../../electron/demo/sample-people.ts';
import { fieldWords } from '../../shared/roster-words.ts';
import { type KioskProcess, scratchFolder, startKiosk } from './kiosk-process.ts';
import { RosterDesk } from './roster-desk.ts';

const listName = 'Onboarding';
const isUsual = ({ isEnabled, isGuest, mailbox }: DemoPerson) => isEnabled && !isGuest && mailbox === 'cloud';
const known = samplePeople.filter(
  (person) => isUsual(person) && samplePeople.filter((one) => one.displayName === person.displayName).length === 1,
);
const [first, second, taken, meant, last] = known;

/**
 * 40 rows: by number and address, address, and name alone (whoever signs in with an account of their own reads no numbers); two that two people have, two misspelt, one unknown, one
 * twice.
 */
function listOf40(): string {
  const rows = known
    .filter(({ displayName }) => displayName !== 'Grace Whitfield' && displayName !== 'Ngozi Okafor')
    .slice(0, 34)
    .map(({ displayName, employeeId, mail }, index) => {
      if (index % 3 === 0) return `${displayName};${employeeId};${mail}`;
      return index % 3 === 1 ? `${displayName};;${mail}` : `${displayName};;`;
    });
  const doubled = `"${first?.surname}, ${first?.givenName}";;${first?.mail}`;
  const odd = ['Alex Morgan;;', '张伟;;', 'Grace Whitefield;;', 'Tomas Herera;;', 'Nobody Known;99999999;'];
  return ['name;number;mail', ...rows, doubled, ...odd].join('\r\n');
}

let tenant: DemoTenant;
let server: Pick<DemoServer, 'url' | 'close'>;
let kiosk: KioskProcess;
const dataFolder = scratchFolder('roster-day');

test.afterEach(async () => {
  await kiosk.end('SIGTERM');
  await server.close();
});

/** A station in front of the tenant; the second one goes on where the first was stopped. */
async function begin(): Promise<void> {
  const ids = { tenantId: demoTenantId, clientId: demoClientId };
  kiosk = await startKiosk({
    dataFolder,
    settings: {
      tenant: { ...ids, authority: server.url, graphUrl: server.url },
      signIn: { mode: 'operator' },
      station: { mode: 'onboarding' },
    },
  });
}

test('an onboarding day of 40 on the screen: offline in the middle, a restart in the middle, a walk-in, a wrong person moved; the results say of everybody what Microsoft 365 really holds', async ({
  page,
}) => {
  page.on('pageerror', (cause) => {
    throw cause;
  });
  tenant = createDemoTenant({ deviceCode: { intervalSeconds: 1, lifetimeSeconds: 900 } });
  server = await serveDemoTenant(tenant, { port: 0 });
  const port = Number(new URL(server.url).port);
  const tags = async () =>
    new Map(
      await Promise.all(samplePeople.map(async ({ id }) => [id, (await tenant.photo({ user: id }))?.eTag] as const)),
    );
  const before = await tags();
  const desk = new RosterDesk(page);
  const { screen, operator, words } = desk;
  await begin();
  await screen.open(kiosk);
  await operator.open();
  await operator.stationPart('signIn');
  await operator.button(operator.words.signIn.start).click();
  const code = ((await page.getByTestId('user-code').textContent()) ?? '').replace(/^.*: /, '');
  expect(tenant.approveDevice(code, 'grace.whitfield@tidewater.example')).toBe(true);
  await expect(page.locator('[data-sign-in="signed-in"]')).toBeVisible();

  // The list is told before it is kept, and mended where it does not say who somebody is.
  await page.getByRole('tab', { name: words.section }).click();
  await screen.button(words.list.new).click();
  await page.getByLabel(words.import.paste.title).fill(listOf40());
  await screen.button(words.import.paste.use).click();
  await page.getByLabel(words.import.name).fill(listName);
  await screen.button(words.import.lookUp).click();
  for (const [number, key] of [
    [33, 'matched'],
    [2, 'ambiguous'],
    [3, 'unmatched'],
    [2, 'duplicate'],
  ] as const) {
    await expect(page.getByTestId('roster-import')).toContainText(new RegExp(`${number}\\s*${words.numbers[key]}`));
  }
  await screen.button(words.import.keep).click();
  await desk.mend('Grace Whitefield', { query: 'Grace Whitfield', name: 'Grace Whitfield' });
  await desk.mend('Alex Morgan', 'candidate');
  await page.getByLabel(words.rows.search).fill('');
  await screen.button(words.session.start).click();

  await desk.photograph(first?.displayName ?? '');
  await desk.photograph(second?.displayName ?? '');
  await expect(page.getByTestId('last-photo')).toHaveAttribute('data-job-state', 'confirmed');

  // The network goes. Somebody answers to a name that is not theirs; it is noticed at once.
  await server.close();
  await desk.photograph(taken?.displayName ?? '');
  await desk.move(meant?.displayName ?? '');
  await expect(page.getByTestId('photo-moved')).toHaveAttribute('data-former', 'untouched');
  await screen.button(screen.words.common.done).click();

  // The power goes, too. The same person's turn it is afterwards, without a network.
  const turnBefore = await desk.current();
  await kiosk.end('SIGTERM');
  await begin();
  await screen.open(kiosk);
  await desk.openRosters();
  await page.getByRole('button', { name: new RegExp(listName) }).click();
  await page.getByRole('button', { name: /^Go on since/ }).click();
  await desk.isTurnOf(turnBefore);
  await desk.jumpTo(last?.mail ?? '', last?.displayName ?? '');
  await desk.photograph(last?.displayName ?? '');
  server = await serveDemoTenant(tenant, { port });

  // Somebody who is on no list is written down where they stand.
  const find = page.getByLabel(words.session.find);
  await find.fill('Ngozi Okafor');
  await find.press('Enter');
  const walkIn = page.getByTestId('new-walk-in');
  await expect(walkIn.getByLabel(fieldWords.displayName.en)).toHaveValue('Ngozi Okafor');
  await walkIn.getByRole('button', { name: words.walkIn.write }).click();
  await screen.button(words.session.goOnWith.replace('{{name}}', 'Ngozi Okafor')).click();
  await desk.photograph('Ngozi Okafor');

  // The misspelt one has no account yet: the photo waits for it.
  await desk.jumpTo('Tomas Herera', 'Tomas Herera');
  await desk.photograph('Tomas Herera');
  await expect(page.getByTestId('last-photo')).toHaveAttribute('data-job-state', 'held');
  await screen.button(words.mark.decline).click();
  // The others do not come.
  const nobody = page.getByRole('heading', { name: words.session.nobody });
  for (let isOver = false; !isOver; ) {
    const name = await desk.current();
    await screen.button(words.mark['no-show']).click();
    await expect(desk.turn.getByRole('heading', { name, exact: true })).toHaveCount(0);
    await expect(nobody.or(screen.button(words.session.call))).toBeVisible();
    isOver = await nobody.isVisible();
  }
  await screen.button(words.session.end).click();

  // The list is there at once: what came of the day is what staff want next.
  await page.getByRole('button', { name: new RegExp(listName) }).click();
  await desk.mend('Tomas Herera', { query: 'Tomás Herrera', name: 'Tomás Herrera' });
  await page.getByLabel(words.rows.search).fill('');
  await screen.button(words.detail.more).click();
  await screen.button(words.results.open).click();
  await expect(page.getByTestId('roster-results').getByText('Confirmed', { exact: true })).toHaveCount(6);
  const downloading = page.waitForEvent('download');
  await screen.button(words.results.save).click();
  const file = await readFile(await (await downloading).path());
  const results: Record<string, string>[] = parse(file, { columns: true, bom: true });
  expect(results).toHaveLength(40);

  const after = await tags();
  for (const { id, displayName } of samplePeople) {
    const isNew = after.get(id) !== before.get(id);
    expect(results.find((one) => one['Object ID'] === id)?.State === 'Confirmed', displayName).toBe(isNew);
  }
  const names = (state: string) => results.filter(({ State }) => State === state).map(({ Name }) => Name);
  expect(names('Confirmed').sort()).toEqual(
    [first, second, meant, last]
      .map((person) => person?.displayName)
      .concat('Ngozi Okafor', 'Tomas Herera')
      .sort(),
  );
  expect(names('Declined')).toHaveLength(1);
  expect(names('Did not come')).toHaveLength(40 - 6 - 1);
  expect(results.filter(({ Remarks }) => Remarks?.includes('walk-in')).map(({ Name }) => Name)).toEqual([
    'Ngozi Okafor',
  ]);
});
