import type { Outcome } from '../../shared/outcome.ts';
import { ok } from '../../shared/result.ts';
import type { Target } from '../../shared/target.ts';
import { type Api, dialectTable } from '../graph/dialects.ts';
import type { PhotoApi } from '../graph/photo-api.ts';
import { isJpeg } from '../graph/photo-metadata.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import type { Clock } from '../ports.ts';
import type { UploadQueueParts } from '../queue/upload-queue.ts';

interface FormerPhotoParts {
  readonly api: Api;
  readonly photoApi: Pick<PhotoApi, 'readValue' | 'delete'>;
  /** Makes a JPEG of what the service serves in another format. */
  readonly openPicture: PhotoWorker['open'];
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** The most that a former photo may weigh: what one request may carry back. */
const formerLimitBytes = 4 * 1024 * 1024 - 1;

/** Whether this API can empty a slot of this kind. */
export function canRemoveFrom(api: Api): (target: Target) => boolean {
  return ({ kind }) => dialectTable[api].targets[kind].canDelete;
}

/** How the queue reads what it is going to replace, and empties a slot that was empty before: over the photo API. */
export function formerPhotoParts(
  parts: FormerPhotoParts,
): Required<Pick<UploadQueueParts, 'readFormer' | 'removePhoto' | 'canRemove'>> {
  const { api, photoApi, openPicture, clock } = parts;
  return {
    canRemove: canRemoveFrom(api),
    async readFormer(target, options) {
      const read = await photoApi.readValue(target, { ...options, maxBytes: formerLimitBytes });
      if (read.kind === 'error' || read.value.kind === 'no-photo' || isJpeg(read.value.bytes)) return read;
      const opened = await openPicture(read.value.bytes);
      if (opened.kind === 'ok') return ok({ kind: 'photo', bytes: opened.value.capture });
      const at = new Date(clock.nowMs()).toISOString();
      const report = { kind: 'picture-refused' as const, code: opened.error.code, at };
      return { kind: 'error', error: { kind: 'picture-refused', report } };
    },
    async removePhoto(target, options): Promise<Outcome> {
      const removed = await photoApi.delete(target, options);
      if (removed.kind === 'error') return removed.error;
      const at = new Date(clock.nowMs()).toISOString();
      return { kind: 'accepted', report: { kind: 'accepted', code: removed.value, at } };
    },
  };
}
