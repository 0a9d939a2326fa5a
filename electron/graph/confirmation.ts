import { assertNever } from '../../shared/assert-never.ts';
import type { Outcome, OutcomeReport, Receipt } from '../../shared/outcome.ts';
import type { Result } from '../../shared/result.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../ports.ts';
import type { PhotoMetadata } from './photo-metadata.ts';
import { isSettledByETag, judgeReadBack, type ReadBack, type SendRecord } from './receipt.ts';

type Read<Value> = Promise<Result<({ readonly kind: 'photo' } & Value) | { readonly kind: 'no-photo' }, Outcome>>;
type Value = { readonly bytes: Uint8Array; readonly eTag?: string };

interface ConfirmParts {
  readonly api: {
    readMetadata(target: Target, options: { signal?: AbortSignal }): Read<PhotoMetadata>;
    readValue(target: Target, options: { signal?: AbortSignal }): Read<Value>;
  };
  readonly clock: Clock;
  readonly comparePictures: ((sent: Uint8Array, served: Uint8Array) => Promise<number | undefined>) | undefined;
}

interface Seen extends ReadBack {
  readonly kind: 'seen';
}
type Look = Seen | { readonly kind: 'no-photo' } | { readonly kind: 'failed'; readonly report: OutcomeReport };

async function look(
  { api, comparePictures }: ConfirmParts,
  target: Target,
  sent: { readonly jpeg: Uint8Array } & SendRecord,
  signal: AbortSignal | undefined,
): Promise<Look> {
  const options = signal === undefined ? {} : { signal };
  const metadata = await api.readMetadata(target, options);
  if (metadata.kind === 'error') return { kind: 'failed', report: metadata.error.report };
  if (metadata.value.kind === 'no-photo') return { kind: 'no-photo' };
  const { eTag, widthPx } = metadata.value;
  const seen = { kind: 'seen' as const, widthPx, ...(eTag === undefined ? {} : { eTag }) };
  // The service's own tag for what it accepted settles it: no need to fetch the picture.
  const isSettled = isSettledByETag(eTag, sent);
  if (isSettled || comparePictures === undefined) return seen;
  const value = await api.readValue(target, options);
  if (value.kind === 'error') return { kind: 'failed', report: value.error.report };
  if (value.value.kind === 'no-photo') return { kind: 'no-photo' };
  const meanDifference = await comparePictures(sent.jpeg, value.value.bytes).catch(() => undefined);
  // The picture's own tag where it has one: another photo may have arrived between the two reads.
  const valueETag = value.value.eTag ?? eTag;
  return {
    kind: 'seen',
    widthPx,
    ...(valueETag === undefined ? {} : { eTag: valueETag }),
    ...(meanDifference === undefined ? {} : { meanDifference }),
  };
}

/** Reads the slot back and says what that proves. A slot that still holds nothing is the older state. */
export async function confirmPhoto(
  parts: ConfirmParts,
  target: Target,
  sent: { readonly jpeg: Uint8Array } & SendRecord,
  signal: AbortSignal | undefined,
): Promise<Receipt> {
  const seen = await look(parts, target, sent, signal);
  if (seen.kind === 'failed') return { kind: 'cannot-tell', report: seen.report };
  if (seen.kind === 'no-photo') return { kind: 'older-photo' };
  const eTag = seen.eTag === undefined ? {} : { eTag: seen.eTag };
  const verdict = judgeReadBack(seen, sent);
  switch (verdict) {
    case 'confirmed':
      return { kind: 'confirmed', ...eTag, ...(seen.widthPx === undefined ? {} : { widthPx: seen.widthPx }) };
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
