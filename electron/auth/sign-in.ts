import path from 'node:path';
import type { Unsubscribe } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { createListeners } from '../../shared/listeners.ts';
import type { Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ProvisioningProblem, SignInState } from '../../shared/sign-in-state.ts';
import { claimsJson, mergedClaims } from '../http/claims-challenge.ts';
import type { Cipher, Clock, Fetch, GetAccessToken, Log } from '../ports.ts';
import { openExistingKeyFile } from '../sealing/key-file-cipher.ts';
import type { SignInSettings } from '../settings/settings-schema.ts';
import { createApplicationSession } from './application-session.ts';
import { applicationScopes, describeAuthority, personScopes } from './authority.ts';
import { createAuthorityNetwork } from './authority-network.ts';
import type { Credential, CredentialFacts, ProvisioningInput } from './credential.ts';
import type { KeyProofClaims } from './key-proof.ts';
import { createPersonSession } from './person-session.ts';
import { type SignInError, signInErrorForLog } from './sign-in-error.ts';
import { nextLookMs, viewSignIn } from './sign-in-view.ts';
import { type AcquiredToken, createTokenSource, type TokenWish } from './token-source.ts';

/** What sign-in needs from outside. */
export interface SignInParts {
  readonly settings: SignInSettings;
  readonly tenant: {
    readonly tenantId: string;
    readonly clientId: string;
    /** Root of the sign-in server, without the tenant. */
    readonly authority: string;
    readonly graphUrl: string;
  };
  readonly cipher: Cipher;
  readonly dataFolder: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Opens the system's browser, a way out of the kiosk: absent where the station is locked. Used only where the settings
   * ask for it, whatever the screens do.
   */
  readonly openBrowser?: (url: string) => Promise<void>;
  /** Used instead of the credential on disk: the demo tenant's own, or one that is tried before it is handed over. */
  readonly givenCredential?: Credential;
  /** Delegated permissions instead of the mode's own, by their names. */
  readonly delegatedPermissions?: readonly string[];
  /** For a visitor at a station's data folder (the command line): files sealed by the station's own key stay in place. */
  readonly leavesUnreadable?: boolean;
  /** For tests; 20 s otherwise. */
  readonly requestTimeoutMs?: number;
}

/** How the station gets tokens, whoever signs in. No method throws for what a network or a sign-in server can do. */
export interface SignIn {
  state(): SignInState;
  /** Called with every new state. */
  onChange(listener: (state: SignInState) => void): Unsubscribe;
  readonly getAccessToken: GetAccessToken;
  /** Looks for what is on disk (credential, operator's session) and gets a token with it. Resolves with the state reached. */
  restore(): Promise<SignInState>;
  /**
   * Begins a person's sign-in; one under way is ended. Resolves when the code is in the state or the browser is open,
   * or with why not. What follows (approval, refusal, expiry) arrives as states.
   */
  start(request: { readonly method: 'device-code' | 'browser' }): Promise<Result<object, Failure>>;
  /** Ends a person's sign-in under way. */
  cancel(): void;
  /** Resolves when nothing of the account is left in memory and on disk. An application's credential stays. */
  signOut(): Promise<void>;
  /** Who is signed in, by the id token. */
  me(): Promise<Person | undefined>;
  /** Takes and seals the application's secret or certificate. Resolves when it is durably kept. */
  provision(input: ProvisioningInput): Promise<Result<CredentialFacts, ProvisioningProblem>>;
  /** Removes the sealed credential. */
  unprovision(): Promise<void>;
  /** What may be said of the credential in use. */
  credential(): Promise<CredentialFacts | undefined>;
  /** Shows that this station holds its certificate's key: a signed statement, never the key. `undefined` where it holds none. */
  prove(claims: KeyProofClaims): Promise<string | undefined>;
  /** Sign-in server's time minus this machine's, by its last answer; milliseconds. */
  clockSkewMs(): number | undefined;
  /** Ends everything under way and every timer. */
  close(): Promise<void>;
}

/** Where sign-in keeps its sealed files below the data folder. */
export function signInFolder(dataFolder: string): string {
  return path.join(dataFolder, 'sign-in');
}

/** Builds sign-in for one station. Starts nothing until asked. */
export function createSignIn(parts: SignInParts): SignIn {
  const { settings, tenant, clock, log } = parts;
  const authority = describeAuthority(tenant.authority, tenant.tenantId);
  const scopes =
    settings.mode === 'application'
      ? applicationScopes(tenant.graphUrl)
      : personScopes(tenant.graphUrl, settings.mode, parts.delegatedPermissions);
  let skewMs: () => number | undefined = () => undefined;
  const network = () => {
    const made = createAuthorityNetwork({
      fetch: parts.fetch,
      clock,
      ...(parts.requestTimeoutMs === undefined ? {} : { timeoutMs: parts.requestTimeoutMs }),
    });
    const before = skewMs();
    skewMs = () => made.skewMs() ?? before;
    return made;
  };
  const formerCipher = () => openExistingKeyFile(path.join(parts.dataFolder, 'station.key'));
  const shared = { ...parts, formerCipher, authority, scopes, network, folder: signInFolder(parts.dataFolder) };
  const application = settings.mode === 'application' ? createApplicationSession({ ...shared, settings }) : undefined;
  const person =
    settings.mode === 'application'
      ? undefined
      : createPersonSession({ ...shared, mode: settings.mode, onChange: publish });

  let signInError: SignInError | undefined;
  /** What the photo API last asked of a token, until a person's sign-in has answered it. */
  let challenge: string | undefined;
  let isNew = true;
  let isClosed = false;
  let published = '';
  let cancelTimer = () => {};
  const listeners = createListeners<SignInState>();

  const source = createTokenSource({
    clock,
    defaultScopes: scopes,
    acquire: (wish: TokenWish) =>
      (application ?? person)?.acquire(wish) ?? Promise.resolve(err({ kind: 'signed-out' })),
    onOutcome,
  });

  function state(): SignInState {
    return viewSignIn({
      mode: settings.mode,
      flow: person?.flow(),
      held: source.held(),
      signInError: person?.flowError() ?? signInError,
      person: person?.person(),
      certificateExpiresInDays: application?.certificateWarningDays(),
      isNew,
    });
  }

  function publish(): void {
    const now = state();
    const text = JSON.stringify(now);
    if (text === published || isClosed) return;
    published = text;
    listeners.tell(now);
  }

  function lookAgainLater(): void {
    cancelTimer();
    cancelTimer = () => {};
    const delayMs = nextLookMs(settings.mode, signInError, source.nextLookMs());
    if (isClosed || delayMs === undefined) return;
    cancelTimer = clock.setTimer(delayMs, () => {
      void source.get().then(publish).finally(lookAgainLater);
    });
  }

  function onOutcome(outcome: Result<AcquiredToken, SignInError>): void {
    isNew = false;
    signInError = outcome.kind === 'error' ? outcome.error : undefined;
    if (signInError) log.warn('sign-in.signInError', signInErrorForLog(signInError, skewMs()));
    else log.info('sign-in.token', { mode: settings.mode });
    const days = application?.certificateWarningDays();
    // Nobody may look at an unattended station's screens for weeks; whoever collects its log sees it.
    if (days !== undefined) log.warn('sign-in.certificate-ends', { days });
    publish();
    lookAgainLater();
  }

  async function restore(): Promise<SignInState> {
    if (settings.mode !== 'self-service') await source.get();
    return state();
  }

  async function start({ method }: { method: 'device-code' | 'browser' }): Promise<Result<object, Failure>> {
    if (!person) return err({ code: 'not-allowed', detail: { mode: 'application' } });
    const isAsked = settings.mode === 'operator' && settings.method === 'browser';
    const canOpen = isAsked && parts.openBrowser !== undefined;
    if (method === 'browser' && !canOpen) return err({ code: 'not-allowed', detail: { method } });
    isNew = false;
    const claims = mergedClaims(challenge, signInError?.kind === 'problem' ? signInError.claims : undefined);
    // The next person starts from nothing, whatever the last one left undone.
    if (settings.mode === 'self-service') await signOut();
    // Asked anew until it is answered: this sign-in may be given up.
    challenge = claims;
    const started = await person.start(method, claims, (token) => {
      challenge = undefined;
      source.forget();
      source.hold(scopes, token);
      onOutcome(ok(token));
    });
    if (started.kind === 'ok') return ok({});
    return err({ code: failureCodeOf(started.error) });
  }

  async function signOut(): Promise<void> {
    cancelTimer();
    source.forget();
    signInError = undefined;
    if (settings.mode === 'self-service') challenge = undefined;
    await person?.signOut();
    isNew = false;
    publish();
  }

  return {
    state,
    onChange: listeners.add,
    getAccessToken(request) {
      // The sign-in server need not repeat what the photo API asked for, so it is remembered here.
      challenge = (request?.claims === undefined ? undefined : claimsJson(request.claims)) ?? challenge;
      return source.get(request);
    },
    restore,
    start,
    cancel() {
      person?.cancel();
    },
    signOut,
    me: async () => person?.person(),
    async provision(input) {
      if (!application) return err('not-what-settings-say');
      const kept = await application.provision(input);
      if (kept.kind === 'ok') {
        source.retryNow();
        publish();
      }
      return kept;
    },
    async unprovision() {
      await application?.unprovision();
      source.forget();
      publish();
    },
    credential: async () => application?.credential(),
    prove: async (claims) => application?.prove(claims),
    clockSkewMs: () => skewMs(),
    async close() {
      isClosed = true;
      cancelTimer();
      source.forget();
      listeners.clear();
      await person?.close();
    },
  };
}

function failureCodeOf(signInError: SignInError): Failure['code'] {
  switch (signInError.kind) {
    case 'offline':
    case 'busy':
      return 'offline';
    case 'problem':
      return 'refused';
    case 'signed-out':
    case 'cancelled':
      return 'not-now';
  }
}
