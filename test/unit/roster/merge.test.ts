import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestCapture, isOverwritten, liveClaim, mergedRecord, standing } from '../../../electron/roster/merge.ts';
import { emptyRecord, recordOfText, recordText, type SharedRecord } from '../../../electron/roster/shared-record.ts';

const stations = ['s1', 's2', 's3', 's4', 's5'] as const;
// Few moments, so that stations often act at the same one.
const atMs = fc.integer({ min: 0, max: 8 });
const stamp = fc.record({ atMs, station: fc.constantFrom(...stations) }).map((one) => ({
  ...one,
  stationName: `Station ${one.station}`,
}));
/** One capture keeps its time: only how far it is changes. */
const capture = fc
  .record({ stamp, stage: fc.constantFrom('taken', 'sent', 'confirmed'), isWithdrawn: fc.boolean() })
  .map(({ stamp: by, stage, isWithdrawn }) => ({ ...by, id: `${by.station}:${by.atMs}`, stage, isWithdrawn }));
const captureId = fc.record({ atMs, station: fc.constantFrom(...stations) }).map((one) => `${one.station}:${one.atMs}`);

/** Something that one station saw of a row. */
const event: fc.Arbitrary<SharedRecord> = fc.oneof(
  capture.map((sure) => ({ sends: {}, sure })),
  capture.map((unsure) => ({ sends: {}, unsure })),
  fc
    .record({ stamp, kind: fc.constantFrom('open', 'skipped', 'no-show', 'declined') })
    .map(({ stamp: by, kind }) => ({ sends: {}, mark: { ...by, kind } })),
  fc
    .record({ stamp, captureId, isWanted: fc.boolean() })
    .map(({ stamp: by, ...retake }) => ({ sends: {}, retake: { ...by, ...retake, reason: '' } })),
  stamp.map((by) => ({ sends: {}, claim: { ...by, untilMs: by.atMs + 3 } })),
  fc
    .record({ stamp, position: fc.integer({ min: 0, max: 3 }), isGone: fc.boolean() })
    .map(({ stamp: by, ...facts }) => ({
      sends: {},
      facts: { ...by, ...facts, entry: { displayName: 'Ann' }, isWalkIn: false },
    })),
  // A newer version's part, and its field in a part that is known.
  fc
    .record({ stamp, room: fc.constantFrom('A', 'B') })
    .map(({ stamp: by, room }) => ({ sends: {}, others: { place: { ...by, room } } })),
  fc
    .record({ capture, lens: fc.constantFrom('wide', 'long') })
    .map(({ capture: one, lens }) => ({ sends: {}, sure: { ...one, lens } })),
  fc
    .record({ station: fc.constantFrom(...stations), captureId, atMs })
    .map(({ station, ...send }) => ({ sends: { [station]: send } })),
);
const events = fc.array(event, { maxLength: 12 });
const record = events.map((list) => list.reduce(mergedRecord, emptyRecord));
const runs = { numRuns: 10_000 };

const same = (a: SharedRecord, b: SharedRecord) => expect(recordText(a)).toBe(recordText(b));

describe('what stations know of a row merges', () => {
  test('to the same in whatever order, how often and through whom events of up to five stations arrive', () => {
    const scenario = fc.record({
      events,
      seed: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      split: fc.nat(12),
    });
    fc.assert(
      fc.property(scenario, ({ events: list, seed, split }) => {
        const shuffled = list
          .map((one, index) => ({ one, rank: seed[index] ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ one }) => one);
        // Two stations hear one part each, then of each other, twice.
        const first = shuffled.slice(0, split).reduce(mergedRecord, emptyRecord);
        const second = shuffled.slice(split).reduce(mergedRecord, emptyRecord);
        const together = mergedRecord(mergedRecord(second, first), first);
        same(together, list.reduce(mergedRecord, emptyRecord));
        expect(standing(together)).toEqual(standing(list.reduce(mergedRecord, emptyRecord)));
      }),
      runs,
    );
  });

  test('commutatively, associatively and idempotently', () => {
    fc.assert(
      fc.property(record, record, record, (a, b, c) => {
        same(mergedRecord(a, b), mergedRecord(b, a));
        same(mergedRecord(mergedRecord(a, b), c), mergedRecord(a, mergedRecord(b, c)));
        same(mergedRecord(a, a), a);
        same(recordOfText(recordText(a)), a);
      }),
      runs,
    );
  });

  test('so that the newest photo wins and no photo is ever lost to a mark', () => {
    fc.assert(
      fc.property(events, (list) => {
        const merged = list.reduce(mergedRecord, emptyRecord);
        const captures = list.flatMap(({ sure, unsure }) => [sure, unsure].filter((one) => one !== undefined));
        const newest = Math.max(...captures.map((one) => one.atMs));
        const best = bestCapture(merged);
        expect(best?.atMs).toBe(captures.length === 0 ? undefined : newest);
        if (best?.isWithdrawn === false) expect(standing(merged)).toMatchObject({ capture: { id: best.id } });
      }),
      runs,
    );
  });
});

const by = (station: string, at: number) => ({ station, stationName: station, atMs: at });
const taken = (station: string, at: number) => ({
  ...by(station, at),
  id: `${station}:${at}`,
  stage: 'taken' as const,
  isWithdrawn: false,
});

describe('a row', () => {
  test('whose person was marked absent and came to another station is captured, whichever was later', () => {
    for (const mark of [by('s1', 5), by('s1', 50)]) {
      const merged = mergedRecord(
        { sends: {}, mark: { ...mark, kind: 'no-show' } },
        { sends: {}, sure: taken('s2', 20) },
      );
      expect(standing(merged).kind).toBe('captured');
    }
  });

  test('with two photos of which nobody knows which is the newer waits for a person, until one decides', () => {
    const both: SharedRecord = { sends: {}, sure: taken('s1', 10), unsure: taken('s2', 20) };
    expect(standing(both)).toMatchObject({ kind: 'needs-retake', capture: { id: 's2:20' } });
    const kept = { ...by('s3', 30), captureId: 's2:20', isWanted: false, reason: '' };
    expect(standing(mergedRecord(both, { sends: {}, retake: kept })).kind).toBe('captured');
  });

  test('whose photo was taken back is open again, and a mark made after that counts', () => {
    const back: SharedRecord = { sends: {}, sure: { ...taken('s1', 10), isWithdrawn: true } };
    expect(standing(back).kind).toBe('open');
    const marked = (at: number) => mergedRecord(back, { sends: {}, mark: { ...by('s2', at), kind: 'declined' } });
    expect(standing(marked(9)).kind).toBe('open');
    expect(standing(marked(11)).kind).toBe('declined');
  });

  test('is another station’s alone for as long as its claim lasts, or until something came of it', () => {
    const claim = { ...by('s1', 100), untilMs: 400 };
    expect(liveClaim({ claim }, 399)).toEqual(claim);
    expect(liveClaim({ claim }, 400)).toBeUndefined();
    expect(liveClaim({ claim, sure: taken('s1', 150) }, 200)).toBeUndefined();
    expect(liveClaim({ claim, mark: { ...by('s1', 150), kind: 'no-show' } }, 200)).toBeUndefined();
    expect(liveClaim({ claim, sure: taken('s2', 50) }, 200)).toEqual(claim);
  });

  test('whose older photo reached the directory after the newest one is told as overwritten', () => {
    const sends = (other: number) => ({
      s1: { captureId: 's1:10000', atMs: other },
      s2: { captureId: 's2:20000', atMs: 40_000 },
    });
    const record = { sure: { ...taken('s2', 20_000), stage: 'confirmed' as const } };
    const nowMs = 60_000;
    expect(isOverwritten({ ...record, sends: sends(50_000) }, nowMs)).toBe(true);
    expect(isOverwritten({ ...record, sends: sends(39_000) }, nowMs)).toBe(true);
    expect(isOverwritten({ ...record, sends: sends(30_000) }, nowMs)).toBe(false);
    expect(isOverwritten({ ...record, sends: { s2: sends(0).s2 } }, nowMs)).toBe(false);
    // Of a time to come: sending again now would not be later.
    expect(isOverwritten({ ...record, sends: sends(90_000) }, nowMs)).toBe(false);
    expect(isOverwritten({ ...record, sends: sends(90_000) }, 90_000)).toBe(true);
  });
});

describe('the column of the record', () => {
  test('is no record where somebody wrote into it: nothing is believed of it', () => {
    const texts = ['', 'hello', '{}', '{"sends":[]}', '[]', 'null', '{"__proto__":{"atMs":1}}', undefined];
    for (const text of texts) expect(recordOfText(text)).toEqual(emptyRecord);
    const mark = { ...by('s1', 5), kind: 'no-show' };
    const bad = [
      { ...mark, stationName: 'x'.repeat(300) },
      { ...mark, atMs: 'yesterday' },
      { ...mark, atMs: 8e15 },
      { ...mark, kind: 'no-show', station: 7 },
    ];
    for (const one of bad) expect(recordOfText(JSON.stringify({ sends: {}, mark: one }))).toEqual(emptyRecord);
    // The other parts of the same row are still believed.
    const record: SharedRecord = { sends: { s1: { captureId: 's1:10', atMs: 12 } }, sure: taken('s1', 10) };
    const damaged = { ...record, mark: bad[0], sends: { ...record.sends, s2: 'now' } };
    expect(recordOfText(JSON.stringify(damaged))).toEqual(record);
  });

  test('keeps what a newer version says: its parts, its fields and its words survive what this one adds', () => {
    const capture = { ...taken('s1', 10), lens: 'wide' };
    const entry = { displayName: 'Ann', pronouns: 'she' };
    const newer = {
      sure: capture,
      facts: { ...by('s1', 1), position: 0, entry, isWalkIn: false, isGone: false, floor: 2 },
      mark: { ...by('s1', 5), kind: 'excused' },
      lunch: { from: 12 },
      sends: { s1: { captureId: 's1:10', atMs: 12, way: 'beta' } },
    };
    const read = recordOfText(JSON.stringify(newer));
    expect(standing(read)).toMatchObject({ kind: 'captured', capture: { id: 's1:10' } });
    // Another station of this version knows the same photo, without what is new, and that it was sent.
    const seen: SharedRecord = { sends: {}, sure: { ...taken('s1', 10), stage: 'sent' } };
    const sent = { ...newer, sure: { ...capture, stage: 'sent' } };
    for (const merged of [mergedRecord(read, seen), mergedRecord(seen, read)])
      expect(JSON.parse(recordText(merged))).toEqual(sent);
    // A mark that is made after the one that is not understood takes its place, an older one does not.
    const marked = (at: number) => ({ sends: {}, mark: { ...by('s2', at), kind: 'declined' as const } });
    const left = (at: number) => JSON.parse(recordText(mergedRecord(read, marked(at)))).mark.kind;
    expect([left(4), left(6)]).toEqual(['excused', 'declined']);
  });

  test('does not let anybody be held at a camera for longer than an hour', () => {
    expect(liveClaim({ claim: { ...by('s1', 100), untilMs: 7e12 } }, 1_000)).toBeUndefined();
    // Nor by a claim of another year; one of a clock that is a little ahead holds as any other.
    expect(liveClaim({ claim: { ...by('s1', 6e12), untilMs: 6e12 + 180_000 } }, 1_000)).toBeUndefined();
    const ahead = { ...by('s1', 61_000), untilMs: 241_000 };
    expect(liveClaim({ claim: ahead }, 1_000)).toEqual(ahead);
  });

  test('is not believed of a time that is more than a day away; what was there before stays', () => {
    const nowMs = Date.UTC(2026, 10, 26, 8);
    const dayMs = 86_400_000;
    const said = (atMs: number) => ({
      sends: { s1: { captureId: 's1:10', atMs } },
      sure: taken('s1', atMs),
      mark: { ...by('s1', atMs), kind: 'no-show' as const },
      lunch: { ...by('s1', atMs), from: 12 },
    });
    const text = (atMs: number) => JSON.stringify(said(atMs));
    expect(recordOfText(text(nowMs + 2 * dayMs), nowMs)).toEqual(emptyRecord);
    expect(JSON.parse(recordText(recordOfText(text(nowMs + dayMs), nowMs)))).toEqual(said(nowMs + dayMs));
    const mark = { sends: {}, mark: { ...by('s2', nowMs), kind: 'declined' as const } };
    expect(mergedRecord(mark, recordOfText(text(nowMs + 2 * dayMs), nowMs))).toEqual(mark);
  });
});
