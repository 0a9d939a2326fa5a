import { describe, expect, it } from 'vitest';
import { readBoundedBody } from '../../../electron/http/bounded-body.ts';
import { createDeadline } from '../../../electron/http/deadline.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';

const limits = { limitBytes: 1_000, silenceMs: 100, totalMs: 250 };

function reading(response: Response) {
  const clock = createFakeClock();
  const deadline = createDeadline(clock);
  return { clock, deadline, read: readBoundedBody(response, deadline, clock, limits) };
}

const streamed = (pull: UnderlyingDefaultSource<Uint8Array>['pull']) =>
  new Response(new ReadableStream<Uint8Array>({ ...(pull === undefined ? {} : { pull }) }));

describe('a bounded body', () => {
  it('comes whole, from one piece or several', async () => {
    const pieces = [[1, 2], [3], [4, 5, 6]];
    const { read, deadline } = reading(
      streamed((controller) => {
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(new Uint8Array(piece));
      }),
    );
    const { body, cut } = await read;
    expect([...body]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(cut).toBeUndefined();
    expect(deadline.signal.aborted).toBe(false);
  });

  it('of exactly the limit is whole, of one byte more is over it', async () => {
    expect(await reading(new Response(new Uint8Array(1_000))).read).not.toHaveProperty('cut');
    expect(await reading(new Response(new Uint8Array(1_001))).read).toMatchObject({ cut: { kind: 'over-limit' } });
  });

  it('without an end is not read past its limit, and its connection is let go', async () => {
    let pulled = 0;
    const { read, deadline } = reading(
      streamed((controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(300));
      }),
    );
    const { body, cut } = await read;
    expect(cut).toEqual({ kind: 'over-limit' });
    expect(body.byteLength).toBe(900);
    expect(pulled).toBeLessThan(10);
    expect(deadline.signal.aborted).toBe(true);
  });

  it('that falls silent keeps what came', async () => {
    const { read, clock } = reading(
      new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([1, 2])) })),
    );
    await letTimePass(clock, 100);
    const { body, cut } = await read;
    expect([...body]).toEqual([1, 2]);
    expect(cut).toEqual({ kind: 'broken', code: 'timeout' });
  });

  it('that trickles for ever ends by its total', async () => {
    const clock = createFakeClock();
    const trickle = streamed(
      (controller) =>
        new Promise((resolve) => {
          clock.setTimer(60, () => {
            controller.enqueue(new Uint8Array([1]));
            resolve();
          });
        }),
    );
    const read = readBoundedBody(trickle, createDeadline(clock), clock, limits);
    await letTimePass(clock, 250);
    expect(await read).toMatchObject({ cut: { kind: 'broken', code: 'timeout' } });
    expect(clock.monotonicMs()).toBe(250);
  });

  it('that breaks off says with which code, and never rejects', async () => {
    const { read } = reading(
      streamed((controller) => controller.error(Object.assign(new Error('canary'), { code: 'ECONNRESET' }))),
    );
    expect(await read).toMatchObject({ cut: { kind: 'broken', code: 'ECONNRESET' } });
  });

  it('that is empty by its headers is not waited for', async () => {
    const silent = new Response(new ReadableStream(), { headers: { 'content-length': '0' } });
    expect(await reading(silent).read).toEqual({ body: new Uint8Array() });
    expect(await reading(new Response(null)).read).toEqual({ body: new Uint8Array() });
  });
});
