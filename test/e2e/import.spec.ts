import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { samplePeople } from '../../electron/demo/sample-people.ts';
import { commented } from '../picture-folder.ts';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { createGraphReader } from './demo-graph.ts';
import { type KioskProcess, startKiosk } from './kiosk-process.ts';
import { KioskScreen } from './kiosk-screen.ts';
import { OperatorScreen } from './operator-screen.ts';
import { RosterDesk } from './roster-desk.ts';

let kiosk: KioskProcess;
test.beforeEach(async ({ page }) => {
  page.on('pageerror', (cause) => {
    throw cause;
  });
  kiosk = await startKiosk();
});
test.afterEach(() => kiosk.end('SIGTERM'));

test('pictures that staff hand over are told, mended and cropped on the screen, and nothing is saved before they say so; then each is confirmed', async ({
  page,
}) => {
  const screen = new KioskScreen(page);
  const operator = new OperatorScreen(page);
  const words = screen.words.imports;
  const portrait = await sharp(await readFile(path.resolve(import.meta.dirname, '../fixtures/astronaut.png')))
    .jpeg()
    .toBuffer();
  const files = [
    { name: 'Chloë.Lefèvre.jpg', mimeType: 'image/jpeg', buffer: commented(portrait, 'a') },
    { name: 'Nobody Known.jpg', mimeType: 'image/jpeg', buffer: commented(portrait, 'b') },
    { name: 'Alex Morgan.jpg', mimeType: 'image/jpeg', buffer: commented(portrait, 'c') },
    { name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') },
  ];
  await screen.open(kiosk);
  await operator.open();
  await page.getByRole('tab', { name: words.section }).click();
  await expect(screen.button(words.source.look)).toBeDisabled();
  await page.getByLabel(words.source.choosePictures).and(page.locator('input')).setInputFiles(files);
  await expect(page.getByTestId('handed')).toContainText('4');
  await expectAccessibleScreen(page, 'where the pictures are');
  await screen.button(words.source.look).click();
  const run = page.getByTestId('import');
  await expect(run).toHaveAttribute('data-phase', 'ready');
  const row = (name: string) => page.getByTestId('import-rows').getByRole('option', { name: new RegExp(name) });
  await expect(row('Chloë Lefèvre')).toContainText('Ready');
  await expect(row('letter')).toContainText('Cannot become a photo');
  await expectAccessibleScreen(page, 'a dry run');

  await row('Nobody Known').click();
  const panel = page.getByTestId('import-item');
  await panel.getByLabel(screen.words.rosters.person.find).fill('Jiří');
  await panel.getByRole('button', { name: /Jiří Dvořák/ }).click();
  await expect(row('Nobody Known')).toContainText('Ready');
  await panel.getByRole('button', { name: words.item.crop }).click();
  const editor = page.getByTestId('import-crop').getByRole('application');
  await editor.focus();
  const cropBefore = await editor.getAttribute('data-crop');
  await page.keyboard.press('+');
  await expect(editor).not.toHaveAttribute('data-crop', cropBefore ?? '');
  await expectAccessibleScreen(page, 'the crop of a picture');
  await screen.button(words.item.cropUse).click();
  await expect(panel.getByRole('img', { name: /Nobody Known/ })).toBeVisible();

  await row('Alex Morgan').click();
  await expect(panel).toContainText(words.item.ambiguous);
  await panel.getByRole('button', { name: words.item.leave }).click();
  await expect(row('Alex Morgan')).toContainText('Left out');
  await page.getByRole('tab', { name: operator.words.sections.queue }).click();
  await expect(page.getByRole('tabpanel').getByRole('option')).toHaveCount(0);

  await page.getByRole('tab', { name: words.section }).click();
  await screen.button(words.run.save.replace('{{count}}', '2')).click();
  await expect(run).toHaveAttribute('data-phase', 'ended');
  await expect(row('Chloë Lefèvre')).toContainText('Saved');
  const downloading = page.waitForEvent('download');
  await screen.button(words.run.report).click();
  const report = await readFile(await (await downloading).path(), 'utf8');
  expect(report).toMatch(/"Nobody Known.jpg","Saved",.*"Jiří Dvořák"/);
  await screen.button(words.run.leave).click();
  await expect(screen.button(words.source.look)).toBeDisabled();

  await page.getByRole('tab', { name: operator.words.sections.queue }).click();
  const jobs = page.getByRole('tabpanel').getByRole('option');
  await expect(jobs).toHaveCount(2);
  for (const index of [0, 1]) await expect(jobs.nth(index)).toContainText('Confirmed');
});

test('who of a list has no photo: asked to the end, the screen and the file say of everybody what Microsoft 365 holds', async ({
  page,
}) => {
  const { screen, operator, words } = new RosterDesk(page);
  const { survey } = screen.words;
  await screen.open(kiosk);
  const graph = await createGraphReader(await screen.directoryUrl());
  const listed = samplePeople.filter(({ isEnabled, isGuest }) => isEnabled && !isGuest).slice(0, 24);
  const held = new Map<string, boolean>();
  for (const { id } of listed) held.set(id, (await graph.get(`/users/${id}/photo`)).ok);
  const without = [...held.values()].filter((hasPhoto) => !hasPhoto).length;
  // A list of which all were answered the same would prove nothing.
  expect([0, listed.length]).not.toContain(without);

  await operator.open();
  await page.getByRole('tab', { name: words.section }).click();
  await screen.button(words.list.new).click();
  const list = ['name;mail', ...listed.map(({ displayName, mail }) => `${displayName};${mail}`)];
  await page.getByLabel(words.import.paste.title).fill(list.join('\n'));
  await screen.button(words.import.paste.use).click();
  await page.getByLabel(words.import.name).fill('Onboarding');
  await screen.button(words.import.lookUp).click();
  await screen.button(words.import.keep).click();
  await screen.button(words.results.open).click();
  await screen.button(survey.open).click();
  await screen.button(survey.begin).click();
  const view = page.getByTestId('survey');
  await expect(view).toHaveAttribute('data-phase', 'ended');
  await expect(view.getByRole('option', { name: `No photo (${without})` })).toHaveCount(1);
  const rows = page.getByTestId('survey-rows').getByRole('option');
  await expect(rows.first()).toBeVisible();
  await expectAccessibleScreen(page, 'who has no photo');

  const downloading = page.waitForEvent('download');
  await screen.button(survey.report).click();
  const file = await readFile(await (await downloading).path());
  const told: Record<string, string>[] = parse(file, { columns: true, bom: true });
  const answers = told.map((row) => [row['Object ID'], row.Photo]);
  expect(new Map(answers as [string, string][])).toEqual(
    new Map([...held].map(([id, hasPhoto]) => [id, hasPhoto ? 'Has a photo' : 'No photo'])),
  );
});
