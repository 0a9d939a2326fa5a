import { err, ok, type Result } from '../../shared/result.ts';
import type { TokenClaims } from './access-token.ts';
import type { DemoWorld } from './demo-world.ts';
import type { GraphRefusal } from './graph-error.ts';

const graphAppId = '00000003-0000-0000-c000-000000000000';

/** How far a clock may be off before a token counts as expired or not yet valid. */
const toleranceSeconds = 5 * 60;

function refused(message: string, authority: string): Result<never, GraphRefusal> {
  const challenge = `Bearer realm="", authorization_uri="${authority}/common/oauth2/authorize", client_id="${graphAppId}"`;
  return err({ status: 401, code: 'InvalidAuthenticationToken', message, headers: { 'www-authenticate': challenge } });
}

/** Reads and judges the bearer token of a request; refusals are 401 with a challenge, in Graph's words. */
export function readBearer(
  world: DemoWorld,
  request: Request,
  api: 'graph' | 'outlook',
): Result<TokenClaims, GraphRefusal> {
  const authority = new URL(request.url).origin;
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') {
    return refused('Access token is empty.', authority);
  }
  const claims = world.tokens.read(token);
  if (claims === undefined) return refused('Access token validation failure. Signature is invalid.', authority);
  if (!world.isAudience(claims.aud, api)) {
    return refused('Access token validation failure. Invalid audience.', authority);
  }
  const nowSeconds = world.nowMs() / 1000;
  if (claims.exp < nowSeconds) return refused('Lifetime validation failed, the token is expired.', authority);
  if (claims.nbf > nowSeconds + toleranceSeconds) {
    return refused('Lifetime validation failed, the token is not yet valid.', authority);
  }
  return ok(claims);
}
