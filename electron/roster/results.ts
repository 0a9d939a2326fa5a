import type { Language } from '../../shared/language.ts';
import { outcomeAdvice } from '../../shared/outcome-words.ts';
import { type RosterCapture, type RosterRow, rowName } from '../../shared/roster.ts';
import {
  ownParkWords,
  photoStateWords,
  remarkWords,
  resultColumnWords,
  rowStateWords,
} from '../../shared/roster-words.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import { csvText } from './csv-text.ts';

type ResultColumn = keyof typeof resultColumnWords;
/** One line of the results, in words. Empty where there is nothing to say. */
export type ResultRow = Readonly<Record<ResultColumn, string>>;

/** The upload job that carries a capture, while the station knows it. */
export type JobOf = (jobId: string) => UploadJob | undefined;

function reasonOf(row: RosterRow, job: UploadJob | undefined, language: Language): string {
  return row.state.kind === 'needs-retake' ? row.state.reason : photoReasonText(job, language);
}

/** Why a photo is not there yet, in words; empty where nothing is in the way. */
export function photoReasonText(job: UploadJob | undefined, language: Language): string {
  if (job?.state.kind === 'parked') {
    const { reason } = job.state;
    if (reason === 'damaged' || reason === 'not-stored' || reason === 'awaiting-approval')
      return ownParkWords[reason][language];
  }
  // What went well needs no reason; an attempt that is tried again has one.
  const isUnderWay = job?.state.kind === 'parked' || job?.state.kind === 'waiting';
  if (!isUnderWay || job.lastOutcome === undefined) return '';
  return outcomeAdvice(job.lastOutcome).meaning[language];
}

function stateOf(row: RosterRow, job: UploadJob | undefined, language: Language): string {
  const own = rowStateWords[row.state.kind][language];
  const { stage } = captureOf(row) ?? {};
  if (job === undefined && row.state.kind === 'captured' && stage !== undefined && stage !== 'taken') {
    return photoStateWords[stage === 'confirmed' ? 'confirmed' : 'accepted'][language];
  }
  if (job === undefined) return own;
  const photo = photoStateWords[job.state.kind][language];
  // A retake is wanted however far the first photo went.
  return row.state.kind === 'needs-retake' ? `${own} (${photo})` : photo;
}

function captureOf({ state }: RosterRow): RosterCapture | undefined {
  return 'capture' in state ? state.capture : undefined;
}

/** What came of one row, in words. Times are ISO 8601 in UTC. */
export function resultRow(row: RosterRow, jobOf: JobOf, language: Language): ResultRow {
  const capture = captureOf(row);
  const job = capture?.jobId === undefined ? undefined : jobOf(capture.jobId);
  const person = row.match.kind === 'matched' ? row.match.person : undefined;
  const remarks = [
    row.isWalkIn ? remarkWords['walk-in'][language] : '',
    row.isGone ? remarkWords.gone[language] : '',
    person === undefined ? remarkWords['without-account'][language] : '',
  ];
  return {
    name: rowName(row),
    employeeNumber: row.entry.employeeNumber ?? person?.employeeNumber ?? '',
    userPrincipalName: person?.userPrincipalName ?? row.entry.userPrincipalName ?? '',
    objectId: person?.objectId ?? row.entry.objectId ?? '',
    personKey: row.personKey,
    state: stateOf(row, job, language),
    reason: reasonOf(row, job, language),
    requestId: job?.lastOutcome?.requestId ?? '',
    capturedAt: capture === undefined ? '' : new Date(capture.capturedAtMs).toISOString(),
    station: capture?.station ?? ('station' in row.state ? row.state.station : ''),
    noticeVersion: capture?.noticeVersion ?? '',
    remarks: remarks.filter((remark) => remark !== '').join('; '),
  };
}

/** The results as CSV for spreadsheets, in the order of the list; no cell can run as a formula. */
export function resultsCsv(rows: readonly ResultRow[], language: Language): string {
  const columns = Object.keys(resultColumnWords) as ResultColumn[];
  const head = columns.map((column) => resultColumnWords[column][language]);
  return csvText([head, ...rows.map((row) => columns.map((column) => row[column]))]);
}
