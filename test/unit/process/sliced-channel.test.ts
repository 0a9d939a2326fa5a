import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSlicedChannel, type SlicedChannel, sliceBytes } from '../../../electron/process/sliced-channel.ts';

/** Two ends over structured clones, as between processes; nothing is carried before `carry`. */
function connected() {
  const posts: { readonly to: 'left' | 'right'; readonly posted: unknown }[] = [];
  const post = (to: 'left' | 'right') => (posted: unknown) => void posts.push({ to, posted: structuredClone(posted) });
  const ends: Record<'left' | 'right', SlicedChannel> = {
    left: createSlicedChannel(post('right')),
    right: createSlicedChannel(post('left')),
  };
  const heard = { left: [] as unknown[], right: [] as unknown[] };
  const carry = (count = Number.POSITIVE_INFINITY) => {
    for (let carried = 0; carried < count; carried += 1) {
      const next = posts.shift();
      if (next === undefined) return;
      const whole = ends[next.to].receive(next.posted);
      if (whole !== undefined) heard[next.to].push(whole.message);
    }
  };
  return { ...ends, heard, carry, posts };
}

function weightOf(posted: unknown): number {
  if (posted instanceof Uint8Array) return posted.buffer.byteLength;
  if (typeof posted !== 'object' || posted === null) return 0;
  return Object.values(posted).reduce<number>((sum, value) => sum + weightOf(value), 0);
}

/** The message with hashes in place of byte arrays: those are compared faster. */
function hashed(value: unknown): unknown {
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex');
  if (Array.isArray(value)) return value.map(hashed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hashed(item)]));
}

function picture(sizeBytes: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  for (let at = 0; at < sizeBytes; at += 1) bytes[at] = (at * seed + (at >> 8)) % 251;
  return bytes;
}

describe('a channel for large byte arrays', () => {
  test('carries every message whole, in both directions, in order', () => {
    const bytes = fc
      .tuple(fc.constantFrom(0, 1, sliceBytes - 1, sliceBytes, sliceBytes + 1, 2 * sliceBytes, 600_001), fc.nat(9))
      .map(([size, seed]) => picture(size, seed));
    const message = fc.record({
      id: fc.nat(),
      asked: fc.oneof(
        bytes,
        fc.record({ capture: bytes, crop: fc.record({ edgePx: fc.double() }), none: fc.constant(undefined) }),
        fc.array(bytes, { maxLength: 3 }),
        fc.string(),
      ),
    });
    const sent = fc.array(fc.tuple(fc.boolean(), message), { maxLength: 5 });
    fc.assert(
      fc.property(sent, (messages) => {
        const { left, right, heard, carry } = connected();
        for (const [isToRight, one] of messages) (isToRight ? left : right).send(one);
        carry();
        const sentTo = (side: boolean) => messages.filter(([isToRight]) => isToRight === side).map(([, one]) => one);
        expect(hashed(heard.right)).toEqual(hashed(sentTo(true)));
        expect(hashed(heard.left)).toEqual(hashed(sentTo(false)));
      }),
      { numRuns: 60 },
    );
  });

  test('never posts more than a few slices before the other side has taken some', () => {
    const { left, heard, carry, posts } = connected();
    left.send({ id: 1, asked: picture(4_000_000) });
    for (let turn = 0; posts.length > 0; turn += 1) {
      const weight = posts.reduce((sum, { posted }) => sum + weightOf(posted), 0);
      expect(weight).toBeLessThanOrEqual(4 * sliceBytes);
      expect(heard.right).toHaveLength(0);
      if (turn < 20) carry(1);
      else carry();
    }
    expect(hashed(heard.right)).toEqual(hashed([{ id: 1, asked: picture(4_000_000) }]));
  });

  test('carries a slice alone of the memory behind a view', () => {
    const { left, posts } = connected();
    left.send({ id: 1, asked: picture(3_000_000).subarray(7, 1_000_000) });
    for (const { posted } of posts) expect(weightOf(posted)).toBeLessThanOrEqual(sliceBytes);
    expect(posts.length).toBeGreaterThan(1);
  });

  test('sends what is small at once, as it is', () => {
    const { left, posts } = connected();
    const message = { id: 1, asked: { kind: 'open', asked: picture(sliceBytes) } };
    left.send(message);
    expect(posts).toEqual([{ to: 'right', posted: message }]);
  });
});
