import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeReadBack, samePhotoLimit } from '../../../electron/graph/receipt.ts';

const tagged = (eTag: string) => ({ kind: 'photo', eTag }) as const;
const old = { before: tagged('old') };
const empty = { before: { kind: 'empty' } } as const;
const held = { ...old, isHeldBefore: true };
const tags = (...eTags: string[]) => ({ eTags, hasUntagged: false });
const untagged = { before: { kind: 'photo', servedSha256: 'a' } } as const;

describe('the receipt', () => {
  it.each([
    // The same pixels in a slot that has changed.
    [{ eTag: 'new', meanDifference: 1 }, old, 'confirmed'],
    [{ eTag: 'new', meanDifference: 5 }, old, 'confirmed'],
    [{ meanDifference: 0 }, empty, 'confirmed'],
    [{ servedSha256: 'b', meanDifference: 1 }, untagged, 'confirmed'],
    // The slot is as it was: a retake may look like the photo that is there, however alike the pixels.
    [{ eTag: 'old', meanDifference: 0 }, old, 'older-photo'],
    [{ eTag: 'W/"old"', meanDifference: 2 }, old, 'older-photo'],
    [{ eTag: 'old', meanDifference: 5 }, old, 'older-photo'],
    [{ eTag: 'old', meanDifference: 60 }, old, 'older-photo'],
    [{ servedSha256: 'a', meanDifference: 1 }, untagged, 'older-photo'],
    [{ eTag: 'old', servedSha256: 'b', meanDifference: 1 }, old, 'older-photo'],
    // Unless this very photo was there already.
    [{ eTag: 'old', meanDifference: 1 }, held, 'confirmed'],
    [{ eTag: 'old', meanDifference: 60 }, held, 'older-photo'],
    [{ eTag: 'old', meanDifference: 60, isSameFile: true }, old, 'confirmed'],
    // Nobody knows what was there.
    [{ meanDifference: 0 }, {}, 'not-compared'],
    [{ eTag: 'any', meanDifference: 0 }, {}, 'not-compared'],
    [{ meanDifference: 1 }, old, 'not-compared'],
    [{ meanDifference: 1, isSameFile: true }, {}, 'confirmed'],
    // Another picture.
    [{ eTag: 'other', meanDifference: 60 }, old, 'newer-photo'],
    [{ eTag: 'other', meanDifference: 60 }, { acceptedETag: 'mine' }, 'newer-photo'],
    [{ eTag: 'other', meanDifference: 60 }, {}, 'different-photo'],
    [{ eTag: 'mine', meanDifference: 60 }, { acceptedETag: 'mine' }, 'different-photo'],
    [{ meanDifference: 60 }, old, 'different-photo'],
    // Tags alone prove little.
    [{ eTag: 'mine' }, { ...empty, acceptedETag: 'mine' }, 'confirmed'],
    [{ eTag: 'mine' }, { ...old, acceptedETag: 'mine' }, 'confirmed'],
    [{ eTag: 'W/"mine"' }, { ...old, acceptedETag: '"mine"' }, 'confirmed'],
    [{ eTag: 'mine' }, { acceptedETag: 'mine' }, 'not-compared'],
    [{ eTag: 'mine' }, { ...untagged, acceptedETag: 'mine' }, 'not-compared'],
    [{ eTag: 'old' }, old, 'older-photo'],
    // Another photo of ours was written before and may be what is seen.
    [{ eTag: 'two', meanDifference: 1 }, { ...old, rivals: tags('one') }, 'confirmed'],
    [{ eTag: 'one', meanDifference: 1 }, { ...old, rivals: tags('one') }, 'older-photo'],
    [{ eTag: 'W/"one"', meanDifference: 1 }, { ...old, rivals: tags('"one"') }, 'older-photo'],
    [{ eTag: '13', meanDifference: 1 }, { before: tagged('9'), rivals: tags('9') }, 'confirmed'],
    [{ eTag: 'two', meanDifference: 1 }, { ...old, rivals: tags('of-another-form') }, 'not-compared'],
    [{ eTag: 'two', meanDifference: 1 }, { ...old, rivals: tags('') }, 'not-compared'],
    [{ eTag: 'two', meanDifference: 1 }, { ...old, rivals: { eTags: [], hasUntagged: true } }, 'not-compared'],
    [{ servedSha256: 'b', meanDifference: 1 }, { ...untagged, rivals: tags('one') }, 'not-compared'],
    [{ eTag: 'old', meanDifference: 1 }, { ...held, rivals: tags('one') }, 'not-compared'],
    [{ eTag: 'two' }, { ...old, acceptedETag: 'two', rivals: tags('one') }, 'confirmed'],
    [{ eTag: 'one' }, { ...old, acceptedETag: 'one', rivals: tags('one') }, 'not-compared'],
    [{ eTag: 'one', meanDifference: 1 }, { ...old, acceptedETag: 'one', rivals: tags('one') }, 'older-photo'],
    [{ eTag: 'one', meanDifference: 1, isSameFile: true }, { ...old, rivals: tags('one') }, 'confirmed'],
    // The service gave this write another tag than the slot shows, in the same form.
    [{ eTag: 'two', meanDifference: 1 }, { ...old, acceptedETag: 'one' }, 'not-compared'],
    [{ eTag: 'two', meanDifference: 1 }, { ...old, acceptedETag: 'of-another-form' }, 'confirmed'],
    // Accepted, and nothing changed: beta's PATCH was seen to do that.
    [{ eTag: 'old' }, { ...old, acceptedETag: 'old' }, 'older-photo'],
    [{ eTag: 'old' }, { ...old, acceptedETag: 'mine' }, 'older-photo'],
    [{ eTag: 'changed' }, old, 'not-compared'],
    [{ eTag: 'changed' }, { ...old, acceptedETag: 'mine' }, 'not-compared'],
    [{}, { ...old, acceptedETag: 'mine' }, 'not-compared'],
    [{ eTag: '' }, { ...empty, acceptedETag: '' }, 'not-compared'],
    [{ eTag: 'W/""' }, { ...empty, acceptedETag: '""' }, 'not-compared'],
  ] as const)('of %j after %j is %s', (seen, sent, verdict) => {
    expect(judgeReadBack(seen, sent)).toBe(verdict);
  });

  it('never confirms a slot that is as it was, unless this photo was there, nor one that nobody looked at', () => {
    const tag = fc.option(fc.constantFrom('a', 'b', 'c', 'W/"a"', '"b"', ''), { nil: undefined });
    const hash = fc.option(fc.constantFrom('x', 'y'), { nil: undefined });
    const difference = fc.option(fc.double({ min: 0, max: 255, noNaN: true }), { nil: undefined });
    const sight = fc.oneof(
      fc.constant(undefined),
      fc.constant({ kind: 'empty' as const }),
      fc.record({ kind: fc.constant('photo' as const), eTag: tag, servedSha256: hash }),
    );
    const defined = <Value extends object>(value: Value) =>
      Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
    const bare = (text: string | undefined) => text?.replace(/^W\//, '').replaceAll('"', '') || undefined;
    fc.assert(
      fc.property(tag, hash, sight, tag, difference, (eTag, servedSha256, before, acceptedETag, meanDifference) => {
        const seen = defined({ eTag, servedSha256, meanDifference });
        const sent = defined({ before: before && defined(before), acceptedETag });
        const isConfirmed = judgeReadBack(seen, sent) === 'confirmed';
        const [now, then] = [bare(eTag), before?.kind === 'photo' ? bare(before.eTag) : undefined];
        const isTagKnown = now !== undefined && then !== undefined;
        const hashThen = before?.kind === 'photo' ? before.servedSha256 : undefined;
        const isHashKnown = servedSha256 !== undefined && hashThen !== undefined;
        const hasChanged =
          before?.kind === 'empty' || (isTagKnown ? now !== then : isHashKnown && servedSha256 !== hashThen);
        const isOwnTag = now !== undefined && now === bare(acceptedETag);
        const isSettled = isOwnTag && (before?.kind === 'empty' || (isTagKnown && now !== then));
        const isAlike = meanDifference !== undefined && meanDifference <= samePhotoLimit;
        // All tags here are of one length: another one than the service gave for the write is another write's.
        const isNamedOtherwise = now !== undefined && bare(acceptedETag) !== undefined && !isOwnTag;
        expect(isConfirmed).toBe(isSettled || (hasChanged && isAlike && !isNamedOtherwise));
      }),
      { numRuns: 2000 },
    );
  });
});
