import type { ConnectFailure } from '../../shared/connection.ts';
import type { Unsubscribe } from '../../shared/contract.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';
import type { CallDirectory } from './directory-call.ts';

/** An administrator's sign-in for this one purpose; nothing of it is on disk, and `close` forgets it. */
export interface Administrator {
  /** Begins with a fresh code. Resolves when the code is in the state, or with why there is none. */
  start(): Promise<{ readonly kind: 'ok' | 'error' }>;
  state(): SignInState;
  onChange(listener: (state: SignInState) => void): Unsubscribe;
  /** The directory that the account belongs to; `undefined` before the sign-in. */
  tenantId(): Promise<string | undefined>;
  readonly call: CallDirectory;
  close(): Promise<void>;
}

/** The code that the administrator types, as every view of such a sign-in shows it; nothing while there is none. */
export function shownCode(signIn: SignInState | undefined): {
  readonly code?: { readonly userCode: string; readonly verificationUrl: string; readonly expiresAtMs: number };
} {
  if (signIn?.kind !== 'waiting-for-person') return {};
  const { userCode, verificationUrl, expiresAtMs } = signIn;
  return { code: { userCode, verificationUrl, expiresAtMs } };
}

const underWay: ReadonlySet<SignInState['kind']> = new Set(['starting', 'waiting-for-person']);

/** Asks for a code and resolves when the administrator has acted, or time or the network has; `onNews` hears of the code. */
export async function signInAdministrator(administrator: Administrator, onNews: () => void): Promise<SignInState> {
  const stops: Unsubscribe[] = [administrator.onChange(onNews)];
  let hasCode = false;
  const decided = new Promise<SignInState>((resolve) => {
    stops.push(
      administrator.onChange((now) => {
        hasCode ||= now.kind === 'waiting-for-person';
        if (hasCode && !underWay.has(now.kind)) resolve(now);
      }),
    );
  });
  const started = await administrator.start();
  const how = started.kind === 'ok' ? await decided : administrator.state();
  for (const stop of stops) stop();
  return how;
}

const bySignIn: ReadonlySet<ConnectFailure['code']> = new Set([
  'conditional-access',
  'registration-refused',
  'consent-refused',
  'quota',
  'registration-elsewhere',
]);

/** Whether another sign-in is the answer: to a challenge, or with an account that may do more. */
export function isAnsweredBySignIn({ code }: ConnectFailure): boolean {
  return bySignIn.has(code);
}

/** How a sign-in that ended without a token is told. */
export function signInFailureOf(state: SignInState): ConnectFailure {
  switch (state.kind) {
    case 'needs-attention':
      return {
        code: 'sign-in',
        signIn: state.problem,
        ...(state.code === undefined ? {} : { reason: state.code }),
        ...(state.correlationId === undefined ? {} : { requestId: state.correlationId }),
      };
    case 'offline-with-token':
    case 'offline-without-token':
      return { code: 'offline' };
    case 'signed-out':
    case 'starting':
    case 'waiting-for-person':
    case 'waiting-for-browser':
    case 'signed-in':
      return { code: 'interrupted' };
  }
}
