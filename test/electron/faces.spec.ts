import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { photoAssessmentSchema } from '../../shared/face/photo-assessment.ts';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { keepCoaching } from '../e2e/page-time.ts';
import { test } from './shell-app.ts';

interface KioskWindow {
  readonly kiosk: {
    readonly commands: {
      'photos.assess'(request: { picture: Uint8Array }): Promise<{ kind: string; value?: unknown }>;
    };
  };
}

test('the face process of the real shell sees who is in a picture, and where nobody is', async ({
  shell: { page },
}) => {
  const assess = async (name: string) => {
    const bytes = await readFile(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));
    const reply = await page.evaluate(async (base64) => {
      const picture = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      return (window as unknown as KioskWindow).kiosk.commands['photos.assess']({ picture });
    }, bytes.toString('base64'));
    return photoAssessmentSchema.parse(reply.value);
  };
  const portrait = await assess('astronaut.png');
  expect(portrait.suggestion).toMatchObject({ isFromFace: true, isHeadWhole: true });
  expect(portrait.faults).toEqual(['too-small']);
  const cat = await assess('chelsea.png');
  expect(cat.suggestion.isFromFace).toBe(false);
  expect(cat.faults).toEqual(['no-face']);
});

test('the coach of the real shell says what would make the picture better, and the crop is made for the face', async ({
  shell: { page },
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const coaching = await keepCoaching(page);
  await page.reload();
  const screen = new KioskScreen(page);
  await expect(screen.screen('attract')).toBeVisible();
  await screen.find();
  await screen.agree();
  // The portrait of the clip stands far away.
  await expect(page.locator('[data-hint]')).toHaveText(screen.words.camera.hint['come-closer']);
  await screen.shoot();
  await expect(screen.button(screen.words.review.suggested)).toBeVisible();
  expect(complaints).toEqual([]);
  // The next page is a coach's own again.
  await coaching.dispose();
});
