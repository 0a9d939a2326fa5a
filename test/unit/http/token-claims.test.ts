import { describe, expect, it } from 'vitest';
import { readTokenClaims } from '../../../electron/http/token-claims.ts';

const token = (payload: unknown) => `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;

describe('reading a token', () => {
  it('tells an application’s roles from a person’s scopes', () => {
    expect(readTokenClaims(token({ roles: ['A', 'B', 3] }))).toEqual({ permissions: ['A', 'B'], isApplication: true });
    expect(readTokenClaims(token({ scp: ' A  B ', wids: ['r', 4] }))).toEqual({
      permissions: ['A', 'B'],
      isApplication: false,
      roleIds: ['r'],
    });
  });

  it.each(['', 'opaque', 'a.b.c', 'EwB4A8l6BAAU...', `e30.${btoa('null')}.x`, `e30.${btoa('"x"')}.x`])(
    'says nothing of %j',
    (text) => {
      expect(readTokenClaims(text)).toBeUndefined();
    },
  );

  // Where sign-in and the station check disagreed.
  it('takes a person’s scopes alone, as the station check had it, where sign-in added the roles', () => {
    expect(readTokenClaims(token({ scp: 'User.ReadWrite', roles: ['Kiosk.Admin'] }))?.permissions).toEqual([
      'User.ReadWrite',
    ]);
    expect(readTokenClaims(token({ scp: '', roles: ['A'] }))).toEqual({ permissions: [], isApplication: false });
  });
  it('says nothing of a payload that is a list or not UTF-8', () => {
    expect(readTokenClaims(token([{ roles: ['A'] }]))).toBeUndefined();
    const notText = Buffer.concat([Buffer.from('{"scp":"A'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(readTokenClaims(`e30.${notText.toString('base64url')}.x`)).toBeUndefined();
  });
});
