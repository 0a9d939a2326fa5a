import { expect, test } from 'vitest';
import { keepQuiet } from '../../../electron/graph/keep-quiet.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { sampleOutcome } from '../../sample-job.ts';

function asking(...answers: readonly Result<string, Outcome>[]) {
  const clock = createFakeClock();
  const asked: string[] = [];
  const left = [...answers];
  const ask = keepQuiet(async (text: string) => {
    asked.push(text);
    return left.shift() ?? ok(text);
  }, clock);
  return { clock, asked, ask };
}

test('Whoever asks while the service wants quiet is answered at once, with the time that is left, and nothing is sent.', async () => {
  const { clock, asked, ask } = asking(err(sampleOutcome('throttled', { retryAfterMs: 30_000 })));
  expect(await ask('a')).toMatchObject({ error: { kind: 'throttled', retryAfterMs: 30_000 } });
  clock.advance(10_000);
  expect(await ask('an')).toMatchObject({ error: { kind: 'throttled', retryAfterMs: 20_000 } });
  clock.advance(19_999);
  expect(await ask('ann')).toMatchObject({ error: { kind: 'throttled', retryAfterMs: 1 } });
  expect(asked).toEqual(['a']);
  clock.advance(1);
  expect(await ask('anna')).toEqual(ok('anna'));
  expect(asked).toEqual(['a', 'anna']);
});

test('A wall clock set back or forward changes nothing of it, and a word of weeks counts as an hour.', async () => {
  const { clock, asked, ask } = asking(err(sampleOutcome('throttled', { retryAfterMs: 30 * 86_400_000 })));
  await ask('a');
  clock.jump(365 * 86_400_000);
  expect((await ask('b')).kind).toBe('error');
  clock.jump(-730 * 86_400_000);
  clock.advance(3_599_999);
  expect((await ask('c')).kind).toBe('error');
  clock.advance(1);
  expect(await ask('d')).toEqual(ok('d'));
  expect(asked).toEqual(['a', 'd']);
});

test('Of several that were under way together the longest word holds.', async () => {
  const { clock, asked, ask } = asking(
    err(sampleOutcome('throttled', { retryAfterMs: 120_000 })),
    err(sampleOutcome('throttled')),
    err(sampleOutcome('throttled', { retryAfterMs: 1_000 })),
  );
  await Promise.all([ask('a'), ask('b'), ask('c')]);
  clock.advance(119_999);
  expect((await ask('d')).kind).toBe('error');
  expect(asked).toEqual(['a', 'b', 'c']);
  clock.advance(1);
  expect(await ask('e')).toEqual(ok('e'));
});

test.each(['offline', 'refused', 'transient', 'sign-in-needed'] as const)(
  'An answer that asks for no quiet (%s) holds nobody up.',
  async (kind) => {
    const { asked, ask } = asking(err(sampleOutcome(kind)));
    expect(await ask('a')).toMatchObject({ error: { kind } });
    expect(await ask('b')).toEqual(ok('b'));
    expect(asked).toEqual(['a', 'b']);
  },
);
