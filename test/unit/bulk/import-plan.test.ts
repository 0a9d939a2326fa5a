import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Draft, type PlanOptions, planImport } from '../../../electron/bulk/import-plan.ts';
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
const seen = (faceCount = 1) =>
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
    faceCount: fc.nat(2),
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
