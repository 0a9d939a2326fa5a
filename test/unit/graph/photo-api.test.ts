import { describe, expect, it } from 'vitest';
import { createPhotoApi } from '../../../electron/graph/photo-api.ts';
import type { Fetch } from '../../../electron/ports.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const marks = { 'request-id': 'r' };

function apiOver(fetch: Fetch, meanDifference = 0) {
  const clock = createFakeClock();
  const api = createPhotoApi({
    api: 'v1.0',
    method: 'PUT',
    graphUrl: 'https://graph.microsoft.com',
    clock,
    randomId: () => 'id',
    getAccessToken: async () => ({ kind: 'ok', value: 'token' }),
    fetch,
    comparePictures: async () => meanDifference,
  });
  return { api, clock };
}

describe('an accepted photo', () => {
  it('is accepted within a second of its headers, even when the rest of the answer never comes', async () => {
    const { api, clock } = apiOver(async () => new Response(new ReadableStream(), { headers: marks }));
    let outcome: Outcome | undefined;
    void api.put({ kind: 'me' }, jpeg, { priority: 'high' }).then((value) => {
      outcome = value;
    });
    await letTimePass(clock, 1000);
    expect(outcome?.kind).toBe('accepted');
  });

  it('is no model for a read, which waits for its body and gives up on silence', async () => {
    const { api, clock } = apiOver(async () => new Response(new ReadableStream(), { headers: marks }));
    let kind: string | undefined;
    void api.readMetadata({ kind: 'me' }).then((value) => {
      kind = value.kind === 'error' ? value.error.kind : value.kind;
    });
    await letTimePass(clock, 1000);
    expect(kind).toBeUndefined();
    await letTimePass(clock, 14_000);
    expect(kind).toBe('offline');
  });
});

describe('the read-back', () => {
  const before = { kind: 'photo', eTag: '"before"' } as const;
  const metadata = (eTag: string) =>
    Response.json({ width: 648, height: 648, '@odata.mediaEtag': eTag }, { headers: marks });
  const picture = (etag: string) =>
    new Response(new Uint8Array([0xff, 0xd8, 0xff, 0xe1]), { headers: { ...marks, etag } });

  /** Metadata of one photo, and a picture that arrived in the slot between the two reads. */
  function between(): Fetch {
    let slot = '"before"';
    return async (url) => {
      if (!String(url).endsWith('$value')) return metadata(slot);
      slot = '"newer"';
      return picture(slot);
    };
  }

  it('judges the picture by its own tag when another photo came between its two reads', async () => {
    const { api } = apiOver(between(), 60);
    const receipt = await api.confirm({ kind: 'me' }, { jpeg, before });
    expect(receipt).toEqual({ kind: 'newer-photo', eTag: '"newer"' });
  });

  it('names the tag of the picture that it confirmed', async () => {
    const { api } = apiOver(between(), 1);
    const receipt = await api.confirm({ kind: 'me' }, { jpeg, before });
    expect(receipt).toMatchObject({ kind: 'confirmed', eTag: '"newer"', widthPx: 648 });
  });

  it('does not take a picture’s other form of tag for a change of the slot', async () => {
    const { api } = apiOver(
      async (url) => (String(url).endsWith('$value') ? picture('"648"') : metadata('"before"')),
      1,
    );
    expect(await api.confirm({ kind: 'me' }, { jpeg, before })).toEqual({ kind: 'older-photo', eTag: '"before"' });
  });
});
