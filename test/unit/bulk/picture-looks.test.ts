import { expect, test } from 'vitest';
import { type LookParts, PictureLooks } from '../../../electron/bulk/picture-look.ts';
import { settingsSchema } from '../../../electron/settings/settings-schema.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { err, ok } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';

const picture = new Uint8Array([1]);
const failed = err<Failure>({ code: 'photo-process-failed', detail: { reason: 'ended with 1' } });
const unreadable = err<Failure>({ code: 'picture-unreadable' });
const size = { widthPx: 900, heightPx: 900 };
const nobody = ok({ faceCount: 0, face: undefined, size });
const limitMs = 30_000;

type Placed = Awaited<ReturnType<NonNullable<LookParts['placeFace']>>>;

/** Looks whose face reader answers as told, one attempt after another, and at the end always as the last time. */
function looksWith(
  answers: readonly Placed[],
  { readSize = async () => ok(size), costMs = limitMs }: { readSize?: LookParts['readSize']; costMs?: number } = {},
) {
  let asked = 0;
  const clock = createFakeClock();
  const warned: unknown[] = [];
  const looks = new PictureLooks({
    settings: settingsSchema.parse({}).photo,
    readSize,
    clock,
    log: { warn: (event, fields) => warned.push([event, fields]) },
    async placeFace() {
      const answer = answers[Math.min(asked++, answers.length - 1)] ?? failed;
      if (answer === failed) clock.advance(costMs);
      return answer;
    },
  });
  return { looks, warned, asked: () => asked };
}

async function countsOf(looks: PictureLooks, pictures: number) {
  const counts: unknown[] = [];
  for (let index = 0; index < pictures; index += 1) {
    const look = await looks.look(picture);
    counts.push(look.kind === 'seen' ? look.faceCount : look.kind);
  }
  return counts;
}
const unknowns = (count: number) => Array.from({ length: count }, () => 'unknown');

test('a face reader that failed for three minutes is given up, which is logged once, and asked again now and then', async () => {
  const { looks, asked, warned } = looksWith([failed]);
  expect(await countsOf(looks, 3)).toEqual(unknowns(3));
  expect(asked()).toBe(6);
  expect(warned).toEqual([['import.faces-given-up', { reason: 'ended with 1' }]]);
  // Nothing was passed over so far.
  expect(looks.hasGivenUpFaces).toBe(false);
  expect(await countsOf(looks, 50)).toEqual(unknowns(50));
  expect(looks.hasGivenUpFaces).toBe(true);
  expect(asked()).toBe(6);
  expect(await countsOf(looks, 3_000)).toEqual(unknowns(3_000));
  expect(asked()).toBe(6 + 5);
  expect(warned).toHaveLength(1);
});

test('one that answers when it is asked again is asked for every picture, and that some were passed over stays told', async () => {
  const { looks } = looksWith([...Array.from({ length: 6 }, () => failed), nobody]);
  expect(await countsOf(looks, 53)).toEqual(unknowns(53));
  expect(await countsOf(looks, 3)).toEqual([0, 0, 0]);
  expect(looks.hasGivenUpFaces).toBe(true);
});

test('failures that cost no time give nothing up: the picture after them is looked at', async () => {
  const answers = [...Array.from({ length: 400 }, () => failed), nobody];
  const { looks, warned } = looksWith(answers, { costMs: 5 });
  expect(await countsOf(looks, 200)).toEqual(unknowns(200));
  expect(await countsOf(looks, 1)).toEqual([0]);
  expect(looks.hasGivenUpFaces).toBe(false);
  expect(warned).toEqual([]);
});

test('one that answers in between is asked on', async () => {
  const often = [failed, failed, failed, failed, nobody];
  const { looks, asked } = looksWith([...often, ...often, ...often]);
  expect(await countsOf(looks, 9)).toEqual(['unknown', 'unknown', 0, 'unknown', 'unknown', 0, 'unknown', 'unknown', 0]);
  expect(looks.hasGivenUpFaces).toBe(false);
  expect(asked()).toBe(15);
});

test('time lost at pictures looked at side by side counts once', async () => {
  const clock = createFakeClock();
  const waiting: (() => void)[] = [];
  let asked = 0;
  const looks = new PictureLooks({
    settings: settingsSchema.parse({}).photo,
    readSize: async () => ok(size),
    clock,
    log: { warn: () => undefined },
    placeFace: () => {
      asked += 1;
      return new Promise((resolve) => waiting.push(() => resolve(failed)));
    },
  });
  const pictures = [1, 2, 3, 4].map(() => looks.look(picture));
  for (const _ of ['first', 'second']) {
    clock.advance(limitMs);
    for (const answer of waiting.splice(0)) answer();
    await new Promise(setImmediate);
  }
  await Promise.all(pictures);
  void looks.look(picture);
  expect(asked).toBe(9);
});

test('pictures that nobody can read say nothing of the face reader', async () => {
  const poisoned = looksWith([failed], { readSize: async () => unreadable });
  expect(await countsOf(poisoned.looks, 5)).toEqual(Array.from({ length: 5 }, () => 'unreadable'));
  const damaged = looksWith([unreadable]);
  expect(await countsOf(damaged.looks, 5)).toEqual(Array.from({ length: 5 }, () => 'unreadable'));
  for (const { looks, asked, warned } of [poisoned, damaged]) {
    expect(looks.hasGivenUpFaces).toBe(false);
    expect(warned).toEqual([]);
    const before = asked();
    await looks.look(picture);
    expect(asked()).toBeGreaterThan(before);
  }
});
