import { type ImportItem, type ImportProgress, importFindings, importStates } from '../../shared/picture-import.ts';
import { importFindingWords, importPhaseWords, importStateWords } from '../../shared/picture-import-words.ts';
import { csvText } from '../roster/csv-text.ts';
import { importWords } from './import-words.ts';
import type { Language } from './terminal-language.ts';

function personText({ match }: ImportItem): string {
  const shown = ({
    displayName,
    userPrincipalName,
    objectId,
  }: {
    displayName: string;
    userPrincipalName?: string | undefined;
    objectId: string;
  }) => `${displayName} <${userPrincipalName ?? objectId}>`;
  if (match.kind === 'matched') return shown(match.person);
  return match.kind === 'ambiguous' ? match.candidates.map(shown).join(' / ') : '';
}

function problemText({ problem }: ImportItem): string {
  if (problem === undefined) return '';
  const { expected, actual, ...rest } = problem.detail ?? {};
  const facts = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
  const said = [
    expected === undefined ? '' : `expected ${expected}`,
    actual === undefined ? '' : `got ${actual}`,
    ...facts,
  ];
  return said.filter((part) => part !== '').join(', ') || problem.code;
}

/** One picture as a line: its name, whose it is, what was found. */
export function itemLine(item: ImportItem, language: Language): string {
  const findings = item.findings.map((finding) => importFindingWords[finding][language]).join('; ');
  const parts = [item.name, personText(item), findings, problemText(item)];
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

/** Everything of an import as CSV; no cell can run as a formula. */
export function importCsv(items: readonly ImportItem[], language: Language): string {
  const { report } = importWords;
  const head = Object.values(report).map((words) => words[language]);
  const rows = items.map((item) => {
    const person = item.match.kind === 'matched' ? item.match.person : undefined;
    const findings = item.findings.map((finding) => importFindingWords[finding][language]);
    return [
      item.name,
      importStateWords[item.state][language],
      [...findings, problemText(item)].filter((part) => part !== '').join('; '),
      person?.displayName ?? personText(item),
      person?.objectId ?? '',
      person?.userPrincipalName ?? '',
      person?.employeeNumber ?? '',
      item.jobId ?? '',
    ];
  });
  return csvText([head, ...rows]);
}
