import { type ImportItem, type ImportProgress, importFindings, importStates } from '../../shared/picture-import.ts';
import { importFindingWords, importPhaseWords, importStateWords } from '../../shared/picture-import-words.ts';
import { itemPersonText, itemProblemText } from '../core/import-report.ts';
import { importWords } from './import-words.ts';
import type { Language } from './terminal-language.ts';

/** One picture as a line: its name, whose it is, what was found. */
export function itemLine(item: ImportItem, language: Language): string {
  const findings = item.findings.map((finding) => importFindingWords[finding][language]).join('; ');
  const parts = [item.name, itemPersonText(item), findings, itemProblemText(item)];
  return `  ${parts.filter((part) => part !== '').join(': ')}`;
}

/** How many there are of each state, and of each finding. */
export function countLines({ states, findings }: ImportProgress, language: Language): string[] {
  return [
    ...importStates
      .filter((state) => states[state] > 0)
      .map((state) => `${importStateWords[state][language]}: ${states[state]}`),
    ...importFindings
      .filter((finding) => findings[finding] > 0)
      .map((finding) => `  ${importFindingWords[finding][language]}: ${findings[finding]}`),
  ];
}

const barLength = 24;

/** Progress as one line: a bar, counts, the rate, the time left. */
export function progressLine(progress: ImportProgress, language: Language): string {
  const { phase, done, total, perSecond, msLeft } = progress;
  const filled = total === 0 ? 0 : Math.round((done / total) * barLength);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(barLength - filled)}]`;
  const rate = perSecond === undefined ? '' : `${perSecond.toFixed(1)}/s`;
  const left = msLeft === undefined ? '' : importWords.left[language](Math.ceil(msLeft / 1000));
  return [importPhaseWords[phase][language], bar, `${done}/${total}`, rate, left]
    .filter((part) => part !== '')
    .join(' ');
}
