import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type CommandName, captureLimitBytes, commandNames, contract } from '../../../shared/contract.ts';
import { bytesUpTo } from '../../../shared/contract-command.ts';
import { handedPieceBytes } from '../../../shared/import-contract.ts';
import { requestWeight } from '../../../shared/request-weight.ts';
import { decodeRequest, encodeMessage, messageLimitBytes, requestLimitBytes } from '../../../shared/wire.ts';
import { oneMore, widestRequest } from '../../widest-request.ts';

/** What the byte arrays of a request hold at most: captures, or pieces of a file. */
const bodyBytes = (name: CommandName) => (name === 'imports.receive' ? handedPieceBytes : captureLimitBytes);
/** With byte arrays of one byte, unless they are asked for: each of the largest is 64 MB. */
const widest = (name: CommandName, unit = '\u0000', hasBodies = false) =>
  widestRequest(contract.commands[name].request, () => new Uint8Array(hasBodies ? bodyBytes(name) : 1), unit);
const bodiesIn = (request: object) => Object.entries(request).filter(([, value]) => value instanceof Uint8Array);

/** What the message would weigh with its byte arrays at their largest. */
function fullSize(name: CommandName, request: object, messageBytes: number): number {
  const more = bodyBytes(name) - 1 + String(bodyBytes(name)).length - 1;
  return messageBytes + bodiesIn(request).length * more;
}

/** What keeps the other side from receiving a request; `undefined` when nothing does. */
function hindrance(name: CommandName, request: object): string | undefined {
  const message = encodeMessage(request);
  const sizeBytes = fullSize(name, request, message.byteLength);
  if (sizeBytes > requestLimitBytes(name)) return `${sizeBytes} > ${requestLimitBytes(name)} bytes`;
  const decoded = decodeRequest(name, message);
  if (decoded.kind === 'error') return decoded.error;
  return contract.commands[name].request.safeParse(decoded.value).error?.message;
}

describe('the largest request that the contract allows, of every command,', () => {
  test.each([
    ['characters that JSON writes as six', '\u0000'],
    ['characters of a wide script', '\u{8a9e}'],
  ])('goes over the wire and is taken: written in %s', (_what, unit) => {
    const hindered = commandNames.map((name) => [name, hindrance(name, widest(name, unit).request)]);
    expect(hindered.filter(([, why]) => why !== undefined)).toEqual([]);
  });

  test('goes over the wire and is taken with a whole capture', () => {
    const { request } = widest('uploads.enqueue', '\u{8a9e}', true);
    const message = encodeMessage(request);
    expect(message.byteLength).toBeGreaterThan(captureLimitBytes);
    expect(message.byteLength).toBeLessThanOrEqual(requestLimitBytes('uploads.enqueue'));
    const decoded = decodeRequest('uploads.enqueue', message);
    if (decoded.kind === 'error') throw new Error(decoded.error);
    expect(contract.commands['uploads.enqueue'].request.safeParse(decoded.value).success).toBe(true);
  });

  test('is refused by its schema with one unit, item or byte more anywhere', () => {
    const taken = commandNames.flatMap((name) => {
      const { request, bounded } = widest(name);
      const places = bounded.filter((at) => !at.some((key) => typeof key === 'number' && key > 0));
      const larger = places.map((at) => ({ at: at.join('.'), request: oneMore(request, at) }));
      for (const [at] of bodiesIn(request))
        larger.push({ at, request: { ...request, [at]: new Uint8Array(bodyBytes(name) + 1) } });
      const { safeParse } = contract.commands[name].request;
      return larger.filter((one) => safeParse(one.request).success).map(({ at }) => `${name}: ${at}`);
    });
    expect(taken).toEqual([]);
  });

  test('weighs nearly what the limit is: hardly more is read before it is refused', () => {
    // Of these a text holds digits only, and the limit counts six bytes for each.
    const ofDigits = ['hotFolder.leaveOut', 'hotFolder.open', 'hotFolder.take', 'rosters.capture'];
    const roomy = commandNames.filter((name) => {
      const { request } = widest(name);
      // Numbers are counted at their longest.
      return requestLimitBytes(name) - fullSize(name, request, encodeMessage(request).byteLength) > 300;
    });
    expect([...roomy].sort()).toEqual(ofDigits);
    expect(commandNames.filter((name) => requestLimitBytes(name) > messageLimitBytes)).toEqual([]);
  });
});

test('who is not the operator may send little but a picture', () => {
  const open = commandNames.filter((name) => contract.commands[name].access !== 'operator');
  const light = open.filter((name) => requestLimitBytes(name) < captureLimitBytes);
  expect(open.filter((name) => !light.includes(name)).sort()).toEqual([
    ...['photos.assess', 'photos.open', 'rosters.capture', 'uploads.enqueue'],
  ]);
  const heaviest = Object.fromEntries(light.map((name) => [name, requestLimitBytes(name)]));
  // A choice of files exists where a window has no dialog of the system, and with it no wire: there is none in a browser.
  const { 'hotFolder.take': shownPictures, 'files.choose': chosenFiles, ...others } = heaviest;
  expect(chosenFiles).toBeLessThan(25_000_000);
  expect(shownPictures).toBeLessThan(200 * 1024);
  expect(Math.max(...Object.values(others))).toBeLessThan(26 * 1024);
});

test('a picture leaves no room for more words than its command allows', () => {
  const many = { person: { id: 'x', more: 'y'.repeat(4_000_000) } };
  for (const name of ['photos.open', 'uploads.enqueue', 'rosters.capture'] as const) {
    const message = encodeMessage(many);
    expect(message.byteLength).toBeLessThan(requestLimitBytes(name));
    expect(decodeRequest(name, message)).toEqual({ kind: 'error', error: 'header-too-large' });
  }
});

describe('a piece of a schema without a bound is named', () => {
  const short = z.string().max(3);
  test.each<[string, z.ZodObject]>([
    ['text', z.object({ text: z.string() })],
    ['text', z.object({ text: z.string().trim().max(3) })],
    ['text', z.object({ text: z.string().regex(/^a$/).optional() })],
    ['list', z.object({ list: z.array(short).default([]) })],
    ['list.1.name', z.object({ list: z.array(z.object({ name: z.string() })).max(2) })],
    ['either.b', z.object({ either: z.union([short, z.object({ b: z.email() })]) })],
    ['keys', z.object({ keys: z.record(short, short) })],
    ['keys.a', z.object({ keys: z.partialRecord(z.enum(['a']), z.string()) })],
    ['more', z.object({ more: z.looseObject({}) })],
    ['bytes', z.object({ bytes: z.instanceof(Uint8Array) })],
    ['any', z.object({ any: z.unknown() })],
    ['piped', z.object({ piped: z.string().transform((text) => text.length) })],
  ])('%s', (at, request) => {
    expect(() => requestWeight('some.command', request)).toThrow(`some.command: ${at} has no bound`);
  });
});

test('what a request weighs is counted to the byte', () => {
  const request = z.object({
    text: z.string().max(10).trim().min(1),
    code: z.string().length(4),
    list: z.array(z.string().max(7)).max(5).nullable(),
    kind: z.enum(['short', 'much longer, and «ß»']),
    keys: z.partialRecord(z.enum(['a', 'bb']), z.boolean()),
    either: z.union([z.literal(7), z.object({ c: z.literal('語') })]),
    inner: z.object({ file: bytesUpTo(5).optional() }),
    capture: bytesUpTo(5000),
  });
  const largest = {
    ...{ text: '\u0000'.repeat(10), code: '\ud800'.repeat(4), list: Array(5).fill('\u0000'.repeat(7)) },
    ...{ kind: 'much longer, and «ß»', keys: { a: false, bb: false }, either: { c: '語' } },
    ...{ inner: { file: new Uint8Array(5) }, capture: new Uint8Array(5000) },
  };
  expect(request.safeParse(largest).success).toBe(true);
  const { wordsBytes, partsBytes, bodiesBytes } = requestWeight('some.command', request);
  const frameBytes = encodeMessage({}).byteLength - '{}'.length;
  expect(encodeMessage(largest).byteLength).toBe(frameBytes + wordsBytes + partsBytes - 1 + bodiesBytes);
});
