import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import type { Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { defaultTimeouts, exchange } from '../http/exchange.ts';
import type { Clock } from '../ports.ts';
import type { Authority } from './authority.ts';
import type { AuthorityNetwork } from './authority-network.ts';
import { loadMsal } from './msal.ts';
import { acquiredToken, signInErrorOf } from './msal-results.ts';
import type { SignInError } from './sign-in-error.ts';
import type { TokenCachePlugin } from './token-cache.ts';
import type { AcquiredToken, TokenWish } from './token-source.ts';

/** What a person needs to finish a device sign-in. */
export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUrl: string;
  readonly lifetimeMs: number;
}

/** Tokens for one signed-in person. Everything it knows is in its memory and, for operators, in the sealed cache. */
export interface PersonClient {
  /** From the cache, or by refresh token. */
  acquire(wish: TokenWish): Promise<Result<AcquiredToken, SignInError>>;
  byDeviceCode(
    wish: Omit<TokenWish, 'isForced'>,
    onCode: (code: DeviceCode) => void,
  ): Promise<Result<AcquiredToken, SignInError>>;
  byBrowser(
    wish: Omit<TokenWish, 'isForced'>,
    openBrowser: (url: string) => Promise<void>,
  ): Promise<Result<AcquiredToken, SignInError>>;
  /** Who is signed in, from the id token; asks nobody. */
  person(): Promise<Person | undefined>;
  /** Ends what is under way; resolves when nothing is written any more. The client is not used again. */
  end(): Promise<void>;
}

function personOf(account: AccountInfo): Person {
  return {
    id: account.localAccountId,
    displayName: account.name ?? account.username,
    userPrincipalName: account.username,
  };
}

const isWebUrl = (text: string) => ['https:', 'http:'].includes(URL.parse(text)?.protocol ?? '');

/** A public client of MSAL. `tenantId` is compared with the id token's when both are directory ids. */
export function createPersonClient(parts: {
  readonly authority: Authority;
  readonly tenantId: string;
  readonly clientId: string;
  readonly network: AuthorityNetwork;
  readonly clock: Clock;
  readonly cachePlugin?: TokenCachePlugin;
}): PersonClient {
  const { authority, network, cachePlugin } = parts;
  const newMsal = async () => {
    const { PublicClientApplication, silentMsal } = await loadMsal();
    return new PublicClientApplication({
      auth: {
        clientId: parts.clientId,
        authority: authority.authority,
        knownAuthorities: authority.knownAuthorities,
        authorityMetadata: authority.authorityMetadata,
        clientCapabilities: ['CP1'],
      },
      ...(cachePlugin === undefined ? {} : { cache: { cachePlugin } }),
      system: { networkClient: network.module, loggerOptions: silentMsal, disableInternalRetries: true },
    });
  };
  let inMemory: Promise<PublicClientApplication> | undefined;
  // What MSAL loads from a cache is added to what it remembers (NodeStorage.inMemoryCacheToCache): with a memory it would
  // write back an account that another process signed out. So with a cache on disk no client outlives an operation.
  const msal = () => {
    if (cachePlugin !== undefined) return newMsal();
    inMemory ??= newMsal();
    return inMemory;
  };
  const accountOf = async (client: PublicClientApplication) => (await client.getTokenCache().getAllAccounts())[0];
  let isEnded = false;
  let cancelFlow: () => void | Promise<void> = () => {};

  /** One person at a time: who signs in replaces whoever was there. People of another directory are not this station's. */
  async function accepted(
    client: PublicClientApplication,
    result: AuthenticationResult | null,
  ): Promise<Result<AcquiredToken, SignInError>> {
    if (result?.account == null) return err({ kind: 'problem', problem: 'authority-unusable', code: 'no-account' });
    const isGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(parts.tenantId);
    const isOther = isGuid && result.account.tenantId.toLowerCase() !== parts.tenantId.toLowerCase();
    const cache = client.getTokenCache();
    const kept = isOther ? undefined : result.account.homeAccountId;
    const strangers = (await cache.getAllAccounts()).filter(({ homeAccountId }) => homeAccountId !== kept);
    for (const stranger of strangers) await cache.removeAccount(stranger);
    if (!isOther) return ok(acquiredToken(result, network));
    return err({ kind: 'problem', problem: 'authority-unusable', code: 'wrong-issuer' });
  }

  async function attempt(
    client: PublicClientApplication,
    work: () => Promise<AuthenticationResult | null>,
  ): Promise<Result<AcquiredToken, SignInError>> {
    try {
      return await accepted(client, await work());
    } catch (error) {
      return err(signInErrorOf(error, network));
    }
  }

  return {
    async acquire({ scopes, isForced, claims }) {
      const client = await msal();
      const found = await accountOf(client);
      if (found === undefined) return err({ kind: 'signed-out' });
      const request = { account: found, scopes: [...scopes], ...(claims === undefined ? {} : { claims }) };
      const fresh = await attempt(client, () => client.acquireTokenSilent({ ...request, forceRefresh: isForced }));
      if (fresh.kind === 'ok' || isForced || claims !== undefined) return fresh;
      if (!['offline', 'busy'].includes(fresh.error.kind)) return fresh;
      // MSAL throws when a refresh is due and fails, although the cached token lives: it is looked up without asking.
      return cachedToken(client, found, scopes, network) ?? fresh;
    },

    async byDeviceCode(wish, onCode) {
      const client = await msal();
      if (isEnded) return err({ kind: 'cancelled' });
      return attempt(client, () => {
        const request = {
          scopes: [...wish.scopes],
          ...(wish.claims === undefined ? {} : { claims: wish.claims }),
          cancel: false,
          deviceCodeCallback: ({
            userCode,
            verificationUri,
            expiresIn,
          }: {
            userCode: string;
            verificationUri: string;
            expiresIn: number;
          }) => {
            if (isWebUrl(verificationUri))
              onCode({ userCode, verificationUrl: verificationUri, lifetimeMs: expiresIn * 1000 });
            else void cancelFlow();
          },
        };
        cancelFlow = () => {
          request.cancel = true;
        };
        return client.acquireTokenByDeviceCode(request);
      });
    },

    async byBrowser(wish, openBrowser) {
      const client = await msal();
      if (isEnded) return err({ kind: 'cancelled' });
      return attempt(client, () =>
        client.acquireTokenInteractive({
          scopes: [...wish.scopes],
          ...(wish.claims === undefined ? {} : { claims: wish.claims }),
          prompt: 'select_account',
          openBrowser: async (url) => {
            cancelFlow = () => refuseAtRedirect(parts.clock, url);
            // Ended while MSAL prepared it: its port closes again, and no page is opened.
            if (isEnded) return cancelFlow();
            await openBrowser(authority.toRealUrl(url));
          },
          successTemplate: browserDone,
          errorTemplate: browserDone,
        }),
      ).finally(() => {
        // Its port is closed by now, and may be anybody's.
        cancelFlow = () => {};
      });
    },

    async person() {
      const found = await accountOf(await msal());
      return found === undefined ? undefined : personOf(found);
    },

    async end() {
      isEnded = true;
      const cancelled = cancelFlow();
      network.abort();
      await cachePlugin?.end();
      await cancelled;
    },
  };
}

const browserDone =
  '<!doctype html><meta charset="utf-8"><title>Photo Kiosk</title><p>You can close this page and return to the photo station.</p>';

/** MSAL's listener has no way to stop; an answer "denied" with its own state ends it and closes its port. */
async function refuseAtRedirect(clock: Clock, url: string): Promise<void> {
  const { searchParams } = new URL(url);
  const form = new URLSearchParams({ error: 'access_denied', state: searchParams.get('state') ?? '' });
  // Without an answer it has ended already. Node's own fetch: this machine's listener is behind no proxy.
  await exchange(
    { fetch, clock, timeouts: defaultTimeouts },
    {
      method: 'POST',
      url: searchParams.get('redirect_uri') ?? '',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: new TextEncoder().encode(form.toString()),
      answerLimitBytes: 64 * 1024,
    },
  );
}

function cachedToken(
  client: PublicClientApplication,
  account: AccountInfo,
  scopes: readonly string[],
  network: AuthorityNetwork,
): Result<AcquiredToken, SignInError> | undefined {
  for (const entry of Object.values(client.getTokenCache().getKVStore())) {
    if (typeof entry !== 'object' || !('target' in entry) || !('expiresOn' in entry)) continue;
    const granted = new Set(entry.target.toLowerCase().split(' '));
    const isOurs =
      entry.homeAccountId === account.homeAccountId && scopes.every((scope) => granted.has(scope.toLowerCase()));
    const expiresOn = new Date(Number(entry.expiresOn) * 1000);
    if (!isOurs || expiresOn.getTime() - Date.now() < 2 * 60_000) continue;
    const result = { accessToken: entry.secret, expiresOn, fromCache: true, scopes: entry.target.split(' ') };
    return ok({ ...acquiredToken(result, network), refreshInMs: 0 });
  }
  return undefined;
}
