import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../../shared/wire.ts';

const key = fc.string({ maxLength: 8 }).filter((text) => text !== '__proto__');
const { message } = fc.letrec((tie) => ({
  message: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.uint8Array({ maxLength: 64 }),
    fc.array(tie('message'), { maxLength: 4 }),
    fc.dictionary(key, tie('message'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('a message on the wire', () => {
  test('comes out as it went in, whatever mixture of values and byte arrays it holds', () => {
    fc.assert(
      fc.property(message, (value) => {
        expect(decodeMessage(encodeMessage(value))).toEqual({ kind: 'ok', value });
      }),
      { numRuns: 2000 },
    );
  });

  test('carries a 3 MB picture beside its fields, byte for byte', () => {
    const capture = new Uint8Array(3_000_000).map((_, index) => (index * 31) % 256);
    const decoded = decodeMessage(encodeMessage({ crop: { edgePx: 12.5 }, capture, list: [capture.subarray(5, 9)] }));
    expect(decoded).toEqual({ kind: 'ok', value: { crop: { edgePx: 12.5 }, capture, list: [capture.slice(5, 9)] } });
  });

  test('copies no picture: byte arrays are views into the message, plain ones even out of a Node buffer', () => {
    const encoded = Buffer.from(encodeMessage({ photo: new Uint8Array([1, 2, 3]), list: [new Uint8Array([4])] }));
    const decoded = decodeMessage(encoded);
    expect(decoded).toEqual({ kind: 'ok', value: { photo: new Uint8Array([1, 2, 3]), list: [new Uint8Array([4])] } });
    if (decoded.kind === 'error') throw new Error(decoded.error);
    const { photo } = decoded.value as { photo: Uint8Array };
    expect(photo.constructor).toBe(Uint8Array);
    expect(photo.buffer).toBe(encoded.buffer);
  });

  test('drops undefined properties, and can say nothing at all', () => {
    expect(decodeMessage(encodeMessage({ photo: undefined, a: 1 }))).toEqual({ kind: 'ok', value: { a: 1 } });
    expect(decodeMessage(encodeMessage(undefined))).toEqual({ kind: 'ok', value: undefined });
  });

  test('never throws and never pollutes on 10,000 damaged messages', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(
        message,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(40),
        (value, flips, cut) => {
          const bytes = encodeMessage({ value, photo: new Uint8Array([1, 2, 3]) });
          for (const [at, byte] of flips) bytes[at % bytes.length] = byte;
          const damaged = cut < 20 ? bytes.subarray(0, Math.max(0, bytes.length - cut)) : bytes;
          const decoded = decodeMessage(damaged);
          kinds.add(decoded.kind === 'ok' ? 'ok' : decoded.error);
          expect(({} as Record<string, unknown>).value).toBeUndefined();
        },
      ),
      { numRuns: 10_000 },
    );
    // The campaign reached the refusals it is for.
    expect([...kinds]).toEqual(
      expect.arrayContaining(['too-short', 'header-too-large', 'header-not-json', 'parts-do-not-fit']),
    );
  });

  test('never throws on 10,000 headers of the right shape with wrong contents', () => {
    const kinds = new Set<string>();
    const at = fc.array(fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor', 'length'), fc.integer()), {
      maxLength: 3,
    });
    const header = fc.record({
      value: fc.oneof(fc.constantFrom(null, { a: null }, { a: { b: null } }, [null], 'text'), fc.jsonValue()),
      parts: fc.oneof(
        fc.array(fc.record({ at, sizeBytes: fc.oneof(fc.nat(4), fc.integer(), fc.double()) }), { maxLength: 2 }),
        fc.jsonValue(),
      ),
    });
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 8 }), (content, body) => {
        const decoded = decodeMessage(framed(JSON.stringify(content), body));
        kinds.add(decoded.kind === 'ok' ? 'ok' : decoded.error);
        expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('a');
      }),
      { numRuns: 10_000 },
    );
    expect([...kinds].sort()).toEqual(['header-malformed', 'ok', 'parts-do-not-fit']);
  });

  test.each([
    ['a byte array where the header has a value', '{"value":{"a":1},"parts":[{"at":["a"],"sizeBytes":1}]}', [7]],
    ['a byte array at an inherited key', '{"value":{},"parts":[{"at":["constructor"],"sizeBytes":1}]}', [7]],
    ['a key named __proto__', '{"value":{"__proto__":{"isOperator":true}},"parts":[]}', []],
    [
      'two byte arrays at one place',
      '{"value":{"a":null},"parts":[{"at":["a"],"sizeBytes":1},{"at":["a"],"sizeBytes":1}]}',
      [7, 8],
    ],
    [
      'a place inside a byte array',
      '{"value":{"a":null},"parts":[{"at":["a"],"sizeBytes":1},{"at":["a",0],"sizeBytes":1}]}',
      [7, 8],
    ],
    ['a header with more than it should say', '{"value":1,"parts":[],"more":1}', []],
    ['nesting without end', `{"value":${'['.repeat(5000)}${']'.repeat(5000)},"parts":[]}`, []],
  ])('is refused with %s', (_what, header, body) => {
    expect(decodeMessage(framed(header, Uint8Array.from(body)))).toEqual({ kind: 'error', error: 'header-malformed' });
  });

  test('is refused when a part claims more than is there, or something is left over', () => {
    const header = '{"value":{"a":null},"parts":[{"at":["a"],"sizeBytes":4}]}';
    for (const length of [0, 3, 5, 9]) {
      expect(decodeMessage(framed(header, new Uint8Array(length)))).toEqual({
        kind: 'error',
        error: 'parts-do-not-fit',
      });
    }
  });

  test('of what no JSON can hold is a bug, and says so', () => {
    const cycle: Record<string, unknown> = {};
    cycle.again = cycle;
    for (const value of [cycle, { run: () => 1 }, { at: Symbol('a') }])
      expect(() => encodeMessage(value)).toThrow(TypeError);
  });
});

function framed(header: string, body: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  const out = new Uint8Array(4 + text.length + body.length);
  new DataView(out.buffer).setUint32(0, text.length);
  out.set(text, 4);
  out.set(body, 4 + text.length);
  return out;
}
