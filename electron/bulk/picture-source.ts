import { captureLimitBytes } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** One file of a source, before anything of it is read. `name` is its path within, with `/`. */
export interface SourceFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Wall-clock milliseconds of its last change, as the source says. */
  readonly modifiedMs: number;
}

/** Why a source, or one file of it, cannot be read. */
export class SourceFailure extends Error {
  readonly code: 'source-gone' | 'too-many-files' | 'not-an-archive' | 'file-unreadable';
  constructor(code: SourceFailure['code'], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** A folder or archive with pictures. Names are labels: nothing is ever written where they point. */
export interface PictureSource {
  /** Every file that could be meant as a picture, by name. Throws {@link SourceFailure}. */
  list(): Promise<readonly SourceFile[]>;
  /** The bytes of one file, at most `limitBytes`. Throws {@link SourceFailure}. */
  read(name: string, limitBytes: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** More files than this are no folder of portraits; everything of them is kept in memory but the pixels. */
export const fileCountLimit = 200_000;

const ignoredNames =
  /^(?:thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|__macosx|\$recycle\.bin|system volume information)$/i;

/** Names in archives may lead anywhere; they are labels here, and such a part is none that hides a file. */
const leads = new Set(['.', '..']);

/** Whether a name is what operating systems and archivers leave behind: nobody meant it as a picture. */
export function isLitter(name: string): boolean {
  return name.split('/').some((part) => (part.startsWith('.') && !leads.has(part)) || ignoredNames.test(part));
}

/** Files by name, the same on every machine. */
export function byName(a: SourceFile, b: SourceFile): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** The bytes of one picture, whole, or why they cannot be had. Throws nothing that a file or an archive can cause. */
export async function readPicture(source: PictureSource, file: SourceFile): Promise<Result<Uint8Array, Failure>> {
  if (file.sizeBytes > captureLimitBytes) {
    const detail = { expectedBytes: captureLimitBytes, actualBytes: file.sizeBytes };
    return err({ code: 'picture-too-large', detail });
  }
  try {
    const bytes = await source.read(file.name, captureLimitBytes);
    if (bytes.byteLength > 0) return ok(bytes);
    return err({ code: 'picture-unreadable', detail: { expected: 'a picture', actual: 'an empty file' } });
  } catch (cause) {
    if (!(cause instanceof SourceFailure)) throw cause;
    const reason =
      cause.cause instanceof Error && 'code' in cause.cause ? String(cause.cause.code) : 'an unreadable one';
    return err({ code: 'picture-unreadable', detail: { expected: 'a file that can be read', actual: reason } });
  }
}
