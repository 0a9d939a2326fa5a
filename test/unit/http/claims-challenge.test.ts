import { describe, expect, it } from 'vitest';
import { claimsChallengeOf, claimsJson, isClaimsChallenge } from '../../../electron/http/claims-challenge.ts';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"写真?>~"}}}';
const base64 = Buffer.from(claims).toString('base64');
const headersWith = (text: string) => new Headers({ 'www-authenticate': `Bearer error="x", claims="${text}"` });

describe('a claims challenge', () => {
  it.each([
    ['JSON', claims],
    ['base64', base64],
    ['base64 without padding', base64.replace(/=+$/, '')],
    ['base64url', Buffer.from(claims).toString('base64url')],
  ])('is read from %s', (_, text) => {
    expect(claimsJson(text)).toBe(claims);
  });

  it.each(['', '%%%', 'e30x', btoa('not json'), btoa('[1]'), btoa('"x"'), btoa('null'), '[1]', 'null'])(
    'is not read from %j',
    (text) => {
      expect(claimsJson(text)).toBeUndefined();
    },
  );

  it('whose bytes are not UTF-8 is damaged, in the header and alone: sign-in replaced them and sent them on', () => {
    const damaged = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64');
    expect(claimsJson(damaged)).toBeUndefined();
    expect(claimsChallengeOf(headersWith(damaged))).toBeUndefined();
  });

  it('is found in WWW-Authenticate, and recognised when it cannot be read', () => {
    expect(claimsChallengeOf(headersWith(base64))).toBe(claims);
    expect(claimsChallengeOf(headersWith('!!!'))).toBeUndefined();
    expect(isClaimsChallenge(headersWith('!!!'))).toBe(true);
    expect(isClaimsChallenge(new Headers({ 'www-authenticate': 'Bearer error="insufficient_claims"' }))).toBe(true);
    expect(isClaimsChallenge(new Headers({ 'www-authenticate': 'Bearer realm=""' }))).toBe(false);
    expect(claimsChallengeOf(new Headers())).toBeUndefined();
  });
});
