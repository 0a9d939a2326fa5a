import { describe, expect, it } from 'vitest';
import { isFromService, isHtml, jsonOf, requestIdOf } from '../../../electron/http/answer.ts';

describe('an answer', () => {
  it('names its request under either name, in short plain ASCII only', () => {
    expect(requestIdOf(new Headers({ 'request-id': 'a-1', 'x-ms-request-id': 'b' }))).toBe('a-1');
    expect(requestIdOf(new Headers({ 'x-ms-request-id': ' b ' }))).toBe('b');
    expect(requestIdOf(new Headers({ 'request-id': 'two words', 'x-ms-request-id': 'b' }))).toBe('b');
    for (const id of ['', 'é', 'x'.repeat(201)]) expect(requestIdOf(new Headers({ 'request-id': id }))).toBeUndefined();
  });

  it('is the service’s when it names the request or returns the id that only the request carried', () => {
    const from = (headers: Record<string, string>) => isFromService({ headers: new Headers(headers) }, 'own');
    expect(from({ 'request-id': 'r' })).toBe(true);
    expect(from({ 'client-request-id': 'own' })).toBe(true);
    expect(from({ 'x-ms-ags-diagnostic': '{}' })).toBe(true);
    expect(from({ 'client-request-id': 'another' })).toBe(false);
    expect(from({})).toBe(false);
  });

  it('is a page for people by its type', () => {
    const html = (type: string) => isHtml(new Headers({ 'content-type': type }));
    expect(['text/html', 'TEXT/HTML; charset=utf-8', 'application/xhtml+xml'].map(html)).toEqual([true, true, true]);
    expect(['application/json', 'image/jpeg', ''].map(html)).toEqual([false, false, false]);
  });

  it('is JSON in UTF-8, with or without a byte-order mark, or nothing', () => {
    expect(jsonOf(Buffer.from('{"a":1}'))).toEqual({ a: 1 });
    expect(jsonOf(Buffer.from('\ufeff{"a":1}'))).toEqual({ a: 1 });
    for (const bytes of [[], [0x7b], [0x22, 0xff, 0x22]]) expect(jsonOf(new Uint8Array(bytes))).toBeUndefined();
  });
});
