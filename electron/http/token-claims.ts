import { jsonOf } from './answer.ts';

/** What a token says of itself. Read without verification: for display and advice, never for a decision about access. */
export interface TokenClaims {
  /** A person's delegated scopes, or an application's roles. */
  readonly permissions: readonly string[];
  readonly isApplication: boolean;
  /** Template ids of the tenant-wide directory roles; absent when the token does not say. */
  readonly roleIds?: readonly string[];
  /** The directory that the token is of. */
  readonly tenantId?: string;
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

/**
 * Reads a JWT's payload; `undefined` for an opaque token (personal accounts have them). A token with scopes is a
 * person's, and its `roles` are then not what it may do (Microsoft Learn, "Access token claims reference"). Never
 * throws, never verifies.
 */
export function readTokenClaims(token: string): TokenClaims | undefined {
  const payload = jsonOf(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const { roles, scp, wids, tid } = payload as Record<string, unknown>;
  const scopes = typeof scp === 'string' ? scp.split(' ').filter((scope) => scope !== '') : undefined;
  return {
    permissions: scopes ?? strings(roles),
    isApplication: scopes === undefined,
    ...(Array.isArray(wids) ? { roleIds: strings(wids) } : {}),
    ...(typeof tid === 'string' ? { tenantId: tid } : {}),
  };
}
