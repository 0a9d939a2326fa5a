import { isDeepStrictEqual } from 'node:util';
import { type RosterCapture, type RosterRow, type RosterRowState, rosterEntrySchema } from '../../shared/roster.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import { bestCapture, mergedRecord, standing } from './merge.ts';
import type { ShareRow } from './share-table.ts';
import type { SharedCapture, SharedRecord } from './shared-record.ts';

/** This station among the others, and what time it is for all of them. */
export interface JournalContext {
  readonly stationId: string;
  readonly stationName: string;
  /** The service's time now. */
  readonly nowMs: number;
  /** The service's time at a moment of this station's wall clock. */
  readonly at: (wallMs: number) => { readonly atMs: number; readonly isSure: boolean };
  readonly jobOf: (jobId: string) => UploadJob | undefined;
}

/** The id under which all stations know a capture. */
export function captureIdOf(stationId: string, capture: Pick<RosterCapture, 'capturedAtMs' | 'elsewhere'>): string {
  return capture.elsewhere ?? `${stationId}:${capture.capturedAtMs}`;
}

type Facts = NonNullable<SharedRecord['facts']>;
const said = ({ position, entry, match, isWalkIn, isGone }: Omit<Facts, 'atMs' | 'station' | 'stationName'>) => ({
  position,
  entry: rosterEntrySchema.parse(entry),
  ...(match === undefined ? {} : { match }),
  isWalkIn,
  isGone,
});

const factFields = {
  ...said({ position: 0, entry: {}, isWalkIn: false, isGone: false }),
  match: {},
  atMs: 0,
  station: '',
  stationName: '',
};

/** Fields of a value that this version does not know. */
function fieldsBeyond(value: object | undefined, known: object): object {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([key]) => !(key in known)));
}

/** What a row says of whom it is about. Who only might be meant is each station's own guess. */
function factsOf({ match, ...row }: RosterRow) {
  return said({ ...row, match: match.kind === 'matched' ? match : undefined });
}

function captureIn({ state }: RosterRow): RosterCapture | undefined {
  return 'capture' in state ? state.capture : undefined;
}

/** What became of a capture's upload job. */
function stageOf(job: UploadJob | undefined): SharedCapture['stage'] {
  if (job?.state.kind === 'confirmed') return 'confirmed';
  return job?.state.kind === 'accepted' ? 'sent' : 'taken';
}

/** What a row says that the others do not know yet, beside its upload jobs. */
function newsOf(row: RosterRow, known: SharedRecord, context: JournalContext): SharedRecord[] {
  const { stationId, stationName, nowMs, at } = context;
  const by = { station: stationId, stationName };
  const after = (atMs: number, before: { readonly atMs: number } | undefined) =>
    before === undefined ? atMs : Math.max(atMs, before.atMs + 1);
  const news: SharedRecord[] = [];
  const add = (part: Partial<SharedRecord>) => news.push({ sends: {}, ...part });
  const facts = factsOf(row);
  if (known.facts === undefined || !isDeepStrictEqual(said(known.facts), facts)) {
    // What a newer version says of them stays.
    const entry = { ...fieldsBeyond(known.facts?.entry, rosterEntrySchema.shape), ...facts.entry };
    const more = fieldsBeyond(known.facts, factFields);
    add({ facts: { ...more, ...by, atMs: after(nowMs, known.facts), ...facts, entry } });
  }
  const stand = standing(known);
  const capture = captureIn(row);
  const { state } = row;
  if (capture === undefined) {
    // Its photo was given to somebody else, or taken back.
    if ('capture' in stand) {
      const part = known.sure?.id === stand.capture.id ? 'sure' : 'unsure';
      add({ [part]: { ...stand.capture, isWithdrawn: true } });
    }
    const kind = state.kind === 'captured' || state.kind === 'needs-retake' ? 'open' : state.kind;
    const isKnown = kind === stand.kind || (kind === 'open' && 'capture' in stand);
    const wallMs = 'markedAtMs' in state ? at(state.markedAtMs).atMs : nowMs;
    const before = bestCapture(known);
    if (!isKnown) add({ mark: { ...by, kind, atMs: after(after(wallMs, known.mark), before) } });
    return news;
  }
  const id = captureIdOf(stationId, capture);
  const isNew = capture.elsewhere === undefined && known.sure?.id !== id && known.unsure?.id !== id;
  if (isNew) {
    const { atMs, isSure } = at(capture.capturedAtMs);
    const { noticeVersion } = capture;
    const taken: SharedCapture = {
      ...by,
      id,
      // Whoever took it knew of the one before.
      atMs: after(atMs, bestCapture(known)),
      stage: 'taken',
      isWithdrawn: false,
      ...(noticeVersion === undefined ? {} : { noticeVersion }),
    };
    add(isSure ? { sure: taken } : { unsure: taken });
  }
  const wasWanted = stand.kind === 'needs-retake';
  const isWanted = state.kind === 'needs-retake';
  const isSame = 'capture' in stand && stand.capture.id === id;
  if (isWanted && !(isSame && wasWanted)) {
    const { markedAtMs, reason } = state;
    add({ retake: { ...by, captureId: id, isWanted, reason, atMs: after(at(markedAtMs).atMs, known.retake) } });
  } else if (!isWanted && wasWanted) {
    add({ retake: { ...by, captureId: id, isWanted, reason: '', atMs: after(nowMs, known.retake) } });
  }
  return news;
}

/** What this station's upload jobs for a row did to the directory. */
function sendsOf({ record, jobs }: ShareRow, { stationId, at, jobOf }: JournalContext): SharedRecord[] {
  return jobs.flatMap(({ jobId, captureId }) => {
    const job = jobOf(jobId);
    const stage = stageOf(job);
    if (job === undefined || stage === 'taken') return [];
    const wallMs =
      job.state.kind === 'confirmed'
        ? job.state.confirmedAtMs
        : 'acceptedAtMs' in job.state
          ? job.state.acceptedAtMs
          : 0;
    const sends = { [stationId]: { captureId, atMs: at(wallMs).atMs } };
    const part = record.sure?.id === captureId ? 'sure' : record.unsure?.id === captureId ? 'unsure' : undefined;
    const capture = part === undefined ? undefined : record[part];
    return [{ sends, ...(part === undefined || capture === undefined ? {} : { [part]: { ...capture, stage } }) }];
  });
}

/** Together with what this station has seen of the row: its journal is the row itself and its upload jobs. */
export function observed(row: RosterRow, known: ShareRow, context: JournalContext): ShareRow {
  const record = newsOf(row, known.record, context).reduce(mergedRecord, known.record);
  const capture = captureIn(row);
  const captureId = capture === undefined ? undefined : captureIdOf(context.stationId, capture);
  const isOwn = capture?.jobId !== undefined && capture.elsewhere === undefined;
  const isListed = known.jobs.some(({ jobId }) => jobId === capture?.jobId);
  const jobs =
    isOwn && !isListed && capture.jobId !== undefined && captureId !== undefined
      ? [...known.jobs, { jobId: capture.jobId, captureId }]
      : known.jobs;
  const next = { ...known, record, jobs };
  return { ...next, record: sendsOf(next, context).reduce(mergedRecord, record) };
}

function stateAs(row: RosterRow | undefined, record: SharedRecord, stationId: string): RosterRowState {
  const stand = standing(record);
  const present = row?.state;
  if (stand.kind === 'open') return { kind: 'open' };
  if ('mark' in stand) {
    if (present?.kind === stand.kind) return present;
    return { kind: stand.kind, markedAtMs: stand.mark.atMs, station: stand.mark.stationName };
  }
  const { id, atMs, stationName, noticeVersion, stage } = stand.capture;
  const own = row === undefined ? undefined : captureIn(row);
  const isSame = own !== undefined && captureIdOf(stationId, own) === id;
  const theirs = {
    ...{ capturedAtMs: atMs, station: stationName, elsewhere: id, stage },
    ...(noticeVersion === undefined ? {} : { noticeVersion }),
  };
  const capture: RosterCapture = isSame && own.elsewhere === undefined ? own : theirs;
  if (stand.kind === 'captured') return { kind: 'captured', capture };
  if (isSame && present?.kind === 'needs-retake') return { ...present, capture };
  const {
    reason = '',
    atMs: markedAtMs = atMs,
    stationName: station = stationName,
  } = record.retake?.captureId === id ? record.retake : {};
  return { kind: 'needs-retake', capture, reason, markedAtMs, station };
}

/** The row as all stations know it; `undefined` while nobody has said who it is about. */
export function applied(
  row: RosterRow | undefined,
  personKey: string,
  record: SharedRecord,
  stationId: string,
): RosterRow | undefined {
  const { facts } = record;
  if (facts === undefined) return row;
  const { position, entry, isWalkIn, isGone } = said(facts);
  const own = row?.match.kind === 'matched' ? undefined : row?.match;
  const match = facts.match ?? own ?? { kind: 'unmatched' };
  return { personKey, position, entry, match, isWalkIn, isGone, state: stateAs(row, record, stationId) };
}
