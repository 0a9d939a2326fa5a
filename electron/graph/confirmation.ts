import { createHash } from 'node:crypto';
import { assertNever } from '../../shared/assert-never.ts';
import { type Outcome, type Receipt, type SentPhoto, unreadReceipt } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { bareETag, type SlotSight } from '../../shared/slot-sight.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../ports.ts';
import type { PhotoMetadata } from './photo-metadata.ts';
import { isSettledByETag, judgeReadBack, type ReadBack } from './receipt.ts';

type Read<Value> = Promise<Result<({ readonly kind: 'photo' } & Value) | { readonly kind: 'no-photo' }, Outcome>>;
type Value = { readonly bytes: Uint8Array; readonly eTag?: string };

/** The two reads of a slot. */
export interface SlotReads {
  readMetadata(target: Target, options: { signal?: AbortSignal }): Read<PhotoMetadata>;
  readValue(target: Target, options: { signal?: AbortSignal }): Read<Value>;
}

interface ConfirmParts {
  readonly api: SlotReads;
  readonly clock: Clock;
  readonly comparePictures: ((sent: Uint8Array, served: Uint8Array) => Promise<number | undefined>) | undefined;
}

interface Seen extends ReadBack {
  readonly kind: 'seen';
}
type Look = Seen | { readonly kind: 'no-photo' } | { readonly kind: 'failed'; readonly outcome: Outcome };

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * What the slot holds now, to be remembered before it is written to. One request where the slot has a tag; where it has none
 * the picture is fetched, because then only its bytes tell whether it changed.
 */
export async function lookAtSlot(
  api: SlotReads,
  target: Target,
  options: { signal?: AbortSignal },
): Promise<Result<SlotSight, Outcome>> {
  const metadata = await api.readMetadata(target, options);
  if (metadata.kind === 'error') return metadata;
  if (metadata.value.kind === 'no-photo') return ok({ kind: 'empty' });
  const { eTag } = metadata.value;
  if (eTag !== undefined) return ok({ kind: 'photo', eTag });
  const value = await api.readValue(target, options);
  if (value.kind === 'error') return err(value.error);
  if (value.value.kind === 'no-photo') return ok({ kind: 'empty' });
  const valueETag = value.value.eTag === undefined ? {} : { eTag: value.value.eTag };
  return ok({ kind: 'photo', ...valueETag, servedSha256: sha256(value.value.bytes) });
}

/**
 * The tag to judge a fetched picture by. Another photo may have arrived between the two reads: then the metadata, read
 * again, carries the picture's tag. Otherwise the picture's header is merely another form of tag, and says nothing beside the
 * one that was seen before the write.
 */
async function tagOfValue(
  api: SlotReads,
  target: Target,
  { ofMetadata, ofValue }: { readonly ofMetadata: string | undefined; readonly ofValue: string | undefined },
  options: { signal?: AbortSignal },
): Promise<Result<string | undefined, Outcome>> {
  if (ofMetadata === undefined || ofValue === undefined) return ok(ofMetadata ?? ofValue);
  if (bareETag(ofMetadata) === bareETag(ofValue)) return ok(ofMetadata);
  const again = await api.readMetadata(target, options);
  if (again.kind === 'error' && again.error.kind === 'throttled') return again;
  const isReplaced =
    again.kind === 'ok' && again.value.kind === 'photo' && bareETag(again.value.eTag) === bareETag(ofValue);
  return ok(isReplaced ? ofValue : ofMetadata);
}

async function readBack(
  { api, comparePictures }: ConfirmParts,
  target: Target,
  sent: SentPhoto,
  signal: AbortSignal | undefined,
): Promise<Look> {
  const options = signal === undefined ? {} : { signal };
  const metadata = await api.readMetadata(target, options);
  if (metadata.kind === 'error') return { kind: 'failed', outcome: metadata.error };
  if (metadata.value.kind === 'no-photo') return { kind: 'no-photo' };
  const { eTag, widthPx } = metadata.value;
  const seen = { kind: 'seen' as const, widthPx, ...(eTag === undefined ? {} : { eTag }) };
  // The service's own tag for what it accepted settles it: no need to fetch the picture.
  const isSettled = isSettledByETag(eTag, sent);
  if (isSettled || comparePictures === undefined) return seen;
  const value = await api.readValue(target, options);
  if (value.kind === 'error') return { kind: 'failed', outcome: value.error };
  if (value.value.kind === 'no-photo') return { kind: 'no-photo' };
  const { bytes } = value.value;
  const meanDifference = await comparePictures(sent.jpeg, bytes).catch(() => undefined);
  const valueETag = await tagOfValue(api, target, { ofMetadata: eTag, ofValue: value.value.eTag }, options);
  if (valueETag.kind === 'error') return { kind: 'failed', outcome: valueETag.error };
  return {
    kind: 'seen',
    widthPx,
    servedSha256: sha256(bytes),
    isSameFile: Buffer.compare(bytes, sent.jpeg) === 0,
    ...(valueETag.value === undefined ? {} : { eTag: valueETag.value }),
    ...(meanDifference === undefined ? {} : { meanDifference }),
  };
}

/** Reads the slot back and says what that proves. A slot that still holds nothing is the older state. */
export async function confirmPhoto(
  parts: ConfirmParts,
  target: Target,
  sent: SentPhoto,
  signal: AbortSignal | undefined,
): Promise<Receipt> {
  const seen = await readBack(parts, target, sent, signal);
  if (seen.kind === 'failed') return unreadReceipt(seen.outcome);
  if (seen.kind === 'no-photo') return { kind: 'older-photo' };
  const eTag = seen.eTag === undefined ? {} : { eTag: seen.eTag };
  const verdict = judgeReadBack(seen, sent);
  switch (verdict) {
    case 'confirmed':
      return {
        kind: 'confirmed',
        ...eTag,
        ...(seen.servedSha256 === undefined ? {} : { servedSha256: seen.servedSha256 }),
        ...(seen.widthPx === undefined ? {} : { widthPx: seen.widthPx }),
      };
    case 'older-photo':
    case 'newer-photo':
      return { kind: verdict, ...eTag };
    case 'not-compared':
    case 'different-photo':
      return {
        kind: 'cannot-tell',
        report: { kind: 'accepted', code: verdict, at: new Date(parts.clock.nowMs()).toISOString() },
      };
    default:
      return assertNever(verdict, 'verdict');
  }
}
