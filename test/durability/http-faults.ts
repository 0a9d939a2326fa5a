import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createPhotoApi } from '../../electron/graph/photo-api.ts';
import { createSystemClock } from '../../electron/host/system-clock.ts';
import type { GetAccessToken } from '../../electron/ports.ts';
import { type FaultScript, startFaultServer } from '../fault-server.ts';
import { openStation, sampleCapture, samplePhoto } from '../queue-station.ts';
import { type Campaign, finding } from './campaign.ts';

const errorBody = (code: string) => JSON.stringify({ error: { code, message: 'm', innerError: {} } });
const refusal = (status: number, code: string): FaultScript => ({ status, body: errorBody(code) });

/** Twenty ways to answer badly. Those without a place break off where the case says. */
const faults: readonly (readonly [name: string, script: FaultScript])[] = [
  ['reset', { status: 200, breakage: 'reset' }],
  ['close', { status: 200, breakage: 'close' }],
  ['hang', { status: 200, breakage: 'hang' }],
  ['garbage', { status: 200, raw: Buffer.from('\u0000\u0001 not http\r\n\r\n') }],
  ['captive portal', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>sign in</html>' }],
  ['redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' } }],
  ['400', refusal(400, 'BadRequest')],
  ['401', refusal(401, 'InvalidAuthenticationToken')],
  ['403', refusal(403, 'ErrorAccessDenied')],
  ['404', refusal(404, 'Request_ResourceNotFound')],
  ['405', refusal(405, 'x')],
  ['408', refusal(408, 'x')],
  ['409', refusal(409, 'Directory_ConcurrencyViolation')],
  ['413', refusal(413, 'RequestBodyTooLarge')],
  ['429', { ...refusal(429, 'TooManyRequests'), headers: { 'retry-after': '1' } }],
  ['500', refusal(500, 'ErrorInternalServerError')],
  ['502', refusal(502, 'x')],
  ['503', { ...refusal(503, 'x'), headers: { 'retry-after': '1' } }],
  ['504', refusal(504, 'x')],
  ['507', refusal(507, 'x')],
];

const places = ['first byte', 'middle', 'last byte', 'after it was stored'] as const;

/** The fault at its place: before anything was read, within the answer's head, within its body, or whole after storing. */
function placed(script: FaultScript, place: (typeof places)[number]): FaultScript {
  const breakage = script.breakage ?? 'close';
  switch (place) {
    case 'first byte':
      return { ...script, isUnread: true, breakAt: 'before-headers', breakage };
    case 'middle':
      return { ...script, breakAt: 'mid-headers', breakage };
    case 'last byte':
      return { ...script, body: script.body ?? '{"a":1}', breakAt: 'mid-body', breakage };
    case 'after it was stored':
      return script.breakage === undefined ? script : { ...script, breakAt: 'before-headers' };
  }
}

/** A token endpoint over real HTTP, read as the sign-in port promises: offline, throttled, or a person is needed. */
function tokenFrom(url: string, limitMs: () => number): GetAccessToken {
  return async () => {
    try {
      const answer = await fetch(`${url}/token`, { redirect: 'manual', signal: AbortSignal.timeout(limitMs()) });
      const text = await answer.text();
      if (answer.status === 200 && text === 'token') return { kind: 'ok', value: text };
      if (answer.status === 429) return { kind: 'error', error: { kind: 'throttled', retryAfterMs: 1_000 } };
      const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 408;
      return { kind: 'error', error: { kind: isRefused ? 'sign-in-needed' : 'offline' } };
    } catch {
      return { kind: 'error', error: { kind: 'offline' } };
    }
  };
}

/** A photo meets the fault, a retake follows, the fault ends: the retake is what the service holds in the end. */
async function tryCase(folder: string, where: 'token' | 'photo', script: FaultScript): Promise<string[]> {
  const photos = await startFaultServer();
  const tokens = await startFaultServer();
  const whole: FaultScript = { status: 200, body: 'token' };
  // Short while something hangs on purpose; once nothing does, however long a busy machine takes.
  let limitMs = 150;
  tokens.play(where === 'token' ? script : whole);
  if (where === 'photo') photos.play(script);
  const sender = () =>
    createPhotoApi({
      api: 'v1.0',
      method: 'PUT',
      graphUrl: photos.url,
      fetch,
      clock: createSystemClock(),
      randomId: randomUUID,
      getAccessToken: tokenFrom(tokens.url, () => limitMs),
      timeouts: { headersMs: limitMs, sendMsPerKilobyte: 0, bodySilenceMs: limitMs, bodyMs: 2 * limitMs },
    });
  const station = await openStation({
    folder,
    uploadPhoto: (...photo) => sender().put(...photo),
    confirmPhoto: async (_target, { jpeg }) =>
      Buffer.compare(photos.stored.at(-1) ?? Buffer.alloc(0), jpeg) === 0
        ? { kind: 'confirmed' }
        : { kind: 'older-photo' },
  });
  const { queue } = station;
  try {
    const isIdle = () => queue.summary().sending === 0 && queue.summary().waiting + queue.summary().parked > 0;
    const changed = (isThere: () => boolean) =>
      new Promise<void>((resolve) => {
        const off = queue.onSummaryChanged(() => {
          if (!isThere()) return;
          off();
          resolve();
        });
      });
    const met = changed(() => isIdle() || queue.summary().accepted > 0);
    const first = queue.enqueue(sampleCapture(1, samplePhoto(1, 20_000)));
    queue.start();
    // The first attempt comes to its end, whichever it is, before the retake.
    await new Promise<void>((resolve) => {
      queue.onJobChanged(({ lastOutcome }) => lastOutcome !== undefined && resolve());
    });
    const second = queue.enqueue(sampleCapture(1, samplePhoto(2, 20_000)));
    await met;
    photos.play({ status: 200 });
    tokens.play(whole);
    limitMs = 60_000;
    const done = changed(() => second.kind === 'ok' && queue.get(second.value.id)?.state.kind === 'confirmed');
    for (const hint of ['network-online', 'signed-in'] as const) queue.hint(hint);
    const again = setInterval(() => void queue.retryAll(), 250);
    await done;
    clearInterval(again);
    const problems: string[] = [];
    if (Buffer.compare(photos.stored.at(-1) ?? Buffer.alloc(0), samplePhoto(2, 20_000)) !== 0)
      problems.push('another photo is stored last');
    const firstState = first.kind === 'ok' ? queue.get(first.value.id)?.state.kind : 'refused';
    if (firstState !== 'superseded' && firstState !== 'confirmed' && firstState !== 'accepted')
      problems.push(`the first is ${firstState}`);
    const verdict = queue.verify();
    if (!verdict.isSound) problems.push(JSON.stringify(verdict));
    return problems;
  } finally {
    await station.close();
    await photos.close();
    await tokens.close();
  }
}

/** Every fault of the service and of the token endpoint at every place of an answer, over real HTTP. */
export const httpFaults: Campaign = {
  name: 'http faults',
  async run({ isShort, fastScratch }) {
    const cases = (['token', 'photo'] as const).flatMap((where) =>
      faults.flatMap(([name, script]) =>
        places.map((place) => ({ where, about: `${where}, ${name}, ${place}`, script: placed(script, place) })),
      ),
    );
    const chosen = isShort ? cases.filter((_, index) => index % 5 === 0) : cases;
    const problems: string[] = [];
    const queue = chosen.entries();
    const work = async () => {
      for (const [index, { where, about, script }] of queue) {
        const timeLimit = new Promise<string[]>((resolve) =>
          setTimeout(() => resolve(['not done after ten minutes']), 600_000).unref(),
        );
        const broken = await Promise.race([tryCase(path.join(fastScratch, `case-${index}`), where, script), timeLimit]);
        problems.push(...broken.map((text) => `${about}: ${text}`));
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    return [
      finding(
        `${chosen.length} of ${cases.length} cases: the newest photo stored last, the law held, ${problems.length} broken`,
        problems,
      ),
    ];
  },
};
