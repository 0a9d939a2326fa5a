import type { Language } from '../../shared/language.ts';
import type { ImportItem } from '../../shared/picture-import.ts';
import { importColumnWords, importFindingWords, importStateWords } from '../../shared/picture-import-words.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import { csvText } from '../roster/csv-text.ts';

/** Whose picture it is, or could be. */
export function itemPersonText({ match }: ImportItem): string {
  const shown = ({ displayName, userPrincipalName, objectId }: DirectoryPerson) =>
    `${displayName} <${userPrincipalName ?? objectId}>`;
  if (match.kind === 'matched') return shown(match.person);
  return match.kind === 'ambiguous' ? match.candidates.map(shown).join(' / ') : '';
}

/** What was expected of a picture and what was there, where it cannot become a photo or was not saved. */
export function itemProblemText({ problem }: ImportItem): string {
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

/** Everything of an import as CSV; no cell can run as a formula. */
export function importCsv(items: readonly ImportItem[], language: Language): string {
  const head = Object.values(importColumnWords).map((words) => words[language]);
  const rows = items.map((item) => {
    const person = item.match.kind === 'matched' ? item.match.person : undefined;
    const findings = item.findings.map((finding) => importFindingWords[finding][language]);
    return [
      item.name,
      importStateWords[item.state][language],
      [...findings, itemProblemText(item)].filter((part) => part !== '').join('; '),
      person?.displayName ?? itemPersonText(item),
      person?.objectId ?? '',
      person?.userPrincipalName ?? '',
      person?.employeeNumber ?? '',
      item.jobId ?? '',
    ];
  });
  return csvText([head, ...rows]);
}
