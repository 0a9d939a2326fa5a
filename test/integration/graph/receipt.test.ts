import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPhotoApi } from '../../../electron/graph/photo-api.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { SlotSight } from '../../../shared/slot-sight.ts';
import { printTarget, type Target } from '../../../shared/target.ts';
import { meanDifference, openSignedInTenant, picture, type SignedInTenant } from './signed-in-tenant.ts';

let demo: SignedInTenant;
beforeAll(async () => {
  demo = await openSignedInTenant();
});
afterAll(() => demo.close());

describe('the receipt', () => {
  const target: Target = { kind: 'user', user: 'chloe.lefevre@tidewater.example' };
  const api = () => demo.ours('v1.0', demo.applicationToken);
  async function look(): Promise<SlotSight> {
    const sight = await api().lookAtSlot(target);
    if (sight.kind === 'error') throw new Error(JSON.stringify(sight.error));
    return sight.value;
  }
  async function send(jpeg: Uint8Array) {
    const before = await look();
    expect((await api().put(target, jpeg, { priority: 'high' })).kind).toBe('accepted');
    return { jpeg, before };
  }
  async function loseWrite(jpeg: Uint8Array) {
    demo.tenant.failNext('lost-write');
    return send(jpeg);
  }

  it.each([
    [648, 95],
    [648, 60],
    [324, 90],
    [120, 80],
  ])('confirms a photo of %i px and quality %i, which the service encoded anew', async (edgePx, quality) => {
    const sent = await send(await picture('astronaut', edgePx, quality));
    expect(await api().confirm(target, sent)).toMatchObject({ kind: 'confirmed' });
  });

  it('confirms a photo that was sent twice', async () => {
    await send(await picture('astronaut'));
    const sent = await send(await picture('astronaut'));
    expect((await api().confirm(target, sent)).kind).toBe('confirmed');
  });

  it('tells that the older photo is still served, and later that the new one is', async () => {
    await send(await picture('chelsea'));
    const jpeg = await picture('coffee');
    const before = await look();
    demo.tenant.failNext('older-photo');
    expect((await api().put(target, jpeg, { priority: 'high' })).kind).toBe('accepted');
    const sent = { jpeg, before };
    expect((await api().confirm(target, sent)).kind).toBe('older-photo');
    let kind = 'older-photo';
    for (let reads = 0; reads < 5 && kind === 'older-photo'; reads += 1) ({ kind } = await api().confirm(target, sent));
    expect(kind).toBe('confirmed');
  });

  it('tells that somebody else’s newer photo has replaced it', async () => {
    const sent = await send(await picture('coffee'));
    await demo
      .microsofts(demo.applicationToken)
      .api(`/users/${encodeURIComponent(target.kind === 'user' ? target.user : '')}/photo/$value`)
      .header('Content-Type', 'image/jpeg')
      .put(await picture('astronaut'));
    expect((await api().confirm(target, sent)).kind).toBe('newer-photo');
  });

  it('never confirms a write that was accepted and lost', async () => {
    await send(await picture('chelsea'));
    const sent = await loseWrite(await picture('coffee'));
    expect((await api().confirm(target, sent)).kind).toBe('older-photo');
    expect((await api().confirm(target, { jpeg: sent.jpeg })).kind).toBe('cannot-tell');
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'never confirms a lost retake that is %i of 255 brighter than the photo that is still there',
    async (by) => {
      const first = await picture('astronaut');
      await send(first);
      const retake = await sharp(first).linear(1, by).jpeg({ quality: 92 }).toBuffer();
      const sent = await loseWrite(new Uint8Array(retake));
      expect((await api().confirm(target, sent)).kind).toBe('older-photo');
      // Nor when nobody looked before: then it cannot be told.
      expect((await api().confirm(target, { jpeg: sent.jpeg })).kind).toBe('cannot-tell');
      // Once it is stored, it is confirmed, however alike.
      expect((await api().confirm(target, await send(sent.jpeg))).kind).toBe('confirmed');
    },
  );

  it('never confirms a lost photo of a dark room that shows another dark room', async () => {
    const dark = async (name: 'astronaut' | 'coffee') =>
      new Uint8Array(
        await sharp(await picture(name))
          .linear(0.02, 0)
          .jpeg({ quality: 92 })
          .toBuffer(),
      );
    await send(await dark('astronaut'));
    const sent = await loseWrite(await dark('coffee'));
    expect((await api().confirm(target, sent)).kind).toBe('older-photo');
    expect((await api().confirm(target, await send(sent.jpeg))).kind).toBe('confirmed');
  });

  it('never confirms a PATCH on beta, which answers 204 and changes nothing', async () => {
    const jpeg = await picture('coffee');
    await send(await picture('chelsea'));
    await fetch(`${demo.url}/beta/users/${encodeURIComponent(printTarget(target).slice(5))}/photo/$value`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${demo.applicationToken}`, 'Content-Type': 'image/jpeg' },
      body: new Uint8Array(jpeg),
    });
    expect((await api().confirm(target, { jpeg })).kind).toBe('cannot-tell');
  });

  it('cannot tell without pixels, nor when nothing can be read', async () => {
    const jpeg = await picture('coffee');
    const sent = await send(jpeg);
    const blind = createPhotoApi({
      api: 'v1.0',
      method: 'PUT',
      graphUrl: demo.url,
      fetch,
      clock: createSystemClock(),
      randomId: randomUUID,
      getAccessToken: async () => ({ kind: 'ok', value: demo.applicationToken }),
    });
    await send(await picture('chelsea'));
    expect(await blind.confirm(target, sent)).toMatchObject({ kind: 'cannot-tell', report: { code: 'not-compared' } });
    demo.tenant.setFault('network-off');
    expect(await api().confirm(target, sent)).toMatchObject({ kind: 'cannot-tell', report: { kind: 'offline' } });
    demo.tenant.setFault('throttled');
    expect(await api().confirm(target, sent)).toMatchObject({
      kind: 'cannot-tell',
      report: { kind: 'throttled' },
      retryAfterMs: expect.any(Number),
    });
    demo.tenant.setFault('none');
  });

  it('finds different photos far apart and one photo, however encoded, close together', async () => {
    const [a, b, c] = await Promise.all([picture('astronaut'), picture('chelsea'), picture('coffee')]);
    const encodings = await Promise.all(
      [40, 60, 75, 95].flatMap((quality) => [648, 324].map((edge) => picture('astronaut', edge, quality))),
    );
    const same = await Promise.all(encodings.map((jpeg) => meanDifference(a, jpeg)));
    const other = await Promise.all([meanDifference(a, b), meanDifference(a, c), meanDifference(b, c)]);
    expect(Math.max(...same)).toBeLessThan(4);
    expect(Math.min(...other)).toBeGreaterThan(30);
  });
});
