import type { UploadJob } from '../../shared/upload-job.ts';
import { foldedWords, foldText } from '../directory/folded-text.ts';

/**
 * Whether a job is among those that staff look for: every word that was typed stands somewhere in the name or the address, whatever
 * its case, width, accents and kana. Nothing typed means all.
 */
export function createJobSearch(query: string): (job: Pick<UploadJob, 'personName' | 'address'>) => boolean {
  const words = foldedWords(foldText(query));
  return ({ personName, address = '' }) => {
    const text = foldText(`${personName} ${address}`);
    // Names that are written without spaces are also typed with one.
    const joined = text.replaceAll(/\s/g, '');
    return words.every((word) => text.includes(word) || joined.includes(word));
  };
}
