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
 * Whether two ETags were made in the same way, so that a difference means another picture: services answer a write and a read
 * in forms of their own, and some proxies add tags of the answer itself. By their length; counters grow.
 */
export function isSameKindOfETag(one: string, other: string): boolean {
  return one.length === other.length || (/^\d+$/.test(one) && /^\d+$/.test(other));
}

/** Writes of other photos that went to a slot before this one and were not seen there: any of them may show only later. */
export const rivalWritesSchema = z.object({
  /** What the service gave for those that it tagged. */
  eTags: z.array(z.string()).readonly(),
  /** One at least has no tag to know it by, and may look like this photo. */
  hasUntagged: z.boolean(),
  /** All of them are of the very bytes of this photo: whichever shows, the person has it. */
  areTwins: z.boolean().optional(),
});
export type RivalWrites = z.infer<typeof rivalWritesSchema>;

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
