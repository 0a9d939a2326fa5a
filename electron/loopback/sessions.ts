import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What proves a session: a cookie that scripts cannot read, and a key that only our page's own storage holds. */
export interface SessionProof {
  readonly cookie: string;
  readonly pageKey: string;
}

/** Launch secrets and the sessions they were exchanged for. In memory only: a restart ends every session. */
export interface Sessions {
  /** A new launch secret; earlier ones that nobody used stop working. */
  issueSecret(): string;
  /** A session for the present launch secret, once; `undefined` for anything else. */
  exchange(secret: string): SessionProof | undefined;
  /** Whether both halves belong to one live session. */
  isValid(cookie: string | undefined, pageKey: string | undefined): boolean;
}

/** More pages than a station can use; the oldest session ends when one more begins. */
const sessionLimit = 8;

export function createSessions(): Sessions {
  let secretHash: Buffer | undefined;
  const live: { readonly cookieHash: Buffer; readonly pageKeyHash: Buffer }[] = [];
  return {
    issueSecret() {
      const secret = randomText();
      secretHash = hashOf(secret);
      return secret;
    },
    exchange(secret) {
      if (secretHash === undefined || !timingSafeEqual(hashOf(secret), secretHash)) return undefined;
      secretHash = undefined;
      const proof = { cookie: randomText(), pageKey: randomText() };
      live.push({ cookieHash: hashOf(proof.cookie), pageKeyHash: hashOf(proof.pageKey) });
      if (live.length > sessionLimit) live.shift();
      return proof;
    },
    isValid(cookie, pageKey) {
      if (cookie === undefined || pageKey === undefined) return false;
      const cookieHash = hashOf(cookie);
      const pageKeyHash = hashOf(pageKey);
      return live.some(
        (session) =>
          timingSafeEqual(session.cookieHash, cookieHash) && timingSafeEqual(session.pageKeyHash, pageKeyHash),
      );
    },
  };
}

/** 256 random bits, in characters that a URL's fragment and a cookie take as they are. */
function randomText(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
