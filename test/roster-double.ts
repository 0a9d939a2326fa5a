import { type ResultRow, resultRow } from '../electron/roster/results.ts';
import type { KioskHandlers } from '../shared/contract.ts';
import type { Language } from '../shared/language.ts';
import { err, ok } from '../shared/result.ts';
import type { RosterEntry, RosterMatch, RosterRow, RosterRowState } from '../shared/roster.ts';
import type { RosterDraft } from '../shared/roster-import.ts';
import type { RosterRowView, RosterSummary } from '../shared/roster-run.ts';
import type { JobState, UploadJob } from '../shared/upload-job.ts';
import { sampleJob } from './kiosk-double.ts';

const startMs = 1_790_000_000_000;
const marked = { markedAtMs: startMs, station: 'Lobby' };
const names = [
  'Aiko Tanaka',
  '田中 美咲',
  'Antoine Lefèvre',
  '张伟',
  'Amina Abdullahi-Oyelaran de la Cruz',
  'Zoë Müller',
];
const states: readonly RosterRowState[] = [
  { kind: 'open' },
  { kind: 'captured', capture: { jobId: 'job-1', capturedAtMs: startMs, station: 'Lobby' } },
  {
    kind: 'needs-retake',
    capture: { jobId: 'job-2', capturedAtMs: startMs, station: 'Lobby' },
    reason: 'Eyes closed',
    ...marked,
  },
  { kind: 'skipped', ...marked },
  { kind: 'no-show', ...marked },
  { kind: 'declined', ...marked },
];

function matchOf(index: number, displayName: string): RosterMatch {
  const person = {
    objectId: `${index}`,
    displayName,
    userPrincipalName: `person${index}@contoso.com`,
    department: 'Design',
  };
  if (index % 4 === 3) return { kind: 'unmatched' };
  if (index % 4 === 2) {
    return { kind: 'ambiguous', why: 'several-people', candidates: [person, { ...person, objectId: `${index}b` }] };
  }
  return { kind: 'matched', person, by: 'employeeNumber', differs: index % 8 === 1 ? ['name'] : [] };
}

/** A made-up list with people in every state. */
export function sampleRows(count: number): RosterRowView[] {
  return Array.from({ length: count }, (_, index) => {
    const displayName = names[index % names.length] ?? '';
    const entry: RosterEntry = { displayName, employeeNumber: String(4100 + index), department: 'Workplace services' };
    const row: RosterRow = {
      personKey: index.toString(16).padStart(24, '0'),
      position: index,
      entry,
      match: matchOf(index, displayName),
      state: states[index % states.length] ?? { kind: 'open' },
      isWalkIn: index === 7,
      isGone: index === 8,
    };
    return 'capture' in row.state ? { row, job: sampleJob({ id: 'job-1', personName: displayName }) } : { row };
  });
}

const photoStates: readonly JobState[] = [
  { kind: 'waiting' },
  { kind: 'sending' },
  { kind: 'accepted', acceptedAtMs: startMs },
  { kind: 'confirmed', confirmedAtMs: startMs },
  { kind: 'parked', reason: 'refused' },
  { kind: 'parked', reason: 'not-stored' },
  { kind: 'parked', reason: 'awaiting-approval' },
  { kind: 'superseded' },
  { kind: 'withdrawn' },
];

/** With an address that no table has room for. */
function withLongAddress(match: RosterMatch): RosterMatch {
  if (match.kind !== 'matched') return match;
  const userPrincipalName = 'amina.abdullahi-oyelaran.de.la.cruz@workplace-services.contoso.com';
  return { ...match, person: { ...match.person, userPrincipalName } };
}

/** Somebody in each state that a row and its photo can be in together, whose photo the service has refused before. */
function sampleResults(language: Language): ResultRow[] {
  const jobs = new Map<string, UploadJob>();
  const refused = { kind: 'refused', code: 'ErrorAccessDenied', at: new Date(startMs).toISOString() } as const;
  const lastOutcome = { ...refused, requestId: '7bd1f8c2-64ae-4d0e-9f5b-d84f0c3a91e6' };
  const withPhotos = photoStates.flatMap((state) => {
    const jobId = `job-${jobs.size + 10}`;
    jobs.set(jobId, sampleJob({ id: jobId, state, lastOutcome }));
    const capture = { jobId, capturedAtMs: startMs, station: 'Reception upstairs', noticeVersion: '2026-11' };
    const again: RosterRowState = { kind: 'needs-retake', capture, reason: 'Eyes closed', ...marked };
    return [{ kind: 'captured', capture } as const, again];
  });
  const all = [...states, ...withPhotos];
  return sampleRows(all.length).map(({ row }, index) => {
    const { match, state } = row;
    const long = { ...row, match: withLongAddress(match), state: all[index] ?? state };
    return resultRow(long, (jobId) => jobs.get(jobId), language);
  });
}

const draft: RosterDraft = {
  id: 'draft',
  source: {
    kind: 'text',
    encoding: 'shift_jis',
    isEncodingCertain: false,
    encodings: [
      { encoding: 'shift_jis', samples: ['田中 美咲', '佐藤 健', '鈴木 一郎'] },
      { encoding: 'gb18030', samples: ['揷拞 旤嶇', '嵅摗 寬', '楅栘 堦榊'] },
    ],
    delimiter: ',',
  },
  layout: 'headings',
  headings: ['employee number', 'name', 'mail', 'remarks that are longer than the others'],
  headerRows: 1,
  columns: { employeeNumber: 0, displayName: 1, mail: 2 },
  rows: sampleRows(3).map(({ row }, index) => ({
    rowNumber: index + 2,
    cells: [row.entry.employeeNumber ?? '', row.entry.displayName ?? '', `person${index}@contoso.com`, ''],
  })),
  people: 200,
  firstPeople: [],
  faults: {
    count: 2,
    first: [
      { rowNumber: 17, text: '"Lee, Ann;;4711', why: 'quote-not-closed' },
      { rowNumber: 40, text: '| | |', why: 'nobody' },
    ],
  },
  warnings: [{ kind: 'leading-zeros-lost', count: 3, place: { row: 12 }, sample: '311' }],
  isUsable: true,
  isRemembered: true,
};

/**
 * How the list that stations share may stand otherwise. `unasked`: this station took part without reaching it. `over`: it is closed, and
 * waits for the service's time to be erased.
 */
function standingAs(summary: RosterSummary, standing: string | null | undefined): RosterSummary {
  const { roster, sharing } = summary;
  if (standing === 'over') return { ...summary, roster: { ...roster, closedAtMs: startMs }, waitsForTime: true };
  if (standing !== 'unasked' || sharing === undefined) return summary;
  return { ...summary, sharing: { ...sharing, list: 'offline', isUnasked: true } };
}

/** Handlers for rosters over a made-up list; the shared one stands as usual, or as `standingAs` says. */
export function rosterHandlers(standing?: string | null): Partial<KioskHandlers> {
  const rows = sampleRows(40);
  const usual: RosterSummary = {
    roster: {
      id: 'roster-1',
      name: 'Onboarding, Monday',
      createdAtMs: startMs,
      importedAtMs: startMs,
      sessions: [
        { id: 'session-1', station: 'Lobby', startedAtMs: startMs, endedAtMs: startMs + 3_600_000 },
        { id: 'session-2', station: 'Lobby', startedAtMs: startMs + 86_400_000, current: rows[0]?.row.personKey },
      ],
    },
    counts: {
      ...{ total: 40, open: 7, captured: 7, needsRetake: 7, skipped: 7, noShow: 6, declined: 6 },
      ...{ walkIns: 1, gone: 1, withoutAccount: 20, heldPhotos: 3 },
    },
    sharing: {
      list: 'forbidden',
      due: 12,
      photosAMinute: 2.4,
      stations: [
        { name: 'Lobby', seenAtMs: startMs, isHere: true, captured: 4, isOwn: true },
        { name: 'Reception upstairs', seenAtMs: startMs, isHere: false, captured: 3, isOwn: false },
      ],
    },
  };
  const summary = standingAs(usual, standing);
  /** Once somebody did not come, whoever else waits is called at the other station. */
  let isLeftToOthers = false;
  const { sharing: _, ...unshared } = usual;
  /** A list that this station has for itself. */
  const own = { ...unshared, roster: { ...summary.roster, id: 'roster-2', name: 'Welcome day, Tuesday' } };
  const view = (key: string) => rows.find(({ row }) => row.personKey === key);
  const isListed = ({ row }: RosterRowView, filter: string) =>
    filter === 'all' || (filter === 'look' ? row.match.kind !== 'matched' : true);
  return {
    'rosters.list': async () =>
      ok({
        rosters: [own, summary],
        unread: 1,
        erasing: [{ rosterId: 'roster-0', name: 'Last week', list: 'forbidden' }],
      }),
    'rosters.setUp': async () => ok({}),
    'rosters.share': async ({ site }) => ok(site.includes('/') ? {} : { misfit: 'site' }),
    'rosters.join': async ({ file }) =>
      file === 'taken'
        ? err({ code: 'not-now', detail: { what: 'name-taken' } })
        : err({ code: 'not-understood', detail: { what: 'no-hand-over', actual: 'no JSON' } }),
    'rosters.openText': async ({ text }) =>
      text === 'none'
        ? err({
            code: 'list-unreadable',
            detail: { what: 'cell-too-long', row: 3, column: 2, expected: '32767', actual: '40000' },
          })
        : ok({ draft }),
    'rosters.changeDraft': async () => ok({ draft }),
    'rosters.groups': async () => err({ code: 'refused' }),
    'rosters.matchDraft': async () =>
      ok({
        match: {
          id: 'draft',
          lookedUpIn: 'nowhere',
          counts: { matched: 190, ambiguous: 4, unmatched: 3, duplicate: 3 },
          byNameAlone: 12,
          toLookAt: [
            { rowNumber: 9, name: 'Aiko Tanaka', kind: 'ambiguous', rows: [] },
            { rowNumber: 22, name: '张伟', kind: 'duplicate', rows: [23, 24] },
          ],
          changes: {
            isNew: false,
            added: 3,
            changed: 5,
            same: 190,
            repeated: 3,
            gone: 2,
            goneNames: ['Zoë Müller', '田中 美咲'],
          },
        },
      }),
    'rosters.keepDraft': async () => ok({ summary }),
    'rosters.rows': async ({ rosterId, filter, query, offset, limit }) => {
      const text = query.toLowerCase();
      const listed = rows.filter((one) => isListed(one, filter) && JSON.stringify(one).toLowerCase().includes(text));
      return ok({
        rows: listed.slice(offset, offset + limit),
        total: listed.length,
        summary: rosterId === own.roster.id ? own : summary,
      });
    },
    'rosters.find': async ({ text }) => {
      const found = rows.filter(({ row }) => [row.personKey, row.entry.employeeNumber].includes(text));
      return ok({ rows: found, isExact: found.length > 0 });
    },
    'rosters.results': async ({ language }) => ok({ rows: sampleResults(language), file: new Uint8Array([1]) }),
    'rosters.spareCards': async ({ count }) =>
      ok({ personKeys: Array.from({ length: count }, (_, index) => (index + 100).toString(16).padStart(24, '0')) }),
    'rosters.turn': async () => {
      const [current, next] = rows;
      if (isLeftToOthers) return ok({ turn: { summary, areForOthers: true } });
      const taken = current && { current: { ...current, claimedBy: 'Reception upstairs' } };
      return ok({ turn: { summary, ...taken, ...(next && { next }) } });
    },
    'rosters.mark': async ({ personKey }) => {
      isLeftToOthers = true;
      const marked = view(personKey);
      return marked === undefined ? err({ code: 'not-found' }) : ok({ row: marked });
    },
    'rosters.call': async ({ personKey }) => {
      const current = view(personKey);
      return ok({ turn: { summary, ...(current && { current }) } });
    },
    'rosters.capture': async ({ capture }) => {
      const digest = await crypto.subtle.digest('SHA-256', capture as Uint8Array<ArrayBuffer>);
      const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return ok({ job: sampleJob(), captureSha256: hash, photoSha256: hash, photo: capture });
    },
  };
}
