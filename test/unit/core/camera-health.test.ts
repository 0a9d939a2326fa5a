import { afterEach, expect, test } from 'vitest';
import { type CoreStation, noPhotoProcess, openCoreStation } from '../../core-station.ts';
import { createFakeClock } from '../../fake-clock.ts';

let station: CoreStation | undefined;
afterEach(async () => {
  await station?.core.stop();
  station = undefined;
});

async function opened(canChooseFile: boolean): Promise<CoreStation> {
  station = await openCoreStation({
    settings: { station: { canChooseFile } },
    clock: createFakeClock(),
    spawnPhotoProcess: noPhotoProcess,
  });
  return station;
}
const camera = ({ core }: CoreStation) => {
  const { camera: condition, cameraAt, needsAttention } = core.health();
  return { condition, cameraAt, needsAttention };
};
const at = '2026-01-05T09:00:00.000Z';

test('a camera that does not work is a person’s business until it works again, and is told with the time it was seen', async () => {
  const kiosk = await opened(false);
  expect(camera(kiosk)).toEqual({ needsAttention: false });
  await kiosk.ask('station.camera', { condition: 'unplugged' });
  expect(camera(kiosk)).toEqual({ condition: 'unplugged', cameraAt: at, needsAttention: true });
  await kiosk.ask('station.camera', { condition: 'works' });
  expect(camera(kiosk)).toEqual({ condition: 'works', cameraAt: at, needsAttention: false });
});

test('where picture files may be chosen a missing camera calls nobody', async () => {
  const kiosk = await opened(true);
  await kiosk.ask('station.camera', { condition: 'noneFound' });
  expect(camera(kiosk)).toEqual({ condition: 'noneFound', cameraAt: at, needsAttention: false });
});

test('nothing but a condition that monitoring knows is taken, and no name of a camera', async () => {
  const kiosk = await opened(false);
  for (const request of [{}, { condition: 'Ada’s webcam' }, { condition: 'works', label: 'Ada’s webcam' }]) {
    expect(await kiosk.ask('station.camera', request)).toMatchObject({ error: { code: 'bad-request' } });
  }
  expect(camera(kiosk)).toEqual({ needsAttention: false });
});
