import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { RequestedScopes } from './scopes.ts';
import { type SignInRefusal, signInRefusals } from './sign-in-error.ts';

/** What a person agreed to: which app may do what for whom. */
export interface Grant {
  readonly clientId: string;
  readonly personId: string;
  readonly asked: RequestedScopes;
  readonly nonce?: string;
}

/** One device sign-in that waits for a person. */
interface DeviceSignIn {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly asked: RequestedScopes;
  readonly expiresAtMs: number;
  lastPollMs: number;
  decision: { readonly kind: 'pending' | 'declined' } | { readonly kind: 'approved'; readonly personId: string };
}

interface CodeSignIn {
  readonly grant: Grant;
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  readonly expiresAtMs: number;
}

type Redeemed =
  | { readonly kind: 'ok'; readonly value: Grant }
  | { readonly kind: 'error'; readonly error: SignInRefusal };

/** The sign-ins under way and the refresh tokens given out; all in memory. */
export interface SignInFlows {
  readonly intervalSeconds: number;
  readonly lifetimeSeconds: number;
  startDevice(clientId: string, asked: RequestedScopes): { readonly deviceCode: string; readonly userCode: string };
  /** The app that waits for this code, while it does. */
  waitingApp(userCode: string): string | undefined;
  decideDevice(userCode: string, personId: string | undefined): boolean;
  pollDevice(deviceCode: string, clientId: string): Redeemed;
  issueCode(grant: Grant, redirectUri: string, challenge: string | undefined): string;
  redeemCode(code: string, clientId: string, redirectUri: string, verifier: string | undefined): Redeemed;
  issueRefreshToken(grant: Grant): string;
  redeemRefreshToken(token: string, clientId: string): Redeemed;
  /** Ends every session of a person, as an administrator would. */
  revoke(personId: string): void;
}

interface SignInFlowParts {
  readonly nowMs: () => number;
  readonly intervalSeconds: number;
  readonly lifetimeSeconds: number;
}

// Without letters and digits that look alike.
const codeLetters = 'BCDFGHJKLMNPQRSTVWXZ23456789';
const codeLifetimeMs = 10 * 60_000;

function userCode(): string {
  return Array.from({ length: 9 }, () => codeLetters[randomInt(codeLetters.length)]).join('');
}

/** Codes are typed by people: case, spaces and dashes make no difference. */
export function plainUserCode(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

function refused(error: SignInRefusal): Redeemed {
  return { kind: 'error', error };
}

/** Creates the state of the device code, authorisation code and refresh flows. */
export function createSignInFlows(parts: SignInFlowParts): SignInFlows {
  const devices = new Map<string, DeviceSignIn>();
  const codes = new Map<string, CodeSignIn>();
  const refreshTokens = new Map<string, Grant>();

  const waiting = (code: string): DeviceSignIn | undefined => {
    const plain = plainUserCode(code);
    const found = [...devices.values()].find((entry) => entry.userCode === plain);
    return found?.decision.kind === 'pending' && found.expiresAtMs > parts.nowMs() ? found : undefined;
  };

  function pollDevice(deviceCode: string, clientId: string): Redeemed {
    const device = devices.get(deviceCode);
    if (device === undefined || device.clientId !== clientId) return refused(signInRefusals.badDeviceCode);
    const nowMs = parts.nowMs();
    if (device.expiresAtMs <= nowMs) return refused(signInRefusals.expiredCode);
    if (device.decision.kind === 'declined') return refused(signInRefusals.declined);
    if (device.decision.kind === 'approved') {
      devices.delete(deviceCode);
      return { kind: 'ok', value: { clientId, personId: device.decision.personId, asked: device.asked } };
    }
    // Half the interval is forgiven: clients count from their own clock.
    const isTooSoon = nowMs - device.lastPollMs < parts.intervalSeconds * 500;
    device.lastPollMs = nowMs;
    return refused(isTooSoon ? signInRefusals.slowDown : signInRefusals.pending);
  }

  return {
    intervalSeconds: parts.intervalSeconds,
    lifetimeSeconds: parts.lifetimeSeconds,
    startDevice(clientId, asked) {
      const deviceCode = randomBytes(32).toString('base64url');
      const code = userCode();
      const expiresAtMs = parts.nowMs() + parts.lifetimeSeconds * 1000;
      const lastPollMs = Number.NEGATIVE_INFINITY;
      devices.set(deviceCode, {
        deviceCode,
        userCode: code,
        clientId,
        asked,
        expiresAtMs,
        lastPollMs,
        decision: { kind: 'pending' },
      });
      return { deviceCode, userCode: code };
    },
    waitingApp: (code) => waiting(code)?.clientId,
    decideDevice(code, personId) {
      const device = waiting(code);
      if (device === undefined) return false;
      device.decision = personId === undefined ? { kind: 'declined' } : { kind: 'approved', personId };
      return true;
    },
    pollDevice,
    issueCode(grant, redirectUri, challenge) {
      const code = randomBytes(32).toString('base64url');
      codes.set(code, { grant, redirectUri, challenge, expiresAtMs: parts.nowMs() + codeLifetimeMs });
      return code;
    },
    redeemCode(code, clientId, redirectUri, verifier) {
      const found = codes.get(code);
      codes.delete(code);
      if (found === undefined || found.grant.clientId !== clientId || found.expiresAtMs <= parts.nowMs()) {
        return refused(signInRefusals.badCode);
      }
      if (found.redirectUri !== redirectUri) return refused(signInRefusals.badRedirect);
      const hashed = createHash('sha256')
        .update(verifier ?? '')
        .digest('base64url');
      if (found.challenge === undefined || found.challenge !== hashed) return refused(signInRefusals.badVerifier);
      return { kind: 'ok', value: found.grant };
    },
    issueRefreshToken(grant) {
      const token = `1.${randomBytes(48).toString('base64url')}`;
      refreshTokens.set(token, grant);
      return token;
    },
    redeemRefreshToken(token, clientId) {
      const grant = refreshTokens.get(token);
      if (grant === undefined || grant.clientId !== clientId) return refused(signInRefusals.badRefreshToken);
      return { kind: 'ok', value: grant };
    },
    revoke(personId) {
      for (const [token, grant] of refreshTokens) if (grant.personId === personId) refreshTokens.delete(token);
    },
  };
}
