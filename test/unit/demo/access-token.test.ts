import { expect, test } from 'vitest';
import { createTokenKey } from '../../../electron/demo/access-token.ts';

test('a demo tenant reads its own tokens, and none of another tenant of the same process', () => {
  const [one, other] = [createTokenKey(), createTokenKey()];
  const token = one.sign({ tid: 'one' });
  expect(one.read(token)).toEqual({ tid: 'one' });
  expect(other.read(token)).toBeUndefined();
  expect(one.keySet()).not.toEqual(other.keySet());
});

test('a token that was changed is read by nobody', () => {
  const key = createTokenKey();
  const [head, , signature] = key.sign({ tid: 'one' }).split('.');
  const [, body] = key.sign({ tid: 'two' }).split('.');
  expect(key.read([head, body, signature].join('.'))).toBeUndefined();
});
