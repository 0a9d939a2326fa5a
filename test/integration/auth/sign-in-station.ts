import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSignIn, type SignIn, type SignInParts } from '../../../electron/auth/sign-in.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { Clock } from '../../../electron/ports.ts';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import type { EntraAuthority } from '../../entra-authority.ts';

/** A station's sign-in at the test authority, with real files and everything it said. */
export interface SignInStation {
  readonly signIn: SignIn;
  readonly dataFolder: string;
  readonly states: SignInState[];
  readonly logLines: string[];
  /** Resolves with the first state of `kind`, now or later. */
  reached<Kind extends SignInState['kind']>(kind: Kind): Promise<Extract<SignInState, { kind: Kind }>>;
}

const clientIdOf = { secret: 'secretClientId', certificate: 'certificateClientId', person: 'publicClientId' } as const;

function tenantOf(authority: EntraAuthority | undefined, settings: SignInParts['settings']): SignInParts['tenant'] {
  if (!authority) return { tenantId: '', clientId: '', authority: '', graphUrl: '' };
  const { options, origin } = authority;
  const clientId = options[clientIdOf[settings.mode === 'application' ? settings.credential : 'person']];
  return { tenantId: options.tenantId, clientId, authority: origin, graphUrl: options.graphUrl };
}

/** Builds one; without an authority `more` names the tenant and its `fetch`. `dataFolder` continues an earlier station's. */
export async function createSignInStation(
  authority: EntraAuthority | undefined,
  settings: SignInParts['settings'],
  { keyName = 'key', ...more }: Partial<SignInParts> & { readonly keyName?: string } = {},
): Promise<SignInStation> {
  const dataFolder = more.dataFolder ?? mkdtempSync(path.join(tmpdir(), 'sign-in-'));
  const cipher = await openKeyFileCipher(path.join(dataFolder, keyName));
  if (cipher.kind === 'error') throw new Error(cipher.error.kind);
  const states: SignInState[] = [];
  const logLines: string[] = [];
  const note = (event: string, fields: unknown) => void logLines.push(`${event} ${JSON.stringify(fields)}`);
  const signIn = createSignIn({
    settings,
    tenant: tenantOf(authority, settings),
    cipher: cipher.value,
    fetch: authority?.fetch ?? fetch,
    clock: createSystemClock(),
    log: { info: note, warn: note, error: note },
    ...more,
    dataFolder,
  });
  signIn.onChange((state) => states.push(state));
  return {
    signIn,
    dataFolder,
    states,
    logLines,
    reached(kind) {
      return new Promise((resolve) => {
        const look = (state: SignInState) => {
          if (state.kind !== kind) return;
          stop();
          resolve(state as Extract<SignInState, { kind: typeof kind }>);
        };
        const stop = signIn.onChange(look);
        look(signIn.state());
      });
    },
  };
}

/** Signs in with the code on the screen, as `who` (else the first person of the authority). */
export async function signInByCode(authority: EntraAuthority, station: SignInStation, who?: string): Promise<void> {
  const started = await station.signIn.start({ method: 'device-code' });
  if (started.kind === 'error') throw new Error(started.error.code);
  const { userCode } = await station.reached('waiting-for-person');
  await authority.decide(userCode, 'approve', who);
  await station.reached('signed-in');
}

/** Every byte below a folder, as one text. */
export function everyByteBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(path.join(entry.parentPath, entry.name)).toString('latin1')}`)
    .join('\n');
}

/** A clock whose timers run `times` faster, for waits that the protocol counts in seconds. */
export function createHastyClock(times: number): Clock {
  const clock = createSystemClock();
  return { ...clock, setTimer: (delayMs, action) => clock.setTimer(delayMs / times, action) };
}

/** The machine's clock, some hours further than it is: `pass` moves its monotonic time and, as it reads it, its wall time. */
export function createLaterClock(): Clock & { pass(byMs: number): void } {
  const clock = createSystemClock();
  let passedMs = 0;
  return {
    nowMs: () => clock.nowMs() + passedMs,
    monotonicMs: () => clock.monotonicMs() + passedMs,
    // Background looks would race the test's own requests.
    setTimer: (delayMs, action) => (delayMs > 60_000 ? () => {} : clock.setTimer(delayMs, action)),
    pass(byMs) {
      passedMs += byMs;
    },
  };
}
