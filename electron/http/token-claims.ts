/** What a token says of itself. Read without verification, for display and the permission advisor only. */
export interface TokenClaims {
  /** Application roles, or delegated scopes. */
  readonly permissions: string[];
  readonly tenantId?: string;
}

/** Reads a JWT's payload; an opaque token (personal accounts have them) says nothing. Never throws. */
export function readTokenClaims(token: string): TokenClaims {
  try {
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as unknown;
    if (typeof payload !== 'object' || payload === null) return { permissions: [] };
    const { roles, scp, tid } = payload as { roles?: unknown; scp?: unknown; tid?: unknown };
    const listed = Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
    const scopes = typeof scp === 'string' ? scp.split(' ').filter((scope) => scope !== '') : [];
    return { permissions: [...listed, ...scopes], ...(typeof tid === 'string' ? { tenantId: tid } : {}) };
  } catch {
    return { permissions: [] };
  }
}

/**
 * A claims challenge as the JSON MSAL wants, from JSON or the base64 of a `WWW-Authenticate` header; `undefined` when
 * it is neither, so that a damaged challenge only skips the cache.
 */
export function claimsJson(challenge: string): string | undefined {
  for (const text of [challenge, Buffer.from(challenge, 'base64').toString('utf8')]) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return text;
    } catch {
      // The next reading is tried.
    }
  }
  return undefined;
}
