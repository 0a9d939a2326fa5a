import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto';

/** The claims of a demo access token that the routes look at. Times are Unix seconds. */
export interface TokenClaims {
  readonly aud: string;
  readonly tid: string;
  readonly appid: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  /** Application permissions; present only in a token without a person. */
  readonly roles?: readonly string[];
  /** Delegated permissions, separated by spaces; present only in a person's token. */
  readonly scp?: string;
  /** The person's object id. */
  readonly oid?: string;
  /** Role template ids of the person. */
  readonly wids?: readonly string[];
}

/** Signs and reads one demo tenant's own tokens (RS256). The key lives as long as the process. */
export interface TokenKey {
  sign(claims: object): string;
  /** The claims when the signature is this key's; times and audience are the caller's to judge. */
  read(token: string): TokenClaims | undefined;
  /** The public key as a JSON Web Key Set. */
  keySet(): { keys: readonly object[] };
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decoded(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Header and payload of a JWT, unverified; `undefined` when it is none. */
export function jwtParts(
  token: string,
):
  | { header: Record<string, unknown>; payload: Record<string, unknown>; signed: Buffer; signature: Buffer }
  | undefined {
  const [head, body, signature, ...rest] = token.split('.');
  const header = decoded(head);
  const payload = decoded(body);
  if (rest.length > 0 || signature === undefined || !isRecord(header) || !isRecord(payload)) return undefined;
  return { header, payload, signed: Buffer.from(`${head}.${body}`), signature: Buffer.from(signature, 'base64url') };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Made on first use: it takes a quarter of a second. The demo tenants of one process share it, as Entra's tenants share theirs. */
let pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;
function key() {
  pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  return pair;
}

/** A tenant's name for the key is its own, and signed with each token: no tenant reads the token of another. */
export function createTokenKey(): TokenKey {
  const keyId = randomBytes(8).toString('hex');
  return {
    sign(claims) {
      const signed = `${encoded({ typ: 'JWT', alg: 'RS256', kid: keyId })}.${encoded(claims)}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key().privateKey).toString('base64url')}`;
    },
    read(token) {
      const parts = jwtParts(token);
      if (parts?.header.alg !== 'RS256' || parts.header.kid !== keyId) return undefined;
      if (!verify('RSA-SHA256', parts.signed, key().publicKey, parts.signature)) return undefined;
      // Signed by this very process, so the shape is ours.
      return parts.payload as unknown as TokenClaims;
    },
    keySet() {
      const jwk = createPublicKey(key().privateKey).export({ format: 'jwk' });
      return { keys: [{ ...jwk, use: 'sig', alg: 'RS256', kid: keyId }] };
    },
  };
}
