import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Cipher } from '../ports.ts';
import { draftEnding, syncFolder, writeFileDurably } from './durable-file.ts';

/** What a sealed file holds. `unreadable`: sealed by another key, damaged, or not what belongs there. */
export type SealedContent =
  | { readonly kind: 'present'; readonly plain: Uint8Array }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' };

/** A small secret on disk, sealed. Owner-only (0600 in a 0700 folder where the system knows such modes). */
export interface SealedFile {
  read(): Promise<SealedContent>;
  /** Resolves when the new bytes are durably in place; until then, and after a failure, the old ones are. */
  write(plain: Uint8Array): Promise<void>;
  /** Removes the file and everything set aside. Rejects with file errors when it may still be there. */
  remove(): Promise<void>;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/**
 * A sealed file at `file`. `isUsable` says whether opened bytes make sense. What cannot be used is renamed to
 * `<file>.unreadable-<date>` when `setsAside` says so, and otherwise stays: a key store that is locked for a moment must
 * not cost an unattended station its certificate. `onUnreadable` is told.
 */
export function createSealedFile(parts: {
  readonly file: string;
  readonly cipher: Cipher;
  /** What may have sealed the file before this host; what it opens is sealed anew with `cipher`. */
  readonly formerCipher?: () => Promise<Cipher | undefined>;
  readonly nowMs: () => number;
  readonly setsAside: boolean;
  isUsable(plain: Uint8Array): boolean;
  onUnreadable(): void;
}): SealedFile {
  const { file, cipher } = parts;
  const folder = path.dirname(file);
  const base = path.basename(file);
  const isLeftover = (name: string) => {
    const ending = name.slice(base.length);
    return draftEnding.test(ending) || /^\.unreadable-.+$/.test(ending);
  };

  async function setAside(): Promise<void> {
    const date = new Date(parts.nowMs()).toISOString().replaceAll(':', '-');
    try {
      await rename(file, `${file}.unreadable-${date}`);
    } catch (error) {
      // Another process was quicker.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }

  async function unseal(sealed: Uint8Array): Promise<Uint8Array | undefined> {
    const usable = (opened: Uint8Array | undefined) => (opened && parts.isUsable(opened) ? opened : undefined);
    const plain = usable(await cipher.open(sealed).catch(() => undefined));
    if (plain !== undefined || parts.formerCipher === undefined) return plain;
    const former = await parts.formerCipher();
    const adopted = usable(await former?.open(sealed).catch(() => undefined));
    if (adopted !== undefined) writeFileDurably(file, await cipher.seal(adopted));
    return adopted;
  }

  return {
    async read() {
      let sealed: Uint8Array;
      try {
        sealed = await readFile(file);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return { kind: 'absent' };
        throw error;
      }
      const plain = await unseal(sealed);
      if (plain !== undefined) return { kind: 'present', plain };
      if (parts.setsAside) await setAside();
      parts.onUnreadable();
      return { kind: 'unreadable' };
    },
    write: async (plain) => writeFileDurably(file, await cipher.seal(plain)),
    async remove() {
      // Gone is what could be listed and removed: a fault is no absence, and whoever signs out must hear of it.
      const names = await readdir(folder).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return [];
        throw error;
      });
      const ours = names.filter((name) => name === base || (name.startsWith(base) && isLeftover(name)));
      await Promise.all(ours.map((name) => rm(path.join(folder, name), { force: true })));
      if (ours.length > 0) syncFolder(folder);
    },
  };
}
