import { expect, test } from 'vitest';
import { followExposure } from '../../../renderer/camera/follow-exposure.ts';
import { settled } from '../../kiosk-stage.ts';

/** A picture that the camera gives when the test says so, and what was told of it. */
function setUp(isUsable = true) {
  const told: string[] = [];
  const camera = Promise.withResolvers<Uint8Array>();
  const leave = followExposure(camera.promise, {
    taken: () => void told.push('taken'),
    async capture() {
      told.push('captured');
      return isUsable;
    },
    failed: () => void told.push('failed'),
  });
  return { told, camera, leave };
}

test('a picture is called taken once the camera has given it, not while whoever it shows still has to hold still', async () => {
  const { told, camera } = setUp();
  await settled();
  expect(told).toEqual([]);
  camera.resolve(new Uint8Array([1]));
  await settled();
  expect(told).toEqual(['taken', 'captured']);
});

test('a picture that the camera never gave is not called taken', async () => {
  const { told, camera } = setUp();
  camera.reject(new Error('no picture'));
  await settled();
  expect(told).toEqual(['failed']);
});

test('one that cannot be used has failed, and of one that nobody waits for nothing is told', async () => {
  const unusable = setUp(false);
  unusable.camera.resolve(new Uint8Array([1]));
  await settled();
  expect(unusable.told).toEqual(['taken', 'captured', 'failed']);
  const left = setUp();
  left.leave();
  left.camera.resolve(new Uint8Array([1]));
  await settled();
  expect(left.told).toEqual([]);
});
