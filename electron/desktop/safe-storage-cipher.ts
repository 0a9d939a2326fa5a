import type { SafeStorage } from 'electron';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Cipher, Clock } from '../ports.ts';

/** Why the operating system's key store cannot be used. */
export type KeyStoreProblem =
  /** There is none, or it is locked. */
  | 'unavailable'
  /** Linux without a keyring: the "encryption" would have a key that everybody knows. */
  | 'plain-text'
  /** Linux: it was not asked, since it would ask somebody for a password, and nobody may be there. */
  | 'locked'
  /** It asks somebody for a password, and nobody is there. */
  | 'no-answer';

interface KeyStoreParts {
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly platform: NodeJS.Platform;
  readonly clock: Pick<Clock, 'setTimer'>;
  /** It was left out when the app started (`wouldKeyringPrompt`). */
  readonly isKeyringLocked?: boolean;
}

/** A key store that takes longer is waiting for a person. */
const answerLimitMs = 30_000;

/**
 * A cipher whose key the operating system keeps for this user (Keychain, DPAPI, libsecret, KWallet). `plain-text` is
 * refused whatever the mode: a key file that only this user can read is better than that. After the app is ready.
 */
export async function createSafeStorageCipher({
  safeStorage,
  platform,
  clock,
  isKeyringLocked = false,
}: KeyStoreParts): Promise<Result<Cipher, KeyStoreProblem>> {
  if (isKeyringLocked) return err('locked');
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return err('plain-text');
  let cancelTimer: () => void = () => undefined;
  const silence = new Promise<undefined>((resolve) => {
    cancelTimer = clock.setTimer(answerLimitMs, () => resolve(undefined));
  });
  const isAvailable = await Promise.race([safeStorage.isAsyncEncryptionAvailable(), silence]).finally(cancelTimer);
  if (isAvailable === undefined) return err('no-answer');
  if (!isAvailable) return err('unavailable');
  return ok({
    async seal(plain) {
      return new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(plain).toString('base64')));
    },
    async open(sealed) {
      // `shouldReEncrypt` is left to the owner of the file: sealing again happens when the content changes.
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
      return new Uint8Array(Buffer.from(result, 'base64'));
    },
  });
}
