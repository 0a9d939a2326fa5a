import { expect, test } from 'vitest';
import { createPersonPhotos } from '../../../electron/directory/person-photos.ts';
import { err, ok } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';

const offline = { kind: 'offline', report: { kind: 'offline', at: '' } } as const;

test('twenty wishes for one photo make one request, until a new photo has arrived or a minute is over', async () => {
  const clock = createFakeClock();
  let requests = 0;
  const photos = createPersonPhotos(async () => ok({ kind: 'photo', bytes: new Uint8Array([++requests]) }), clock);
  await Promise.all(Array.from({ length: 20 }, () => photos.read('p', 96)));
  expect(requests).toBe(1);
  photos.forget('p');
  expect(await photos.read('p', 96)).toEqual(new Uint8Array([2]));
  clock.advance(61_000);
  await photos.read('p', 96);
  expect(requests).toBe(3);
});

test('a photo that could not be read is asked for again; one that does not exist is not', async () => {
  let requests = 0;
  const answers = [err(offline), ok({ kind: 'no-photo' as const })];
  const photos = createPersonPhotos(async () => answers[Math.min(requests++, 1)] ?? err(offline), createFakeClock());
  for (let i = 0; i < 4; i++) expect(await photos.read('p', 48)).toBeUndefined();
  expect(requests).toBe(2);
});

test('the photos of a crowd do not pile up in memory', async () => {
  let requests = 0;
  const photos = createPersonPhotos(async () => {
    requests++;
    return ok({ kind: 'no-photo' });
  }, createFakeClock());
  for (let i = 0; i < 500; i++) await photos.read(`p${i}`, 48);
  await photos.read('p499', 48);
  expect(requests).toBe(500);
  await photos.read('p0', 48);
  expect(requests).toBe(501);
});

test('a reading that fails late takes nothing away from the one that came after it', async () => {
  let fail = () => {};
  let requests = 0;
  const photos = createPersonPhotos(() => {
    requests += 1;
    if (requests > 1) return Promise.resolve(ok({ kind: 'photo', bytes: new Uint8Array([requests]) }));
    return new Promise((resolve) => {
      fail = () => resolve(err(offline));
    });
  }, createFakeClock());
  const first = photos.read('p', 96);
  photos.forget('p');
  expect(await photos.read('p', 96)).toEqual(new Uint8Array([2]));
  fail();
  expect(await first).toBeUndefined();
  expect(await photos.read('p', 96)).toEqual(new Uint8Array([2]));
});
