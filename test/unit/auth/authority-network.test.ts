import { expect, test } from 'vitest';
import { createAuthorityNetwork } from '../../../electron/auth/authority-network.ts';
import type { Fetch } from '../../../electron/ports.ts';
import { createFakeClock } from '../../fake-clock.ts';

const tokenUrl = 'https://login.test/t/oauth2/v2.0/token';
const codeUrl = 'https://login.test/t/oauth2/v2.0/devicecode';
const poll = { body: 'grant_type=device_code&device_code=d' };
const json = (body: object, init: ResponseInit = {}) => new Response(JSON.stringify(body), init);
const granted = { access_token: 'a', expires_in: 3600 };

function network(fetch: Fetch) {
  const clock = createFakeClock(Date.UTC(2026, 10, 22, 9));
  return { clock, ...createAuthorityNetwork({ fetch, clock }) };
}

test('A request ends after 20 seconds, even when the fetch given ignores its signal.', async () => {
  const { module, clock, fault } = network(() => new Promise(() => {}));
  const asked = module.sendPostRequestAsync(tokenUrl, { body: 'x=1' });
  clock.advance(20_000);
  await expect(asked).rejects.toThrow('timeout');
  expect(fault()).toEqual({ kind: 'offline', code: 'timeout' });
});

test('A body that stops coming ends after the same 20 seconds.', async () => {
  const started = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(Buffer.from('{"acc')) });
  const { module, clock, fault } = network(async () => new Response(started));
  const asked = module.sendPostRequestAsync(tokenUrl, { body: 'x=1' });
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(20_000);
  await expect(asked).rejects.toThrow();
  expect(fault()).toEqual({ kind: 'offline', code: 'timeout' });
});

test('No timer is left after an answer.', async () => {
  const { module, clock } = network(async () => json(granted));
  await module.sendPostRequestAsync(tokenUrl, { body: 'x=1' });
  expect(clock.nextTimerMs()).toBeUndefined();
});

test('The secret goes to its server and nowhere else: no redirect, no cookie, no cache.', async () => {
  const seen: RequestInit[] = [];
  const { module } = network(async (_, init = {}) => {
    seen.push(init);
    return json(granted);
  });
  await module.sendPostRequestAsync(tokenUrl, { body: 'client_secret=s' });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ method: 'POST', redirect: 'error', credentials: 'omit', cache: 'no-store' });
  expect(new TextDecoder().decode(seen[0]?.body as Uint8Array)).toBe('client_secret=s');
});

test('An answer of more than a megabyte is not read to its end.', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  const { module, fault } = network(async () => new Response(endless));
  await expect(module.sendPostRequestAsync(tokenUrl, { body: 'x=1' })).rejects.toThrow();
  expect(fault()).toEqual({ kind: 'offline', code: 'answer-over-limit' });
  expect(sent).toBeLessThan(25);
});

test('A device code answer without an interval gets five seconds; MSAL would ask without pause.', async () => {
  const code = { device_code: 'd', user_code: 'U', verification_uri: 'https://v.test' };
  for (const [interval, expected] of [
    [undefined, 5],
    [0, 5],
    [-1, 5],
    ['x', 5],
    [1e9, 5],
    [2, 2],
  ]) {
    const { module } = network(async () => json({ ...code, interval, expires_in: 900 }));
    const { body } = await module.sendPostRequestAsync<{ interval: number }>(codeUrl, { body: 'scope=x' });
    expect(body.interval).toBe(expected);
  }
});

test('slow_down and passing faults while polling mean "not yet", each with five seconds more before the next question.', async () => {
  const answers = [
    () => json({ error: 'slow_down' }, { status: 400 }),
    () => new Response('busy', { status: 503 }),
    () => json(granted),
  ];
  let asked = 0;
  const { module, clock } = network(async () => {
    asked += 1;
    return answers.shift()?.() ?? json({});
  });
  const pending = { status: 400, body: { error: 'authorization_pending' } };
  expect(await module.sendPostRequestAsync(tokenUrl, poll)).toMatchObject(pending);
  const second = module.sendPostRequestAsync(tokenUrl, poll);
  expect(clock.nextTimerMs()).toBe(5_000);
  expect(asked).toBe(1);
  clock.advance(5_000);
  expect(await second).toMatchObject(pending);
  const third = module.sendPostRequestAsync(tokenUrl, poll);
  expect(clock.nextTimerMs()).toBe(10_000);
  clock.advance(10_000);
  expect(await third).toMatchObject({ status: 200, body: granted });
});

test('The end of a device flow is passed on as it is.', async () => {
  const { module, refusal } = network(async () => json({ error: 'expired_token' }, { status: 400 }));
  expect(await module.sendPostRequestAsync(tokenUrl, poll)).toMatchObject({ body: { error: 'expired_token' } });
  expect(refusal()).toMatchObject({ error: 'expired_token' });
});

test('After abort nothing is asked any more, and what is under way ends at once.', async () => {
  let asked = 0;
  const { module, abort, clock } = network(() => {
    asked += 1;
    return new Promise(() => {});
  });
  const underWay = module.sendPostRequestAsync(tokenUrl, { body: 'x=1' });
  abort();
  await expect(underWay).rejects.toThrow();
  await expect(module.sendPostRequestAsync(tokenUrl, { body: 'x=1' })).rejects.toThrow();
  await expect(module.sendPostRequestAsync(tokenUrl, poll)).rejects.toThrow();
  expect(asked).toBe(1);
  expect(clock.nextTimerMs()).toBeUndefined();
});

test('The clock’s error is measured from the Date of any answer, refusals too.', async () => {
  const date = new Date(Date.UTC(2026, 10, 22, 9, 7)).toUTCString();
  const { module, skewMs } = network(async () => json({ error: 'x' }, { status: 400, headers: { date } }));
  expect(skewMs()).toBeUndefined();
  await module.sendPostRequestAsync(tokenUrl, { body: 'x=1' });
  expect(skewMs()).toBe(7 * 60_000 + 500);
});

test('The clock’s error is measured when the headers come, however long the body takes.', async () => {
  const date = new Date(Date.UTC(2026, 10, 22, 9, 7)).toUTCString();
  const silent = new ReadableStream<Uint8Array>();
  const { module, skewMs, clock } = network(async () => new Response(silent, { headers: { date } }));
  const asked = module.sendPostRequestAsync(tokenUrl, { body: 'x=1' });
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(20_000);
  await expect(asked).rejects.toThrow('timeout');
  expect(skewMs()).toBe(7 * 60_000 + 500);
});
