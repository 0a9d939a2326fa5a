import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeReadBack, samePhotoLimit, unchangedTagLimit } from '../../../electron/graph/receipt.ts';

describe('the receipt', () => {
  it.each([
    // Pixels decide where there are any.
    [{ eTag: 'new', meanDifference: 1 }, { beforeETag: 'old' }, 'confirmed'],
    [{ eTag: 'old', meanDifference: 1 }, { beforeETag: 'old' }, 'confirmed'],
    [{ meanDifference: 0 }, {}, 'confirmed'],
    [{ eTag: 'old', meanDifference: 5 }, { beforeETag: 'old' }, 'older-photo'],
    [{ eTag: 'new', meanDifference: 5 }, { beforeETag: 'old' }, 'confirmed'],
    [{ eTag: 'old', meanDifference: 60 }, { beforeETag: 'old' }, 'older-photo'],
    [{ eTag: 'other', meanDifference: 60 }, { beforeETag: 'old' }, 'newer-photo'],
    [{ eTag: 'other', meanDifference: 60 }, { acceptedETag: 'mine' }, 'newer-photo'],
    [{ eTag: 'other', meanDifference: 60 }, {}, 'different-photo'],
    [{ eTag: 'mine', meanDifference: 60 }, { acceptedETag: 'mine' }, 'different-photo'],
    [{ meanDifference: 60 }, { beforeETag: 'old' }, 'different-photo'],
    // Tags alone prove little.
    [{ eTag: 'mine' }, { acceptedETag: 'mine' }, 'confirmed'],
    [{ eTag: 'W/"mine"' }, { acceptedETag: '"mine"' }, 'confirmed'],
    [{ eTag: 'old' }, { beforeETag: 'old' }, 'older-photo'],
    // Accepted, and nothing changed: beta's PATCH was seen to do that.
    [{ eTag: 'old' }, { beforeETag: 'old', acceptedETag: 'old' }, 'older-photo'],
    [{ eTag: 'old' }, { beforeETag: 'old', acceptedETag: 'mine' }, 'older-photo'],
    [{ eTag: 'changed' }, { beforeETag: 'old' }, 'not-compared'],
    [{ eTag: 'changed' }, { beforeETag: 'old', acceptedETag: 'mine' }, 'not-compared'],
    [{}, { beforeETag: 'old', acceptedETag: 'mine' }, 'not-compared'],
    [{ eTag: '' }, { acceptedETag: '' }, 'not-compared'],
    [{ eTag: 'W/""' }, { acceptedETag: '""' }, 'not-compared'],
  ] as const)('of %j after %j is %s', (seen, sent, verdict) => {
    expect(judgeReadBack(seen, sent)).toBe(verdict);
  });

  it('confirms only the same pixels, or the tag the service gave on acceptance', () => {
    const tag = fc.option(fc.constantFrom('a', 'b', 'c', 'W/"a"', '"b"', ''), { nil: undefined });
    const difference = fc.option(fc.double({ min: 0, max: 255, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(tag, tag, tag, difference, (eTag, beforeETag, acceptedETag, meanDifference) => {
        const defined = <Value extends object>(value: Value) =>
          Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
        const verdict = judgeReadBack(defined({ eTag, meanDifference }), defined({ beforeETag, acceptedETag }));
        const bare = (text: string | undefined) => text?.replace(/^W\//, '').replaceAll('"', '') || undefined;
        const isSameTag =
          bare(eTag) !== undefined && bare(eTag) === bare(acceptedETag) && bare(acceptedETag) !== bare(beforeETag);
        const isUnchanged = bare(eTag) !== undefined && bare(eTag) === bare(beforeETag);
        const limit = isUnchanged ? unchangedTagLimit : samePhotoLimit;
        if (meanDifference !== undefined) expect(verdict === 'confirmed').toBe(meanDifference <= limit);
        else expect(verdict === 'confirmed').toBe(isSameTag);
      }),
      { numRuns: 2000 },
    );
  });
});
