import type { ErrorCode, Failure } from '../../shared/error-code.ts';
import { type PictureFormat, pictureFormats } from '../../shared/picture-format.ts';

/** Which words say why a photo was not saved. */
export type SaveProblem = 'diskFull' | 'queueFull' | 'storage' | 'picture' | 'tooSmall' | 'changed' | 'other';

const problems: Partial<Record<ErrorCode, SaveProblem>> = {
  'not-saved-disk-full': 'diskFull',
  'not-saved-queue-full': 'queueFull',
  'not-saved-storage': 'storage',
  'picture-unreadable': 'picture',
  'picture-too-large': 'picture',
  'photo-process-failed': 'picture',
  'crop-outside-picture': 'picture',
  'picture-too-small': 'tooSmall',
};

/** The words for a failed save; anything unforeseen is said plainly as such. */
export function saveProblem(failure: {
  readonly code: ErrorCode;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}): SaveProblem {
  if (failure.detail?.mismatch === 'capture-sha256') return 'changed';
  return problems[failure.code] ?? 'other';
}

/** Why a picture file was not opened: by which words, or by what the file is. */
export type OpenProblem =
  | { readonly kind: 'words'; readonly words: ReturnType<typeof openProblemWords> }
  | { readonly kind: 'format'; readonly format: PictureFormat };

/** Which words say why a picture file was not opened. */
export function openProblemWords(code: ErrorCode): 'unreadable' | 'small' | 'large' | 'other' {
  switch (code) {
    case 'picture-unreadable':
      return 'unreadable';
    case 'picture-too-small':
      return 'small';
    case 'picture-too-large':
    case 'bad-request':
      return 'large';
    default:
      return 'other';
  }
}

/** Why a picture file was not opened, as exactly as the core knows. */
export function openProblem({ code, detail }: Pick<Failure, 'code' | 'detail'>): OpenProblem {
  const format = pictureFormats.find((one) => one === detail?.format);
  return code === 'picture-unreadable' && format !== undefined
    ? { kind: 'format', format }
    : { kind: 'words', words: openProblemWords(code) };
}
