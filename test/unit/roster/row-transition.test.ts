import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countRows,
  nextRowState,
  type RowEvent,
  type RowEventKind,
  rowTransitions,
} from '../../../electron/roster/row-transition.ts';
import {
  type RosterCapture,
  type RosterMatch,
  type RosterRowState,
  rosterRowStateSchema,
} from '../../../shared/roster.ts';

const capture = { jobId: 'job-1', capturedAtMs: 5, station: 'one', noticeVersion: '3' };
const mark = { atMs: 7, station: 'two' };
const events: readonly RowEvent[] = [
  { kind: 'capture', capture },
  { kind: 'take-away' },
  { kind: 'ask-retake', reason: 'eyes closed', ...mark },
  { kind: 'keep' },
  { kind: 'skip', ...mark },
  { kind: 'no-show', ...mark },
  { kind: 'decline', ...mark },
  { kind: 'reopen' },
];
function run(...steps: RowEvent[]): RosterRowState {
  return steps.reduce<RosterRowState>(
    (state, event) => {
      const next = nextRowState(state, event);
      if (next.kind === 'error') throw new Error(JSON.stringify(next.error));
      return next.value;
    },
    { kind: 'open' },
  );
}

test('a photo is taken from everywhere: of who was skipped, absent, declined, or wants another', () => {
  for (const { capture: next } of Object.values(rowTransitions)) expect(next).toBe('captured');
});

test('no mark takes a capture away: only taking it away does', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 20 }), (steps) => {
      let state: RosterRowState = { kind: 'open' };
      for (const event of steps) {
        const next = nextRowState(state, event);
        if (next.kind === 'error') {
          expect(next.error).toEqual({ from: state.kind, event: event.kind });
          continue;
        }
        expect(rosterRowStateSchema.safeParse(next.value).success).toBe(true);
        expect(next.value.kind).toBe(rowTransitions[state.kind][event.kind]);
        if ('capture' in state && event.kind !== 'take-away') expect('capture' in next.value).toBe(true);
        state = next.value;
      }
    }),
    { numRuns: 500 },
  );
});

test('a retake keeps the photo until there is another, and says why it is wanted', () => {
  const asked = run({ kind: 'capture', capture }, { kind: 'ask-retake', reason: 'eyes closed', ...mark });
  expect(asked).toEqual({ kind: 'needs-retake', capture, reason: 'eyes closed', markedAtMs: 7, station: 'two' });
  expect(nextRowState(asked, { kind: 'keep' })).toMatchObject({ value: { kind: 'captured', capture } });
  const newer = { ...capture, jobId: 'job-2' };
  expect(nextRowState(asked, { kind: 'capture', capture: newer })).toMatchObject({ value: { capture: newer } });
});

test('a captured row refuses every mark', () => {
  const state = run({ kind: 'capture', capture });
  const refused = events.filter((event) => nextRowState(state, event).kind === 'error').map((event) => event.kind);
  expect(refused).toEqual(['keep', 'skip', 'no-show', 'decline', 'reopen'] satisfies RowEventKind[]);
});

test('states add up to the total, whatever the rows', () => {
  const states = [
    run(),
    run({ kind: 'capture', capture }),
    run({ kind: 'skip', ...mark }),
    run({ kind: 'no-show', ...mark }),
  ];
  const counts = countRows(
    states.map((state, index) => ({ state, isWalkIn: index === 0, isGone: index === 1, match: { kind: 'unmatched' } })),
  );
  expect(counts).toEqual({
    total: 4,
    open: 1,
    captured: 1,
    needsRetake: 0,
    skipped: 1,
    noShow: 1,
    declined: 0,
    walkIns: 1,
    gone: 1,
    withoutAccount: 4,
    heldPhotos: 0,
  });
});

test('only a photo that waits for an account is lost when its list is closed', () => {
  const row = (state: RosterRowState, match: RosterMatch = { kind: 'unmatched' }) => ({
    state,
    match,
    isWalkIn: false,
    isGone: false,
  });
  const held = { capturedAtMs: 1, station: 'Lobby' };
  const taken = (more: Partial<RosterCapture>): RosterRowState => ({ kind: 'captured', capture: { ...held, ...more } });
  const heldPhotos = (...rows: ReturnType<typeof row>[]) => countRows(rows).heldPhotos;
  expect(heldPhotos(row({ kind: 'open' }), row({ kind: 'declined', markedAtMs: 1, station: 'Lobby' }))).toBe(0);
  expect(heldPhotos(row(taken({})))).toBe(1);
  expect(heldPhotos(row({ kind: 'needs-retake', capture: held, reason: '', markedAtMs: 1, station: 'Lobby' }))).toBe(1);
  // Another station's, that waits there.
  expect(heldPhotos(row(taken({ elsewhere: 'x', stage: 'taken' })))).toBe(1);
  expect(heldPhotos(row(taken({ elsewhere: 'x', stage: 'sent' })))).toBe(0);
  expect(heldPhotos(row(taken({ jobId: 'job-1' })))).toBe(0);
});
