import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { readFile, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Failure } from '../../shared/error-code.ts';
import { handedPieceBytes } from '../../shared/import-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import { openLongBytes, type Seal, sealLongBytes } from '../sealing/authenticated-encryption.ts';
import { byName, fileCountLimit, isLitter, type PictureSource, SourceFailure } from './picture-source.ts';
import { openZipRanges, type ReadRange } from './zip-source.ts';

/** One piece of a file that a page hands over. */
export interface HandedPiece {
  readonly name: string;
  readonly modifiedMs: number;
  readonly sizeBytes: number;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

interface HandedFile {
  readonly number: number;
  readonly name: string;
  readonly modifiedMs: number;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
}

/** Files that a page of the browser holds and the core cannot read by itself. */
export interface HandedFiles {
  counts(): { readonly files: number; readonly sizeBytes: number };
  /** Keeps one piece. A file that begins again takes the place of the one before. */
  receive(piece: HandedPiece): Promise<Result<void, Failure>>;
  /** What was handed over: one archive by itself is what lies in it. Rejects with {@link SourceFailure}. */
  open(): Promise<PictureSource>;
  /** Nothing of it is left. */
  erase(): void;
}

const headOf = Buffer.alloc(0);
/** How a ZIP archive begins (APPNOTE 4.3.7), an empty one too (4.3.16). */
const archiveMarks = ['504b0304', '504b0506'];

/**
 * Keeps handed files in a folder, in sealed pieces. The key is in memory only: what a crash leaves behind opens for nobody,
 * and the next station on this folder removes it.
 */
export function createHandedFiles(folder: string, freeSpaceFloorBytes: number, log: Log): HandedFiles {
  const files = new Map<string, HandedFile>();
  let key = createSecretKey(randomBytes(32));
  let next = 0;
  let isThere = false;
  const erase = () => {
    files.clear();
    key = createSecretKey(randomBytes(32));
    isThere = false;
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch (cause) {
      // Nobody can open what is left, and it goes with the next erasure: a lock does not wait for a disk.
      log.warn('import.handed-files-left', { cause });
    }
  };
  erase();

  const placeOf = (number: number, piece: number) => path.join(folder, `${number}-${piece}`);
  const sealOf = (number: number, piece: number, under = key): Seal => ({
    key: under,
    head: headOf,
    associatedData: Buffer.from(`handed/${number}/${piece}`),
  });

  async function readPiece(number: number, piece: number): Promise<Uint8Array> {
    const sealed = await readFile(placeOf(number, piece)).catch((cause: unknown) => {
      throw new SourceFailure('file-unreadable', { cause });
    });
    const plain = await openLongBytes(sealOf(number, piece), sealed);
    if (plain === undefined) throw new SourceFailure('file-unreadable');
    return plain;
  }

  /** Each piece is opened when its turn comes: an archive is never in memory as a whole. */
  const rangeOf = ({ number }: HandedFile): ReadRange =>
    async function* (start, end) {
      for (let at = start; at < end; ) {
        const piece = Math.floor(at / handedPieceBytes);
        const pieceAt = piece * handedPieceBytes;
        const plain = await readPiece(number, piece);
        const part = plain.subarray(at - pieceAt, end - pieceAt);
        if (part.byteLength === 0) throw new SourceFailure('file-unreadable');
        yield part;
        at += part.byteLength;
      }
    };

  async function readWhole(file: HandedFile): Promise<Uint8Array> {
    if (file.receivedBytes < file.sizeBytes) throw new SourceFailure('file-unreadable');
    const parts: Uint8Array[] = [];
    for await (const part of rangeOf(file)(0, file.sizeBytes)) parts.push(part);
    return parts.length === 1 ? (parts[0] ?? new Uint8Array()) : Buffer.concat(parts);
  }

  async function keep(file: HandedFile, bytes: Uint8Array, under: KeyObject): Promise<Result<void, Failure>> {
    try {
      if (!isThere) mkdirSync(folder, { recursive: true, mode: 0o700 });
      isThere = true;
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize - bytes.byteLength < freeSpaceFloorBytes) return err({ code: 'not-saved-disk-full' });
      const piece = file.receivedBytes / handedPieceBytes;
      const sealed = await sealLongBytes(sealOf(file.number, piece, under), bytes);
      await writeFile(placeOf(file.number, piece), sealed, { mode: 0o600 });
      return ok(undefined);
    } catch (cause) {
      const fault = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      return err(
        fault === 'ENOSPC' ? { code: 'not-saved-disk-full' } : { code: 'not-saved-storage', detail: { fault } },
      );
    }
  }

  return {
    counts: () => ({
      files: files.size,
      sizeBytes: [...files.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    }),
    async receive({ name, modifiedMs, sizeBytes, offset, bytes }) {
      if (isLitter(name)) return ok(undefined);
      const known = offset === 0 ? undefined : files.get(name);
      const file = known ?? { number: next, name, modifiedMs, sizeBytes, receivedBytes: 0 };
      const wanted = Math.min(handedPieceBytes, file.sizeBytes - file.receivedBytes);
      if (file.receivedBytes !== offset || file.sizeBytes !== sizeBytes || bytes.byteLength !== wanted) {
        const expected = `${wanted} of ${file.sizeBytes} bytes at ${file.receivedBytes}`;
        return err({
          code: 'bad-request',
          detail: { at: 'offset', expected, actual: `${bytes.byteLength} of ${sizeBytes} bytes at ${offset}` },
        });
      }
      if (known === undefined) {
        if (files.size >= fileCountLimit) {
          return err({ code: 'bad-request', detail: { at: 'name', expected: `at most ${fileCountLimit} files` } });
        }
        next += 1;
      }
      const under = key;
      const kept = await keep(file, bytes, under);
      // Everything was erased meanwhile, and this with it: its key is gone.
      if (key !== under) return err({ code: 'not-now', detail: { what: 'import' } });
      if (kept.kind === 'ok') files.set(name, { ...file, receivedBytes: offset + bytes.byteLength });
      return kept;
    },
    async open() {
      const [only] = files.values();
      if (only === undefined) throw new SourceFailure('source-gone');
      if (files.size === 1 && only.receivedBytes === only.sizeBytes && only.sizeBytes > 0) {
        const mark = Buffer.from((await readPiece(only.number, 0)).subarray(0, 4)).toString('hex');
        if (archiveMarks.includes(mark)) return openZipRanges(only.sizeBytes, rangeOf(only));
      }
      return {
        list: async () =>
          [...files.values()].map(({ name, sizeBytes, modifiedMs }) => ({ name, sizeBytes, modifiedMs })).sort(byName),
        async read(name) {
          const file = files.get(name);
          if (file === undefined) throw new SourceFailure('file-unreadable');
          return readWhole(file);
        },
        async close() {},
      };
    },
    erase,
  };
}
