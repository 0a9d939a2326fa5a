import { readFile, stat } from 'node:fs/promises';
import { captureLimitBytes } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { isSharpEnough } from '../../shared/photo-sharpness.ts';
import { pictureFormats } from '../../shared/picture-format.ts';
import { formatAdvice } from '../../shared/picture-format-words.ts';
import { jpegSize } from '../graph/photo-metadata.ts';
import { photoLimitBytes } from '../photo/make-photo.ts';
import { CommandError, inputError } from './command.ts';
import type { Session } from './session.ts';
import type { Language } from './terminal-language.ts';

async function readInput(file: string, limitBytes: number): Promise<Uint8Array> {
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (found instanceof Error) throw inputError(file, 'a readable picture file', found.code ?? 'an unreadable one');
  if (!found.isFile()) throw inputError(file, 'a picture file', 'something that is not a file');
  if (found.size === 0) throw inputError(file, 'a picture file', 'an empty file');
  if (found.size > limitBytes) throw inputError(file, `at most ${limitBytes} bytes`, `${found.size} bytes`);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (bytes instanceof Error) throw inputError(file, 'a readable picture file', bytes.code ?? 'an unreadable one');
  return bytes;
}

/** What is wrong with the picture, with the numbers that the photo process gave, and the way out where there is one. */
function pictureError(file: string, { code, detail = {} }: Failure, language: Language): CommandError {
  const { expected = 'a picture that can be read', actual, format, ...rest } = detail;
  const facts = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
  const error = inputError(file, String(expected), [actual ?? code, ...facts].join(', '));
  const known = pictureFormats.find((one) => one === format);
  return known === undefined
    ? error
    : new CommandError(error.exitCode, [...error.lines, formatAdvice(known, language)]);
}

/** Reads a JPEG to be sent byte for byte. A file that cannot be sent ends the command with what was expected. */
export async function readFileAsIs(file: string): Promise<Uint8Array> {
  const bytes = await readInput(file, photoLimitBytes);
  if (jpegSize(bytes) === undefined) throw inputError(file, 'a JPEG picture', 'another kind of file');
  return bytes;
}

/** A photo made of a file, and whether the file had enough pixels for a sharp one. */
interface PhotoOfFile {
  readonly jpeg: Uint8Array;
  /** Absent when it is sharp: then the edge of the square that the file had. */
  readonly blurredFromPx?: number;
}

/**
 * Makes the photo of any picture file: upright, the largest square in the middle, sRGB, without metadata, at the size of
 * the settings. A file that cannot become one ends the command with expected, actual and the way out.
 */
export async function makePhotoOfFile(session: Session, file: string, language: Language): Promise<PhotoOfFile> {
  const bytes = await readInput(file, captureLimitBytes);
  const worker = session.photoWorker();
  const opened = await worker.open(bytes);
  if (opened.kind === 'error') throw pictureError(file, opened.error, language);
  const { capture, widthPx, heightPx } = opened.value;
  const edgePx = Math.min(widthPx, heightPx);
  const { outputEdgePx, quality, isProgressive } = session.settings.photo;
  const crop = { centreXPx: widthPx / 2, centreYPx: heightPx / 2, edgePx, rotationDeg: 0 };
  const made = await worker.prepare({ capture, crop, outputEdgePx, quality, isProgressive });
  if (made.kind === 'error') throw pictureError(file, made.error, language);
  return {
    jpeg: made.value.photo,
    ...(isSharpEnough(edgePx, outputEdgePx) ? {} : { blurredFromPx: edgePx }),
  };
}
