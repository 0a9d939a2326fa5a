import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPhotoApi, type PhotoApi } from '../../../electron/graph/photo-api.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { Fetch } from '../../../electron/ports.ts';
import { apis } from '../../../electron/settings/settings-schema.ts';
import { type Outcome, outcomeKinds, outcomeReportSchema } from '../../../shared/outcome.ts';
import { type FaultServer, startFaultServer } from '../../fault-server.ts';

const token = 'canary-of-the-token';
const user = { kind: 'user', user: 'aoi@tidewater.example' } as const;
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]);

/** `npm test` tries a quarter of them, `npm run test:whole` all. */
const runsOf = (all: number) => (process.env.KIOSK_TESTS === 'whole' ? all : all / 4);

function apiOver(fetch: Fetch, api: (typeof apis)[number], graphUrl: string): PhotoApi {
  let id = 0;
  return createPhotoApi({
    api,
    method: 'PUT',
    graphUrl,
    fetch,
    clock: createSystemClock(),
    randomId: () => `id-${id++}`,
    getAccessToken: async () => ({ kind: 'ok', value: token }),
    timeouts: { headersMs: 150, sendMsPerKilobyte: 0, bodySilenceMs: 150, bodyMs: 200 },
    comparePictures: async () => undefined,
  });
}

const operations = [
  (api: PhotoApi) => api.put(user, jpeg, { priority: 'low' }),
  (api: PhotoApi) => api.readMetadata(user, { maxBytes: 4096 }),
  (api: PhotoApi) => api.readValue(user, { maxBytes: 4096 }),
  (api: PhotoApi) => api.listSizes(user, { maxBytes: 4096 }),
  (api: PhotoApi) => api.readForDisplay(user, 100, { maxBytes: 4096 }),
  (api: PhotoApi) => api.delete(user),
  (api: PhotoApi) => api.getJson('/users'),
  (api: PhotoApi) => api.confirm(user, { jpeg, before: { kind: 'photo', eTag: '"a"' } }),
] as const;

function outcomesIn(result: Awaited<ReturnType<(typeof operations)[number]>>): Outcome['report'][] {
  if (result.kind === 'ok') return [];
  if (result.kind === 'error') return [result.error.report];
  return 'report' in result ? [result.report] : [];
}

/** What must hold whatever was answered: a known kind, a report of its schema, and no token in it. */
function expectUnderstood(result: Awaited<ReturnType<(typeof operations)[number]>>): void {
  for (const report of outcomesIn(result)) {
    expect(outcomeKinds).toContain(report.kind);
    expect(outcomeReportSchema.safeParse(report).success).toBe(true);
  }
  if (result.kind === 'error') expect(result.error.kind).toBe(result.error.report.kind);
  expect(JSON.stringify(result)).not.toContain(token);
}

const text = fc.string({ unit: 'binary', maxLength: 40 });
const code = fc.oneof(
  text,
  fc.constantFrom('ErrorAccessDenied', 'ImageNotFound', 'AuthenticationError', '__proto__', 'constructor', 'toString'),
);
const graphError = fc.letrec<{ error: object }>((tie) => ({
  error: fc.record({
    code: fc.oneof(code, fc.anything()),
    message: text,
    innerError: fc.oneof({ depthSize: 'small' }, fc.anything(), tie('error')),
  }),
})).error;
const metadata = fc.record(
  {
    id: fc.oneof(text, fc.constantFrom('648x648', '1X1', '0x0', '-1x5', '9e9x9e9')),
    width: fc.oneof(fc.anything(), fc.integer(), fc.double()),
    height: fc.oneof(fc.anything(), fc.integer(), fc.double()),
    Width: fc.integer(),
    Height: fc.integer(),
    '@odata.mediaEtag': fc.oneof(text, fc.anything()),
    '@odata.mediaContentType': fc.oneof(text, fc.anything()),
  },
  { requiredKeys: [] },
);
const json = fc.oneof(
  fc.anything(),
  graphError.map((error) => ({ error })),
  metadata,
  fc.array(metadata, { maxLength: 4 }).map((value) => ({ value })),
);

function stringified(value: unknown): Uint8Array<ArrayBuffer> {
  try {
    return new TextEncoder().encode(JSON.stringify(value) ?? '') as Uint8Array<ArrayBuffer>;
  } catch {
    return new TextEncoder().encode('[1n]') as Uint8Array<ArrayBuffer>;
  }
}

/** JSON with some of its bytes changed, cut or doubled, in UTF-8 or not. */
const mutated = fc
  .record({
    value: json,
    cutAt: fc.nat(400),
    flips: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }),
    bom: fc.boolean(),
  })
  .map(({ value, cutAt, flips, bom }) => {
    const bytes = Buffer.from(stringified(value)).subarray(0, cutAt + 1);
    for (const [at, byte] of flips) if (at < bytes.byteLength) bytes[at] = byte;
    return new Uint8Array(bom ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]) : bytes);
  });

const bodies = fc.oneof(
  { weight: 5, arbitrary: mutated },
  { weight: 3, arbitrary: json.map(stringified) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 6000 }).map((bytes) => new Uint8Array(bytes)) },
  { weight: 1, arbitrary: fc.constant(new Uint8Array([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0])) },
);

const headerValue = fc.oneof(
  fc.stringMatching(/^[\x20-\x7e]{0,60}$/),
  fc.stringMatching(/^[\x80-\xff]{0,20}$/),
  fc.constantFrom(
    '0',
    '-1',
    '1e999',
    '120',
    'Sun, 99 Nov 2026 99:99:99 GMT',
    'Bearer claims="',
    'text/html',
    'W/"x"',
    '0.8',
  ),
);
const headers = fc.dictionary(
  fc.constantFrom(
    'request-id',
    'client-request-id',
    'retry-after',
    'date',
    'etag',
    'content-type',
    'www-authenticate',
    'x-ms-throttle-limit-percentage',
    'x-ms-ags-diagnostic',
    'location',
  ),
  headerValue,
);
const statuses = fc.oneof(
  fc.integer({ min: 200, max: 599 }),
  fc.constantFrom(200, 204, 304, 400, 401, 403, 404, 409, 412, 413, 429, 500, 503, 507),
);

function responseOf(given: {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
  isBroken: boolean;
}): Response {
  const hasBody = ![204, 205, 304].includes(given.status);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(given.body.subarray(0, 10));
      if (given.isBroken) controller.error(new Error(`broken while ${token} was held`));
      else {
        controller.enqueue(given.body.subarray(10));
        controller.close();
      }
    },
  });
  return new Response(hasBody ? stream : null, { status: given.status, headers: given.headers });
}

describe('no answer leaves the core as an exception', () => {
  it(`of ${runsOf(10_000)} random and mutated answers`, async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...apis),
        fc.nat(operations.length - 1),
        fc.record({ status: statuses, headers, body: bodies, isBroken: fc.boolean() }),
        async (api, operation, given) => {
          const fetch: Fetch = async () => responseOf(given);
          const run = operations[operation];
          if (run === undefined) return;
          expectUnderstood(await run(apiOver(fetch, api, 'https://graph.microsoft.com')));
          answered += 1;
        },
      ),
      { numRuns: runsOf(10_000) },
    );
    expect(answered).toBe(runsOf(10_000));
  });

  it('of a fetch that throws whatever can be thrown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything(),
        fc.nat(operations.length - 1),
        fc.boolean(),
        async (thrown, operation, isSync) => {
          const fetch: Fetch = isSync
            ? () => {
                throw thrown;
              }
            : () => Promise.reject(thrown);
          const run = operations[operation];
          if (run === undefined) return;
          const result = await run(apiOver(fetch, 'v1.0', 'https://graph.microsoft.com'));
          expectUnderstood(result);
          expect(outcomesIn(result)[0]?.kind).toBe('offline');
        },
      ),
      { numRuns: runsOf(1_000) },
    );
  });
});

describe('over a real connection', () => {
  let server: FaultServer;
  beforeAll(async () => {
    server = await startFaultServer();
  });
  afterAll(() => server.close());

  const whole = Buffer.from(
    'HTTP/1.1 403 Forbidden\r\nrequest-id: rrrr\r\ncontent-type: application/json\r\ncontent-length: 54\r\n\r\n{"error":{"code":"ErrorAccessDenied","message":"mmm"}}',
    'latin1',
  );
  const chunked = Buffer.from(
    'HTTP/1.1 200 OK\r\nrequest-id: rrrr\r\ntransfer-encoding: chunked\r\n\r\n1a\r\n{"width":648,"height":648}\r\n0\r\n\r\n',
    'latin1',
  );
  const zipped = Buffer.concat([
    Buffer.from('HTTP/1.1 200 OK\r\nrequest-id: rrrr\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n', 'latin1'),
    gzipSync('{"id":"648x648"}'),
  ]);

  it(`of ${runsOf(1_500)} answers with bytes changed, cut, doubled or inserted`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(whole, chunked, zipped),
        fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        fc.nat(operations.length - 1),
        async (answer, flips, cut, operation) => {
          const bytes = Buffer.from(answer);
          for (const [at, byte] of flips) bytes[Math.floor(at * bytes.byteLength)] = byte;
          server.play({
            status: 0,
            raw: cut === undefined ? bytes : bytes.subarray(0, Math.floor(cut * bytes.byteLength)),
          });
          const run = operations[operation];
          if (run === undefined) return;
          expectUnderstood(await run(apiOver(fetch, 'v1.0', server.url)));
        },
      ),
      { numRuns: runsOf(1_500), endOnFailure: true },
    );
  });
});
