import type { ErrorCode } from '../../shared/error-code.ts';

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

/** Which words say why a picture file was not opened. */
export function openProblem(code: ErrorCode): 'unreadable' | 'small' | 'large' | 'other' {
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
