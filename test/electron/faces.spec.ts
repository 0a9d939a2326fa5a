import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { photoAssessmentSchema } from '../../shared/face/photo-assessment.ts';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
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
  await expect(new KioskScreen(page).screen('attract')).toBeVisible();
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
