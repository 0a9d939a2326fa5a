import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';
import type { Cipher, Clock, Log } from '../ports.ts';
import { pause } from '../process/pause.ts';
import { createSealedFile } from '../sealing/sealed-file.ts';
import type { Authority } from './authority.ts';
import type { AuthorityNetwork } from './authority-network.ts';
import { createPersonClient, type PersonClient } from './person-client.ts';
import { type SignInError, signInErrorForLog } from './sign-in-error.ts';
import { createTokenCachePlugin, isTokenCache } from './token-cache.ts';
import type { AcquiredToken, TokenWish } from './token-source.ts';

type Flow = Extract<SignInState, { kind: 'starting' | 'waiting-for-person' | 'waiting-for-browser' }>;

/** A person's side of sign-in: the flow on the screen, the account, and for operators the sealed cache. */
export interface PersonSession {
  acquire(wish: TokenWish): Promise<Result<AcquiredToken, SignInError>>;
  flow(): Flow | undefined;
  /** How the last flow ended, when not well; until the next one. */
  flowError(): SignInError | undefined;
  person(): Person | undefined;
  /** Resolves when the person is asked to act, or with why not. `onToken` follows when they approved. */
  start(
    method: 'device-code' | 'browser',
    claims: string | undefined,
    onToken: (token: AcquiredToken) => void,
  ): Promise<Result<object, SignInError>>;
  cancel(): void;
  signOut(): Promise<void>;
  close(): Promise<void>;
}

/** Builds it. An operator's session is read from disk at the first token request; self-service never touches the disk. */
export function createPersonSession(parts: {
  readonly mode: 'operator' | 'self-service';
  readonly tenant: { readonly tenantId: string; readonly clientId: string };
  readonly authority: Authority;
  readonly scopes: readonly string[];
  readonly network: () => AuthorityNetwork;
  readonly cipher: Cipher;
  readonly formerCipher: () => Promise<Cipher | undefined>;
  readonly leavesUnreadable?: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly folder: string;
  readonly openBrowser?: (url: string) => Promise<void>;
  /** The flow, its signInError or the person changed. */
  onChange(): void;
}): PersonSession {
  const { clock, log } = parts;
  const cacheFile = createSealedFile({
    file: path.join(parts.folder, 'token-cache.sealed'),
    cipher: parts.cipher,
    formerCipher: parts.formerCipher,
    nowMs: clock.nowMs,
    setsAside: parts.leavesUnreadable !== true,
    isUsable: isTokenCache,
    onUnreadable: () => log.warn('sign-in.cache-set-aside'),
  });
  const lockFile = path.join(parts.folder, 'token-cache.lock');
  let client = newClient();
  let flowClient: PersonClient | undefined;
  let flow: Flow | undefined;
  let flowError: SignInError | undefined;
  let who: Person | undefined;
  let wiped: Promise<unknown> = Promise.resolve();

  function newClient(): PersonClient {
    const cachePlugin = createTokenCachePlugin({
      sealedFile: cacheFile,
      lockFile,
      onFileFault: (reason) => log.error('sign-in.cache-file-fault', { reason }),
      wait: (delayMs) => pause(clock, delayMs),
    });
    const { tenantId, clientId } = parts.tenant;
    const own = { authority: parts.authority, tenantId, clientId, network: parts.network(), clock };
    return createPersonClient(parts.mode === 'operator' ? { ...own, cachePlugin } : own);
  }

  function setFlow(next: Flow | undefined, signInError?: SignInError): void {
    flow = next;
    flowError = signInError;
    parts.onChange();
  }

  /** All flows that were ended, until their ports are closed. */
  let flowsEnded: Promise<unknown> = Promise.resolve();

  /** Ends the flow on the screen, if there is one. Its answer, should it still come, counts for nothing. */
  async function endFlow(): Promise<void> {
    const ended = flowClient?.end();
    flowClient = undefined;
    if (ended !== undefined) flowsEnded = Promise.allSettled([flowsEnded, ended]);
    await ended;
    await flowsEnded;
  }

  async function run(
    method: 'device-code' | 'browser',
    claims: string | undefined,
    mine: PersonClient,
    onAsked: () => void,
  ) {
    const wish = { scopes: parts.scopes, ...(claims === undefined ? {} : { claims }) };
    if (method === 'browser') {
      return mine.byBrowser(wish, async (url) => {
        if (flowClient === mine) setFlow({ kind: 'waiting-for-browser' });
        await parts.openBrowser?.(url);
        onAsked();
      });
    }
    return mine.byDeviceCode(wish, ({ userCode, verificationUrl, lifetimeMs }) => {
      if (flowClient !== mine) return;
      setFlow({ kind: 'waiting-for-person', userCode, verificationUrl, expiresAtMs: clock.nowMs() + lifetimeMs });
      onAsked();
    });
  }

  /** The approved flow's client becomes the session's. */
  async function adopt(
    mine: PersonClient,
    token: AcquiredToken,
    onToken: (token: AcquiredToken) => void,
  ): Promise<void> {
    const found = await mine.person();
    if (flowClient !== mine) return;
    flowClient = undefined;
    void client.end();
    client = mine;
    who = found;
    flow = undefined;
    flowError = undefined;
    onToken(token);
  }

  async function wipe(ended: PersonClient): Promise<void> {
    // Nothing under way may write after the wipe.
    await Promise.all([endFlow(), ended.end()]);
    setFlow(undefined);
    if (parts.mode === 'self-service') return;
    await cacheFile.remove();
    await rm(lockFile, { force: true });
  }

  return {
    async acquire(wish) {
      // A request in the middle of a sign-out would find the session on disk and write it back.
      await wiped;
      const mine = client;
      const acquired = await mine.acquire(wish);
      if (acquired.kind === 'ok' && who === undefined) {
        const found = await mine.person();
        if (client === mine) who = found;
      }
      if (acquired.kind === 'error' && acquired.error.kind === 'signed-out' && client === mine) who = undefined;
      return acquired;
    },
    flow: () => flow,
    flowError: () => flowError,
    person: () => who,
    start(method, claims, onToken) {
      void endFlow();
      const mine = newClient();
      flowClient = mine;
      setFlow({ kind: 'starting' });
      return new Promise((resolve) => {
        const finish = async () => {
          const done = await run(method, claims, mine, () => resolve(ok({})));
          if (flowClient !== mine) return resolve(err({ kind: 'cancelled' }));
          if (done.kind === 'ok') await adopt(mine, done.value, onToken);
          else {
            void endFlow();
            log.warn('sign-in.flow-ended', { method, ...signInErrorForLog(done.error, undefined) });
            setFlow(undefined, endOfFlow(done.error));
          }
          resolve(done.kind === 'ok' ? ok({}) : done);
        };
        void finish();
      });
    },
    cancel() {
      if (flowClient === undefined && flowError === undefined) return;
      void endFlow();
      setFlow(undefined);
    },
    async signOut() {
      const ended = client;
      client = newClient();
      who = undefined;
      const wiping = wipe(ended);
      wiped = wiping.catch(() => {});
      await wiping;
    },
    async close() {
      await Promise.all([endFlow(), client.end()]);
    },
  };
}

/** How a flow's end is told: a code that was used up while its answer got lost needs a fresh one, like an expired code. */
function endOfFlow(signInError: SignInError): SignInError | undefined {
  if (signInError.kind === 'cancelled') return undefined;
  const isUsedUp = signInError.kind === 'problem' && signInError.problem === 'session-expired';
  return isUsedUp ? { ...signInError, problem: 'code-expired' } : signInError;
}
