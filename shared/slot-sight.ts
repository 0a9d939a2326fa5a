import { z } from 'zod';

/**
 * What a photo slot was seen to hold at one moment: nothing, or a picture by its tag, by the hash of the bytes that were
 * served, or both. What is absent was not told.
 */
export const slotSightSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({
    kind: z.literal('photo'),
    eTag: z.string().optional(),
    servedSha256: z.string().optional(),
  }),
]);
export type SlotSight = z.infer<typeof slotSightSchema>;

/** An ETag without what the same tag may carry in one place and not in another: the weak mark and the quotes. */
export function bareETag(eTag: string | undefined): string | undefined {
  const bare = eTag
    ?.trim()
    .replace(/^W\//i, '')
    .replace(/^"+|"+$/g, '');
  return bare === '' ? undefined : bare;
}

/**
 * Whether two sights are of the same stored picture: by the tag where both have one, else by the bytes served. `undefined`
 * when that cannot be told.
 */
export function isSameSight(one: SlotSight, other: SlotSight): boolean | undefined {
  if (one.kind === 'empty' || other.kind === 'empty') return one.kind === other.kind;
  const [tag, otherTag] = [bareETag(one.eTag), bareETag(other.eTag)];
  if (tag !== undefined && otherTag !== undefined) return tag === otherTag;
  if (one.servedSha256 === undefined || other.servedSha256 === undefined) return undefined;
  return one.servedSha256 === other.servedSha256;
}
