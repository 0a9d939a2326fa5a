import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextInTurn } from '../../../electron/roster/roster-order.ts';
import type { RosterRow, RosterRowState, RosterRowStateKind } from '../../../shared/roster.ts';

const marked = { markedAtMs: 1, station: 'Lobby' };
const capture = { jobId: 'job', capturedAtMs: 1, station: 'Lobby' };
const states: Readonly<Record<RosterRowStateKind, RosterRowState>> = {
  open: { kind: 'open' },
  captured: { kind: 'captured', capture },
  'needs-retake': { kind: 'needs-retake', capture, reason: '', ...marked },
  skipped: { kind: 'skipped', ...marked },
  'no-show': { kind: 'no-show', ...marked },
  declined: { kind: 'declined', ...marked },
};
function row(position: number, kind: keyof typeof states, isGone = false): RosterRow {
  return {
    ...{ personKey: String(position), position, entry: {}, match: { kind: 'unmatched' }, state: states[kind] },
    ...{ isWalkIn: false, isGone },
  };
}
const turnAfter = (rows: readonly RosterRow[], key?: string) => nextInTurn(rows, key)?.personKey;

test('whoever was not there yet comes first, in the order of the list, round from the present one', () => {
  const rows = [row(0, 'open'), row(1, 'skipped'), row(2, 'captured'), row(3, 'open'), row(4, 'needs-retake')];
  expect(turnAfter(rows)).toBe('0');
  expect(turnAfter(rows, '0')).toBe('3');
  expect(turnAfter(rows, '3')).toBe('0');
});

test('then come retakes, then who was put off; nobody who is absent, declined or no longer on the list is called', () => {
  const rows = [row(0, 'skipped'), row(1, 'no-show'), row(2, 'needs-retake'), row(3, 'declined'), row(4, 'open', true)];
  expect(turnAfter(rows)).toBe('2');
  expect(turnAfter(rows, '2')).toBe('0');
  expect(turnAfter([row(1, 'no-show'), row(3, 'declined')])).toBeUndefined();
});

test('whom other stations call is passed over, and nobody is called when only they are left', () => {
  const rows = [row(0, 'open'), row(1, 'open'), row(2, 'captured'), row(3, 'open'), row(4, 'open')];
  const isForOthers = ({ position }: Pick<RosterRow, 'position'>) => position === 0 || position % 2 === 1;
  expect(nextInTurn(rows, undefined, { isForOthers: ({ position }) => position === 0 })?.personKey).toBe('1');
  expect(nextInTurn(rows, undefined, { isForOthers })?.personKey).toBe('4');
  // Whom the others call next is theirs too, while they do not know that this station is missing.
  const ahead = { after: [-1], count: 1, isPassedOver: () => false };
  expect(nextInTurn(rows, undefined, { isForOthers, ahead })?.personKey).toBe('4');
  expect(nextInTurn(rows, undefined, { isForOthers, ahead: { ...ahead, count: 4 } })).toBeUndefined();
  // They go on where they are, and pass over whom they leave to a station that was missing before.
  expect(nextInTurn(rows, undefined, { isForOthers: () => false, ahead: { ...ahead, after: [3] } })?.personKey).toBe(
    '0',
  );
  const isPassedOver = ({ position }: Pick<RosterRow, 'position'>) => position < 3;
  expect(nextInTurn(rows, undefined, { isForOthers, ahead: { ...ahead, count: 2, isPassedOver } })).toBeUndefined();
});

test('whom a station may have that was missing for long is called last, whatever the order of the list', () => {
  const rows = [row(0, 'open'), row(1, 'skipped'), row(2, 'open')];
  const order = { isForOthers: () => false, isLast: ({ position }: Pick<RosterRow, 'position'>) => position === 0 };
  const called = ['2', '1', '0'];
  for (const [index, key] of called.entries()) {
    const left = rows.filter(({ personKey }) => !called.slice(0, index).includes(personKey));
    expect(nextInTurn(left, undefined, order)?.personKey).toBe(key);
  }
});

test('calling one after the other reaches everybody who is to be photographed, once, whatever the order of the rows', () => {
  const kinds = fc.array(fc.constantFrom(...Object.values(states)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(kinds, fc.integer(), (listed, seed) => {
      let rows = listed.map(({ kind }, index) => row(index, kind));
      if (seed % 2 === 0) rows.reverse();
      const wanted = rows.filter(({ state }) => ['open', 'needs-retake', 'skipped'].includes(state.kind));
      const called: string[] = [];
      for (let next = nextInTurn(rows, undefined); next !== undefined; next = nextInTurn(rows, next.personKey)) {
        called.push(next.personKey);
        const { personKey } = next;
        rows = rows.map((one) => (one.personKey === personKey ? { ...one, state: states.captured } : one));
      }
      expect([...called].sort()).toEqual(wanted.map(({ personKey }) => personKey).sort());
    }),
    { numRuns: 300 },
  );
});
