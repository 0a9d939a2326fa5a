import path from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SignInProblem } from '../../shared/sign-in-state.ts';
import type { Cipher, Clock, Log } from '../ports.ts';
import { createSealedFile } from '../sealing/sealed-file.ts';
import { type Credential, parseCredential } from './credential.ts';

/** The station's sealed credential. It is given out only for the sign-in server it was handed over for. */
export interface CredentialStore {
  load(): Promise<Result<Credential, SignInProblem>>;
  /** Resolves with whether it is durably kept. */
  save(credential: Credential): Promise<boolean>;
  remove(): Promise<void>;
}

interface StoredCredential {
  readonly authority: string;
  readonly credential: Credential;
}

function parseRecord(plain: Uint8Array): StoredCredential | undefined {
  try {
    const { authority, credential } = JSON.parse(Buffer.from(plain).toString('utf8')) as Partial<
      Record<string, unknown>
    >;
    const parsed = parseCredential(Buffer.from(JSON.stringify(credential ?? null)));
    return typeof authority === 'string' && parsed ? { authority, credential: parsed } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Opens the store. `kind` is what the settings ask for; another kind, or one for another sign-in host (whoever can
 * change the settings file must not be able to have the secret sent elsewhere), counts as not handed over.
 */
export function createCredentialStore(parts: {
  readonly folder: string;
  readonly cipher: Cipher;
  readonly formerCipher?: () => Promise<Cipher | undefined>;
  readonly authority: string;
  readonly kind: Credential['kind'];
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
}): CredentialStore {
  const authority = new URL(parts.authority).origin;
  const file = createSealedFile({
    file: path.join(parts.folder, 'credential.sealed'),
    cipher: parts.cipher,
    ...(parts.formerCipher === undefined ? {} : { formerCipher: parts.formerCipher }),
    nowMs: parts.clock.nowMs,
    setsAside: false,
    isUsable: (plain) => parseRecord(plain) !== undefined,
    onUnreadable: () => parts.log.error('sign-in.credential-unreadable'),
  });
  return {
    async load() {
      const content = await file.read().catch((error: NodeJS.ErrnoException) => {
        parts.log.error('sign-in.credential-file-fault', { reason: error.code });
        return { kind: 'unreadable' } as const;
      });
      if (content.kind === 'unreadable') return err('credential-unreadable');
      const record = content.kind === 'present' ? parseRecord(content.plain) : undefined;
      if (record?.authority !== authority || record.credential.kind !== parts.kind) return err('not-provisioned');
      return ok(record.credential);
    },
    save: (credential) =>
      file.write(Buffer.from(JSON.stringify({ authority, credential } satisfies StoredCredential))).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          parts.log.error('sign-in.credential-file-fault', { reason: error.code });
          return false;
        },
      ),
    remove: () => file.remove(),
  };
}
