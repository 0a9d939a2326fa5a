/** What was seen when the slot was read back after acceptance. */
export interface ReadBack {
  /** `undefined`: the slot's ETag is not known. */
  readonly eTag?: string;
  readonly widthPx?: number;
  /** Mean difference of the pixels, 0 to 255, between the photo sent and the photo served; absent when not compared. */
  readonly meanDifference?: number;
}

/** ETags known from the time of sending. */
export interface SendRecord {
  readonly beforeETag?: string;
  readonly acceptedETag?: string;
}

export type ReceiptVerdict = 'confirmed' | 'older-photo' | 'newer-photo' | 'not-compared' | 'different-photo';

/**
 * Up to this mean difference (of 255) two pictures are the same photo encoded twice. Measured with the fixtures: the
 * same photo at JPEG quality 40 to 95 differs by at most 1.2, at half size by 2.8; the same scene moved by four pixels
 * in 480 by 13, different photos by more than 60.
 */
export const samePhotoLimit = 6;
/**
 * The limit while the slot's tag is the one from before sending: either this very photo was there already (a repeated
 * write), or the older photo is still served, which may be a similar one of the same person a moment before.
 */
export const unchangedTagLimit = 3;

/** An ETag without what the same tag may carry in one place and not in another: the weak mark and the quotes. */
function bareETag(eTag: string | undefined): string | undefined {
  const bare = eTag
    ?.trim()
    .replace(/^W\//i, '')
    .replace(/^"+|"+$/g, '');
  return bare === '' ? undefined : bare;
}

/**
 * Whether the tag alone proves that the photo is there: it is the one that the service gave for this very write. A write
 * that left the tag as it was proves nothing: it may have been accepted and dropped.
 */
export function isSettledByETag(eTagNow: string | undefined, sent: SendRecord): boolean {
  const accepted = bareETag(sent.acceptedETag);
  return accepted !== undefined && bareETag(eTagNow) === accepted && accepted !== bareETag(sent.beforeETag);
}

/**
 * What the read-back proves, and nothing more. The service encodes anew, so bytes prove nothing: pixels come first,
 * then the ETag that the service itself gave when it accepted. A changed ETag alone proves that something was stored,
 * not that it was this photo.
 */
export function judgeReadBack(seen: ReadBack, sent: SendRecord): ReceiptVerdict {
  const eTag = bareETag(seen.eTag);
  const before = bareETag(sent.beforeETag);
  const accepted = bareETag(sent.acceptedETag);
  if (seen.meanDifference !== undefined) {
    const isUnchanged = eTag !== undefined && eTag === before;
    if (seen.meanDifference <= (isUnchanged ? unchangedTagLimit : samePhotoLimit)) return 'confirmed';
    if (isUnchanged) return 'older-photo';
    if (eTag !== undefined && (before !== undefined || accepted !== undefined) && eTag !== accepted)
      return 'newer-photo';
    return 'different-photo';
  }
  if (isSettledByETag(seen.eTag, sent)) return 'confirmed';
  if (eTag === undefined) return 'not-compared';
  return eTag === before ? 'older-photo' : 'not-compared';
}
