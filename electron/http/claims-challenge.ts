/** The text when it is a JSON object, as a sign-in takes claims. */
function objectText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Base64 of either alphabet, with or without padding, as UTF-8; `undefined` when it is not. */
function decoded(encoded: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * A claims challenge as the JSON text that a sign-in takes, from that text or its base64; `undefined` when it is
 * neither. Never throws.
 */
export function claimsJson(challenge: string): string | undefined {
  return objectText(challenge) ?? objectText(decoded(challenge));
}

/** The claims of a challenge in `WWW-Authenticate`, as JSON text; `undefined` when there are none that can be read. */
export function claimsChallengeOf(headers: Headers): string | undefined {
  const encoded = /[\s,]claims\s*=\s*"?([A-Za-z0-9+/_=-]{4,8000})"?/i.exec(headers.get('www-authenticate') ?? '')?.[1];
  return encoded === undefined ? undefined : claimsJson(encoded);
}

/** Whether the answer asks for a new sign-in with more claims, readable or not. */
export function isClaimsChallenge(headers: Headers): boolean {
  return /insufficient_claims|[\s,]claims\s*=/i.test(headers.get('www-authenticate') ?? '');
}

type ClaimsObject = Record<string, unknown>;

function isObject(value: unknown): value is ClaimsObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Two claims requests (JSON texts) as one that asks for everything in either; where both ask for the same claim of the
 * same token, the newer one's word counts. OpenID Connect Core 5.5: members by token, then by claim. A text that is no
 * JSON object asks for nothing. Never throws.
 */
export function mergedClaims(olderText: string | undefined, newerText: string | undefined): string | undefined {
  const older = objectText(olderText);
  const newer = objectText(newerText);
  if (older === undefined || newer === undefined) return newer ?? older;
  const merged = JSON.parse(older) as ClaimsObject;
  for (const [name, value] of Object.entries(JSON.parse(newer) as ClaimsObject)) {
    const known = merged[name];
    merged[name] = isObject(known) && isObject(value) ? { ...known, ...value } : value;
  }
  return JSON.stringify(merged);
}
