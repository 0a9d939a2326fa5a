import type { SentPhoto } from '../../shared/outcome.ts';
import { bareETag, isSameKindOfETag, isSameSight, type RivalWrites, type SlotSight } from '../../shared/slot-sight.ts';

/** What was seen when the slot was read back after acceptance. */
export interface ReadBack {
  /** `undefined`: the slot's ETag is not known. */
  readonly eTag?: string;
  readonly widthPx?: number;
  /** Of the bytes served, when the picture was fetched. */
  readonly servedSha256?: string;
  /** The bytes served are the bytes sent. */
  readonly isSameFile?: boolean;
  /** Mean difference of the pixels, 0 to 255, between the photo sent and the photo served; absent when not compared. */
  readonly meanDifference?: number;
}

/** What is known from the time of sending. */
export type SendRecord = Omit<SentPhoto, 'jpeg'>;

export type ReceiptVerdict = 'confirmed' | 'older-photo' | 'newer-photo' | 'not-compared' | 'different-photo';

/**
 * Up to this mean difference (of 255) two pictures can be the same photo encoded twice. Measured with the fixtures: the
 * same photo at JPEG quality 40 to 95 differs by at most 1.2, at half size by 2.8; the same scene moved by four pixels
 * in 480 by 13, different photos by more than 60. The other way round it proves nothing: two photos of a dark room, or a
 * retake a little brighter, differ by less. So pixels confirm only together with proof that the slot has changed.
 */
export const samePhotoLimit = 6;

/** Beyond this mean difference no picture can be taken for both photos: each may differ from it by `samePhotoLimit`. */
export const distinctPhotoLimit = 2 * samePhotoLimit;

/**
 * Whether the tag alone proves that the photo is there: it is the one that the service gave for this very write, and not the
 * one from before, nor that of another write under way. A write that left the tag as it was proves nothing: it may have been
 * accepted and dropped.
 */
export function isSettledByETag(eTagNow: string | undefined, { before, acceptedETag, rivals }: SendRecord): boolean {
  const accepted = bareETag(acceptedETag);
  if (accepted === undefined || bareETag(eTagNow) !== accepted || before === undefined) return false;
  if (rivals?.eTags.some((tag) => bareETag(tag) === accepted) === true) return false;
  if (before.kind === 'empty') return true;
  const tagBefore = bareETag(before.eTag);
  return tagBefore !== undefined && tagBefore !== accepted;
}

/** Which other write the slot may show: one that its tag names, one that nothing rules out, or none. */
function rivalShown(tag: string | undefined, rivals: RivalWrites | undefined): 'this' | 'perhaps' | 'none' {
  if (rivals === undefined || rivals.areTwins === true) return 'none';
  const tags = rivals.eTags.map(bareETag).filter((known) => known !== undefined);
  if (tag !== undefined && tags.includes(tag)) return 'this';
  const isOpen = tags.some((known) => tag === undefined || !isSameKindOfETag(known, tag));
  return rivals.hasUntagged || tags.length < rivals.eTags.length || isOpen ? 'perhaps' : 'none';
}

/** Pixels that are alike in a slot that changed prove this photo only when no other write can have changed it so. */
function judgeAlike(tag: string | undefined, { acceptedETag, rivals }: SendRecord): ReceiptVerdict {
  const shown = rivalShown(tag, rivals);
  if (shown === 'this') return 'older-photo';
  const accepted = bareETag(acceptedETag);
  const isNamedOtherwise =
    tag !== undefined && accepted !== undefined && tag !== accepted && isSameKindOfETag(tag, accepted);
  return shown === 'perhaps' || isNamedOtherwise ? 'not-compared' : 'confirmed';
}

/**
 * What the read-back proves, and nothing more; station and command line judge by this alone. The service encodes anew, so
 * other bytes prove nothing. Confirmed is: the very bytes; the tag that the service gave for this write; the same pixels in a
 * slot that has changed since before it; or an unchanged slot that held this photo already. The same pixels in a slot
 * that has not changed are the older photo, however alike the two are; where nobody knows what was there before, nobody can
 * tell. A changed tag alone proves that something was stored, not that it was this photo. And where another photo was written
 * before and not seen yet, or the service gave this write another tag than the slot shows, alike pixels may be another's.
 */
export function judgeReadBack(seen: ReadBack, sent: SendRecord): ReceiptVerdict {
  const { eTag, servedSha256, meanDifference } = seen;
  if (seen.isSameFile === true || isSettledByETag(eTag, sent)) return 'confirmed';
  const now: SlotSight = {
    kind: 'photo',
    ...(eTag === undefined ? {} : { eTag }),
    ...(servedSha256 === undefined ? {} : { servedSha256 }),
  };
  const isUnchanged = sent.before === undefined ? undefined : isSameSight(sent.before, now);
  const isAlike = meanDifference !== undefined && meanDifference <= samePhotoLimit;
  const tag = bareETag(eTag);
  if (isUnchanged === true) {
    const isHeld = isAlike && sent.isHeldBefore === true;
    if (!isHeld) return 'older-photo';
    return sent.rivals === undefined || sent.rivals.areTwins === true ? 'confirmed' : 'not-compared';
  }
  if (meanDifference === undefined) return 'not-compared';
  if (isAlike) return isUnchanged === false ? judgeAlike(tag, sent) : 'not-compared';
  const accepted = bareETag(sent.acceptedETag);
  const isOthers = tag !== undefined && tag !== accepted && (isUnchanged === false || accepted !== undefined);
  return isOthers ? 'newer-photo' : 'different-photo';
}
