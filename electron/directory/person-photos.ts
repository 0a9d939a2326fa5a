import type { Outcome } from '../../shared/outcome.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';

const keepMs = 60_000;
const keepCount = 120;
const photoLimitBytes = 1024 * 1024;

type Read = (
  user: string,
  edgePx: number,
  options: { readonly maxBytes: number },
) => Promise<Result<{ readonly kind: 'photo'; readonly bytes: Uint8Array } | { readonly kind: 'no-photo' }, Outcome>>;

/** The present photos that screens show beside names: in memory only, for a minute, for a few people. */
export interface PersonPhotos {
  /** `undefined` when there is no photo, or it cannot be read now. */
  read(user: string, edgePx: number): Promise<Uint8Array | undefined>;
  /** Forgets a user's photo (as in the photo API's paths), because a new one has arrived. */
  forget(user: string): void;
  /** Forgets everybody. */
  clear(): void;
}

/** Creates the memory of present photos over the upload core's reading. Parallel wishes for one photo make one request. */
export function createPersonPhotos(read: Read, clock: Clock): PersonPhotos {
  const kept = new Map<string, { readonly atMs: number; readonly photo: Promise<Uint8Array | undefined> }>();
  const keyOf = (user: string, edgePx: number) => `${edgePx}/${user}`;

  async function fetchPhoto(user: string, edgePx: number, onFailed: () => void): Promise<Uint8Array | undefined> {
    const answer = await read(user, edgePx, { maxBytes: photoLimitBytes });
    // "No photo" is worth remembering, a network failure is not.
    if (answer.kind === 'error') onFailed();
    return answer.kind === 'ok' && answer.value.kind === 'photo' ? answer.value.bytes : undefined;
  }
  return {
    read(user, edgePx) {
      const key = keyOf(user, edgePx);
      const known = kept.get(key);
      if (known !== undefined && clock.monotonicMs() - known.atMs < keepMs) return known.photo;
      kept.delete(key);
      const photo = fetchPhoto(user, edgePx, () => {
        // Another reading may have taken its place.
        if (kept.get(key)?.photo === photo) kept.delete(key);
      });
      kept.set(key, { atMs: clock.monotonicMs(), photo });
      for (const oldest of kept.keys()) {
        if (kept.size <= keepCount) break;
        kept.delete(oldest);
      }
      return photo;
    },
    forget(user) {
      for (const key of kept.keys()) if (key.endsWith(`/${user}`)) kept.delete(key);
    },
    clear: () => kept.clear(),
  };
}
