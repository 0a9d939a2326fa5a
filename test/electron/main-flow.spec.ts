import { expect } from '@playwright/test';
import sharp from 'sharp';
import { readHealth } from '../../electron/host/health-file.ts';
import { createGraphReader } from '../e2e/demo-graph.ts';
import { KioskScreen, somebody } from '../e2e/kiosk-screen.ts';
import { likenessBound, meanDifference, photoPixels, previewPixels } from '../e2e/photo-likeness.ts';
import { test } from './shell-app.ts';

test('from the camera to the directory, in the real shell', async ({ shell: { page, dataFolder } }) => {
  const screen = new KioskScreen(page);
  await screen.toReview();
  await screen.chooseCrop();
  const preview = await previewPixels(page);
  await screen.use();
  await screen.expectReceipt('confirmed');

  const graph = await createGraphReader(await screen.directoryUrl());
  const photo = await graph.photo(await graph.personId(somebody.name));
  const { width, height, format, exif, icc } = await sharp(photo).metadata();
  expect({ width, height, format, exif, icc }).toEqual({
    width: 648,
    height: 648,
    format: 'jpeg',
    exif: undefined,
    icc: undefined,
  });
  expect(meanDifference(preview, await photoPixels(photo, preview.edgePx))).toBeLessThan(likenessBound);
  const mirrored = await photoPixels(photo, preview.edgePx, { mirror: true });
  expect(meanDifference(preview, mirrored)).toBeGreaterThan(likenessBound);
  await expect.poll(() => readHealth(dataFolder)?.camera).toBe('works');
});

test('offline it is saved; killed and started again, the station sends what it promised', async ({ station }) => {
  const first = await station.start();
  const screen = new KioskScreen(first.page);
  await expect(screen.screen('attract')).toBeVisible();
  await screen.toReview();
  await screen.chooseCrop();
  const preview = await previewPixels(first.page);
  await screen.rehearse('network-off');
  await screen.use();
  await screen.expectReceipt('waiting-offline');
  const isGone = new Promise<void>((resolve) => first.app.once('close', () => resolve()));
  process.kill(first.pid, 'SIGKILL');
  await isGone;

  // The demo tenant forgot everything with its process: a photo in it now can only come from the station's own data.
  const second = await station.start();
  const again = new KioskScreen(second.page);
  await expect(again.screen('attract')).toBeVisible();
  const graph = await createGraphReader(await again.directoryUrl());
  const personId = await graph.personId(somebody.name);
  const difference = async () => {
    const photo = await graph.photo(personId).catch(() => undefined);
    return photo === undefined ? Number.NaN : meanDifference(preview, await photoPixels(photo, preview.edgePx));
  };
  await expect.poll(difference).toBeLessThan(likenessBound);
});
