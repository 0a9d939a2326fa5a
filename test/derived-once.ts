import crypto, { type BinaryLike, type ScryptOptions } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

type Told = (error: Error | null, key: Buffer) => void;

/**
 * From here on this process derives a key of the same passphrase, salt and cost once: to derive one is costly by intention, and
 * tests open one file many times. What it gives back puts the real function there again. To call in `beforeAll`, not while a file
 * is read: files share a process, and of one that cannot be read no `afterAll` runs.
 */
export function deriveOnce(): () => void {
  const real = crypto.scrypt;
  const known = new Map<string, Buffer>();
  const remembered = (
    passphrase: BinaryLike,
    salt: BinaryLike,
    sizeBytes: number,
    options: ScryptOptions,
    tell: Told,
  ): void => {
    const [phrase, grain] = [passphrase, salt].map((part) => Buffer.from(part as Uint8Array).toString('hex'));
    const name = JSON.stringify([phrase, grain, sizeBytes, options]);
    const key = known.get(name);
    if (key !== undefined) return void setImmediate(tell, null, Buffer.from(key));
    real(passphrase, salt, sizeBytes, options, (error, derived) => {
      if (error === null) known.set(name, Buffer.from(derived));
      tell(error, derived);
    });
  };
  Object.assign(crypto, { scrypt: remembered });
  syncBuiltinESMExports();
  return () => {
    Object.assign(crypto, { scrypt: real });
    syncBuiltinESMExports();
  };
}
