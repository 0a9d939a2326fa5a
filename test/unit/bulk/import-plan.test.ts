import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Draft, PlanOptions } from '../../../electron/bulk/import-plan.ts';
import { RunningPlan } from '../../../electron/bulk/running-plan.ts';
import type { ImportItem } from '../../../shared/picture-import.ts';

const options: PlanOptions = {
  outputEdgePx: 648,
  takes: new Set(),
  takesNewest: false,
  keepsPresent: false,
  again: false,
  asksPresent: true,
};
const crop = { centreXPx: 500, centreYPx: 500, edgePx: 900, rotationDeg: 0 };
const seen = (faceCount: number | 'unknown' = 1) =>
  ({ kind: 'seen', size: { widthPx: 1000, heightPx: 1000 }, crop, isFromFace: true, faceCount }) as const;
const person = (objectId: string) => ({ objectId, displayName: `Person ${objectId}` });
const matched = (objectId: string) => ({ kind: 'matched', person: person(objectId), by: 'employeeNumber' }) as const;

type Changes = { readonly [Field in keyof Draft]?: Draft[Field] | undefined };

function draft(name: string, changes: Changes = {}): Draft {
  const file = { name, sizeBytes: 10, modifiedMs: 1 };
  const usual = { file, match: matched('a'), sha256: name, look: seen(), hasPresent: false, mending: {} };
  const fields = Object.entries({ ...usual, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields) as unknown as Draft;
}
function runningPlan(drafts: readonly Draft[], plannedBy: PlanOptions): RunningPlan {
  const plan = new RunningPlan(plannedBy);
  for (const one of drafts) plan.put(one);
  return plan;
}
const planImport = (drafts: readonly Draft[], plannedBy: PlanOptions) => runningPlan(drafts, plannedBy).items();
const planned = (drafts: readonly Draft[], changed: Partial<PlanOptions> = {}) =>
  planImport(drafts, { ...options, ...changed }).map(({ state, findings }) => [state, ...findings]);

test.each<[string, Changes, Partial<PlanOptions>, string[]]>([
  ['a picture of somebody', {}, {}, ['ready']],
  ['one that was not looked at', { sha256: undefined, look: undefined }, {}, ['unseen']],
  ['nobody found', { match: { kind: 'unmatched' } }, {}, ['held', 'unmatched']],
  [
    'two candidates',
    { match: { kind: 'ambiguous', candidates: [person('a'), person('b')] } },
    {},
    ['held', 'ambiguous'],
  ],
  ['no face', { look: seen(0) }, {}, ['held', 'no-face']],
  ['no face, taken by option', { look: seen(0) }, { takes: new Set(['no-face']) }, ['ready', 'no-face']],
  ['no face, taken by a person', { look: seen(0), mending: { decision: 'take' } }, {}, ['ready', 'no-face']],
  ['two faces', { look: seen(2) }, { takes: new Set(['no-face']) }, ['held', 'several-faces']],
  [
    'faces unknown',
    { look: seen('unknown') },
    { takes: new Set(['no-face', 'several-faces']) },
    ['held', 'faces-unknown'],
  ],
  [
    'faces unknown, by option',
    { look: seen('unknown') },
    { takes: new Set(['faces-unknown']) },
    ['ready', 'faces-unknown'],
  ],
  [
    'faces unknown, by a person',
    { look: seen('unknown'), mending: { decision: 'take' } },
    {},
    ['ready', 'faces-unknown'],
  ],
  ['left out', { mending: { decision: 'leave' } }, {}, ['left']],
  ['queued before', { isUnchanged: true }, {}, ['done', 'unchanged']],
  ['queued before, once more', { isUnchanged: true }, { again: true }, ['ready']],
  ['has a photo', { hasPresent: true }, {}, ['ready', 'has-photo']],
  ['has a photo and keeps it', { hasPresent: true }, { keepsPresent: true }, ['done', 'has-photo']],
  ['could not be asked', { hasPresent: undefined }, {}, ['ready', 'present-unknown']],
  ['nobody was asked', { hasPresent: undefined }, { asksPresent: false }, ['ready']],
  ['few pixels', { mending: { crop: { ...crop, edgePx: 300 } } }, {}, ['ready', 'not-sharp']],
  [
    'a file that is no picture, whatever a person says',
    { look: { kind: 'unreadable', failure: { code: 'picture-unreadable' } }, mending: { decision: 'take' } },
    {},
    ['refused', 'unreadable'],
  ],
  [
    'a picture of a few pixels',
    { look: { kind: 'unreadable', failure: { code: 'picture-too-small' } } },
    {},
    ['refused', 'too-small'],
  ],
  ['saved', { end: { jobId: 'job' } }, {}, ['queued']],
  ['not saved', { end: { failure: { code: 'internal' } } }, {}, ['failed']],
])('%s', (_what, changes, changed, expected) => {
  expect(planned([draft('1.jpg', changes)], changed)).toEqual([expected]);
});

test('of several different pictures of one person none goes before a person says which, or asks for the newest', () => {
  const older = draft('1.jpg');
  const newer = draft('1 (1).jpg', { file: { name: '1 (1).jpg', sizeBytes: 10, modifiedMs: 2 } });
  expect(planned([older, newer])).toEqual([
    ['held', 'several-files'],
    ['held', 'several-files'],
  ]);
  expect(planned([older, newer], { takesNewest: true }).map(([state]) => state)).toEqual(['left', 'ready']);
  const chosen = { ...older, mending: { decision: 'take' } } as const;
  expect(planned([chosen, newer], { takesNewest: true }).map(([state]) => state)).toEqual(['ready', 'left']);
  const same = { ...newer, file: { ...newer.file, modifiedMs: 1 } };
  expect(planned([older, same], { takesNewest: true }).map(([state]) => state)).toEqual(['held', 'held']);
});

test('the same file twice for one person goes once; for two people it goes to neither before a person says whose it is', () => {
  const copy = draft('1 - Copy.jpg', { sha256: '1.jpg' });
  expect(planned([copy, draft('1.jpg')])).toEqual([['done', 'copy'], ['ready']]);
  const others = draft('2.jpg', { sha256: '1.jpg', match: matched('b') });
  expect(planned([draft('1.jpg'), others]).map(([state]) => state)).toEqual(['held', 'held']);
  const taken = { ...others, mending: { decision: 'take' } } as const;
  expect(planned([draft('1.jpg'), taken]).map(([state]) => state)).toEqual(['held', 'ready']);
});

const anyDraft = fc
  .record({
    name: fc.stringMatching(/^[a-d]{1,3}$/),
    who: fc.constantFrom('a', 'b', 'c', undefined),
    sha256: fc.constantFrom('x', 'y', 'z'),
    modifiedMs: fc.nat(3),
    faceCount: fc.constantFrom(0, 1, 2, 'unknown' as const),
    decision: fc.constantFrom('take', 'leave', undefined),
    isUnchanged: fc.boolean(),
  })
  .map(({ name, who, modifiedMs, faceCount, decision, ...rest }) =>
    draft(name, {
      ...rest,
      file: { name, sizeBytes: 1, modifiedMs },
      match: who === undefined ? { kind: 'unmatched' } : matched(who),
      look: seen(faceCount),
      mending: decision === undefined ? {} : { decision },
    }),
  );

test('whatever is in a folder and whatever a person decides: nobody gets two photos, no picture goes to two people, and order says nothing', () => {
  const drafts = fc.uniqueArray(anyDraft, { selector: ({ file }) => file.name, maxLength: 12 });
  fc.assert(
    fc.property(drafts, fc.boolean(), fc.boolean(), (some, takesNewest, again) => {
      const plan = planImport(some, { ...options, takesNewest, again });
      const ready = plan.filter(({ state }) => state === 'ready');
      const ids = ready.map(({ match }) => (match.kind === 'matched' ? match.person.objectId : ''));
      expect(new Set(ids).size).toBe(ids.length);
      const files = ready.map(({ name }) => some.find(({ file }) => file.name === name)?.sha256);
      expect(new Set(files).size).toBe(files.length);
      const byName = (items: readonly ImportItem[]) => [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
      expect(byName(planImport([...some].reverse(), { ...options, takesNewest, again }))).toEqual(byName(plan));
    }),
    { numRuns: 2_000 },
  );
});

test('after any changes, one by one or looked at in between, the plan and its counts are those of a plan made anew', () => {
  const few = fc.array(anyDraft, { minLength: 1, maxLength: 24 });
  const looks = fc.array(fc.boolean(), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(few, looks, fc.boolean(), (changes, looksAfter, takesNewest) => {
      const plan = new RunningPlan(options);
      const known = new Map<string, Draft>();
      for (const [index, change] of changes.entries()) {
        plan.put(change);
        known.set(change.file.name, change);
        if (looksAfter[index] === true) plan.items();
        if (index === 12) plan.choose({ takesNewest });
      }
      plan.choose({ takesNewest });
      const fresh = runningPlan([...known.values()], { ...options, takesNewest });
      expect(plan.items()).toEqual(fresh.items());
      const { states, findings } = plan.counts();
      const items = fresh.items();
      for (const [state, count] of Object.entries(states)) {
        expect(items.filter((item) => item.state === state).length, state).toBe(count);
      }
      for (const [finding, count] of Object.entries(findings)) {
        expect(items.filter((item) => item.findings.some((one) => one === finding)).length, finding).toBe(count);
      }
    }),
    { numRuns: 500 },
  );
});

test('a step of a large folder plans anew only what it bears on', () => {
  const drafts = Array.from({ length: 500 }, (_, index) => draft(`${index}.jpg`, { match: matched(`p${index >> 1}`) }));
  const plan = runningPlan(drafts, options);
  const before = plan.items();
  plan.put(draft('10.jpg', { match: matched('p5'), mending: { decision: 'leave' } }));
  const after = plan.items();
  expect(after.flatMap((item, index) => (item === before[index] ? [] : [item.name]))).toEqual(['10.jpg', '11.jpg']);
  expect(after[10]).toMatchObject({ state: 'left' });
  expect(after[11]).toMatchObject({ state: 'ready' });
});

test('a step plans anew only what it bears on where one picture stands for everybody, too', () => {
  const file = (index: number) => `${index}.jpg`;
  const one = (index: number, changes: Changes = {}) =>
    draft(file(index), { match: matched(`p${index}`), sha256: 'placeholder', ...changes });
  const plan = runningPlan(
    Array.from({ length: 500 }, (_, index) => one(index)),
    options,
  );
  let before = plan.items();
  /** What a step has planned anew, and how each of it stands. */
  function step(changed: Draft): (readonly [string, string])[] {
    plan.put(changed);
    const after = plan.items();
    const anew = after.filter((item, index) => item !== before[index]);
    before = after;
    return anew.map(({ name, state }) => [name, state] as const);
  }
  expect(plan.counts()).toMatchObject({ states: { held: 500 }, findings: { 'same-picture': 500 } });
  expect(step(one(10, { hasPresent: true }))).toEqual([['10.jpg', 'held']]);
  expect(step(one(20, { mending: { decision: 'take' } }))).toEqual([['20.jpg', 'ready']]);
  // Of two that a person took the first stands.
  expect(step(one(12, { mending: { decision: 'take' } }))).toEqual([
    ['12.jpg', 'ready'],
    ['20.jpg', 'held'],
  ]);
  expect(step(one(30, { mending: { decision: 'take' } }))).toEqual([['30.jpg', 'held']]);
  expect(step(one(12))).toEqual([
    ['12.jpg', 'held'],
    ['20.jpg', 'ready'],
  ]);
  expect(step(one(20, { sha256: 'a picture of their own' }))).toEqual([
    ['20.jpg', 'ready'],
    ['30.jpg', 'ready'],
  ]);
});

test('the last of several who shared a picture is held back no longer', () => {
  const same = { sha256: 'placeholder' };
  const plan = runningPlan(
    [draft('1.jpg', { ...same, match: matched('a') }), draft('2.jpg', { ...same, match: matched('b') })],
    options,
  );
  expect(plan.items().map(({ state }) => state)).toEqual(['held', 'held']);
  plan.put(draft('2.jpg', { ...same, match: matched('b'), mending: { decision: 'leave' } }));
  expect(plan.items().map(({ state }) => state)).toEqual(['ready', 'left']);
});
