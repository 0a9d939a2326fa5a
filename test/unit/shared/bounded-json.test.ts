import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { jsonOf } from '../../../electron/http/answer.ts';
import { parseBoundedJson } from '../../../shared/bounded-json.ts';
import { decodeMessage } from '../../../shared/wire.ts';

afterEach(() => vi.restoreAllMocks());

const utf8 = (text: string) => new TextEncoder().encode(text);
const bounds = { depth: 4, values: 10 };

/** Eight megabytes of brackets, and a million keys. */
const floods: readonly [string, string][] = [
  ['nested without end', `${'['.repeat(4_000_000)}${']'.repeat(4_000_000)}`],
  ['a million keys', `{${Array.from({ length: 1_000_000 }, (_, key) => `"${key}":0`).join()}}`],
  ['a million empty lists', `[${'[],'.repeat(1_000_000)}0]`],
];

/** The text as the words of a message. */
function messageWith(text: string): Uint8Array {
  const header = utf8(`{"value":${text},"parts":[]}`);
  const message = new Uint8Array(4 + header.byteLength);
  new DataView(message.buffer).setUint32(0, header.byteLength);
  message.set(header, 4);
  return message;
}

describe('JSON from outside', () => {
  test.each(floods)('%s is refused before anything is parsed', (_, text) => {
    const parse = vi.spyOn(JSON, 'parse');
    expect(decodeMessage(messageWith(text)).kind).toBe('error');
    expect(jsonOf(utf8(text))).toBeUndefined();
    expect(parse).not.toHaveBeenCalled();
  });

  test('is parsed as ever within its bounds, whatever stands in its strings', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseBoundedJson(text, { depth: 100, values: 10_000 })).toEqual(JSON.parse(text));
      }),
      { numRuns: 1_000 },
    );
    expect(parseBoundedJson('"[[[[[[{,,,,,,,,,,,,\\""', bounds)).toBe('[[[[[[{,,,,,,,,,,,,"');
  });

  test('is bounded to the value', () => {
    expect(parseBoundedJson('[[[[1]]]]', bounds)).toEqual([[[[1]]]]);
    expect(() => parseBoundedJson('[[[[[1]]]]]', bounds)).toThrow(SyntaxError);
    expect(parseBoundedJson('[1,2,3,4,5,6,7,8,9]', bounds)).toHaveLength(9);
    expect(() => parseBoundedJson('[1,2,3,4,5,6,7,8,9,10]', bounds)).toThrow('at most 10 values in 4 levels');
  });
});
