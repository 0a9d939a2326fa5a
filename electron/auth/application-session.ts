import { err, ok, type Result } from '../../shared/result.ts';
import type { ProvisioningProblem } from '../../shared/sign-in-state.ts';
import type { Cipher, Clock, Log } from '../ports.ts';
import type { SignInSettings } from '../settings/settings-schema.ts';
import { createApplicationClient } from './application-client.ts';
import type { Authority } from './authority.ts';
import type { AuthorityNetwork } from './authority-network.ts';
import {
  type Credential,
  type CredentialFacts,
  certificateWarningDays,
  factsOf,
  type ProvisioningInput,
  readProvisioningInput,
} from './credential.ts';
import { createCredentialStore } from './credential-store.ts';
import { type KeyProofClaims, signKeyProof } from './key-proof.ts';
import type { SignInError } from './sign-in-error.ts';
import type { AcquiredToken, TokenWish } from './token-source.ts';

/** The unattended station's side of sign-in: its credential, and tokens with it. */
export interface ApplicationSession {
  acquire(wish: TokenWish): Promise<Result<AcquiredToken, SignInError>>;
  provision(input: ProvisioningInput): Promise<Result<CredentialFacts, ProvisioningProblem>>;
  unprovision(): Promise<void>;
  credential(): Promise<CredentialFacts | undefined>;
  /** Shows that this station holds its certificate's key; `undefined` where it holds none. */
  prove(claims: KeyProofClaims): Promise<string | undefined>;
  /** Of the credential last used. */
  certificateWarningDays(): number | undefined;
}

/** Builds it; the credential is read at the first token request and after each handing over. */
export function createApplicationSession(parts: {
  readonly settings: Extract<SignInSettings, { mode: 'application' }>;
  readonly tenant: { readonly clientId: string; readonly authority: string };
  readonly authority: Authority;
  readonly network: () => AuthorityNetwork;
  readonly cipher: Cipher;
  readonly formerCipher: () => Promise<Cipher | undefined>;
  readonly clock: Clock;
  readonly log: Log;
  readonly folder: string;
  readonly givenCredential?: Credential;
}): ApplicationSession {
  const { clock, givenCredential } = parts;
  const kind = parts.settings.credential;
  const store = createCredentialStore({ ...parts, authority: parts.tenant.authority, kind });
  let facts: CredentialFacts | undefined;

  async function load(): Promise<Result<Credential, SignInError>> {
    if (givenCredential) {
      facts = factsOf(givenCredential);
      return ok(givenCredential);
    }
    const loaded = await store.load();
    facts = loaded.kind === 'ok' ? factsOf(loaded.value) : undefined;
    return loaded.kind === 'ok' ? loaded : err({ kind: 'problem', problem: loaded.error });
  }

  return {
    async acquire(wish) {
      const credential = await load();
      if (credential.kind === 'error') return credential;
      return createApplicationClient({
        ...parts,
        clientId: parts.tenant.clientId,
        credential: credential.value,
      }).acquire(wish);
    },
    async provision(input) {
      const read = await readProvisioningInput(input, clock.nowMs());
      if (read.kind === 'error') return read;
      if (read.value.kind !== kind) return err('not-what-settings-say');
      if (!(await store.save(read.value))) return err('not-kept');
      parts.log.info('sign-in.provisioned', { kind });
      facts = factsOf(read.value);
      return ok(facts);
    },
    unprovision: () => store.remove(),
    async credential() {
      await load();
      return facts;
    },
    async prove(claims) {
      const loaded = await load();
      return loaded.kind === 'ok' ? signKeyProof(loaded.value, claims, clock.nowMs()) : undefined;
    },
    certificateWarningDays: () => certificateWarningDays(facts, clock.nowMs()),
  };
}
