import type { Language } from '../../shared/language.ts';
import type { ImportItem } from '../../shared/picture-import.ts';
import { importColumnWords, importFindingWords, importStateWords } from '../../shared/picture-import-words.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import { photoStateWords } from '../../shared/roster-words.ts';
import { csvText } from '../roster/csv-text.ts';
import { type JobOf, photoReasonText } from '../roster/results.ts';

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

/** Everything of an import as CSV, with what Microsoft 365 has answered so far; no cell can run as a formula. */
export function importCsv(items: readonly ImportItem[], language: Language, jobOf: JobOf): string {
  const head = Object.values(importColumnWords).map((words) => words[language]);
  const rows = items.map((item) => {
    const person = item.match.kind === 'matched' ? item.match.person : undefined;
    const job = item.jobId === undefined ? undefined : jobOf(item.jobId);
    const findings = item.findings.map((finding) => importFindingWords[finding][language]);
    return [
      item.name,
      importStateWords[item.state][language],
      [...findings, itemProblemText(item)].filter((part) => part !== '').join('; '),
      person?.displayName ?? itemPersonText(item),
      person?.objectId ?? '',
      person?.userPrincipalName ?? '',
      person?.employeeNumber ?? '',
      job === undefined ? '' : photoStateWords[job.state.kind][language],
      photoReasonText(job, language),
      job?.lastOutcome?.requestId ?? '',
      item.jobId ?? '',
    ];
  });
  return csvText([head, ...rows]);
}
