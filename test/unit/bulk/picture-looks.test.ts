import { expect, test } from 'vitest';
import { type LookParts, PictureLooks } from '../../../electron/bulk/picture-look.ts';
import { settingsSchema } from '../../../electron/settings/settings-schema.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { err, ok } from '../../../shared/result.ts';

const picture = new Uint8Array([1]);
const failed = err<Failure>({ code: 'photo-process-failed', detail: { reason: 'ended with 1' } });
const unreadable = err<Failure>({ code: 'picture-unreadable' });
const size = { widthPx: 900, heightPx: 900 };
const nobody = ok({ faceCount: 0, face: undefined, size });

type Placed = ReturnType<NonNullable<LookParts['placeFace']>>;

/** Looks whose face reader answers as told, one attempt after another, and at the end always as the last time. */
function looksWith(answers: readonly Awaited<Placed>[], readSize: LookParts['readSize'] = async () => ok(size)) {
  let asked = 0;
  const looks = new PictureLooks({
    settings: settingsSchema.parse({}).photo,
    readSize,
    placeFace: async () => answers[Math.min(asked++, answers.length - 1)] ?? failed,
  });
  return { looks, asked: () => asked };
}

async function countsOf(looks: PictureLooks, pictures: number) {
  const counts: unknown[] = [];
  for (let index = 0; index < pictures; index += 1) {
    const look = await looks.look(picture);
    counts.push(look.kind === 'seen' ? look.faceCount : look.kind);
  }
  return counts;
}

test('a face reader that fails at three pictures in a row is asked for no other, and their faces are unknown', async () => {
  const { looks, asked } = looksWith([failed]);
  expect(await countsOf(looks, 2)).toEqual(['unknown', 'unknown']);
  expect(looks.hasGivenUpFaces).toBe(false);
  expect(await countsOf(looks, 6)).toEqual(Array.from({ length: 6 }, () => 'unknown'));
  expect(looks.hasGivenUpFaces).toBe(true);
  expect(asked()).toBe(6);
});

test('one that answers in between is asked on', async () => {
  const { looks, asked } = looksWith([failed, failed, failed, failed, nobody, failed, failed, failed, failed, nobody]);
  expect(await countsOf(looks, 7)).toEqual(['unknown', 'unknown', 0, 'unknown', 'unknown', 0, 0]);
  expect(looks.hasGivenUpFaces).toBe(false);
  expect(asked()).toBe(11);
});

test('of pictures looked at side by side none is asked for again once it is given up, and none brings it back', async () => {
  const answers: (() => void)[] = [];
  let asked = 0;
  const looks = new PictureLooks({
    settings: settingsSchema.parse({}).photo,
    readSize: async () => ok(size),
    placeFace: () => {
      asked += 1;
      const isLate = asked === 4;
      return new Promise((resolve) => void (isLate ? answers.push(() => resolve(nobody)) : resolve(failed)));
    },
  });
  const early = [1, 2, 3].map(() => looks.look(picture));
  const late = looks.look(picture);
  await Promise.all(early);
  for (const answer of answers) answer();
  expect(await late).toMatchObject({ kind: 'seen', faceCount: 0 });
  expect(looks.hasGivenUpFaces).toBe(true);
  expect(await countsOf(looks, 2)).toEqual(['unknown', 'unknown']);
  expect(asked).toBe(7);
});

test('pictures that nobody can read say nothing of the face reader', async () => {
  const poisoned = looksWith([failed], async () => unreadable);
  expect(await countsOf(poisoned.looks, 5)).toEqual(Array.from({ length: 5 }, () => 'unreadable'));
  expect(poisoned.looks.hasGivenUpFaces).toBe(false);
  const damaged = looksWith([unreadable]);
  expect(await countsOf(damaged.looks, 5)).toEqual(Array.from({ length: 5 }, () => 'unreadable'));
  expect(damaged.looks.hasGivenUpFaces).toBe(false);
});
