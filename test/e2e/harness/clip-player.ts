import type { WorkerAsk, WorkerTelling } from '../../../renderer/face/worker-messages.ts';
import { startFaceWorker } from '../../../renderer/workers/start-worker.ts';
import type { FaceReading } from '../../../shared/face/face-reading.ts';
import type { FaceHint, HintSettings } from '../../../shared/face/face-rules.ts';

/** A clip as a page is handed it: pictures in base64, one after the other, at the pace of a camera that the clip itself says. */
export interface Clip {
  readonly pictures: readonly string[];
  readonly frameMs: number;
}

/** The product's own face worker, fed with clips instead of a camera. Times are the clip's: no machine is too slow for it. */
export interface ClipPlayer {
  /** Shows a clip to the coach as one person's visit; the hint after each frame. */
  play(clip: Clip, settings: HintSettings): Promise<FaceHint[]>;
  /** Looks at pictures as at the shots of a burst. */
  readStills(pictures: readonly string[]): Promise<FaceReading[]>;
}

async function decode(picture: string): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: 'image/png' }));
}

/** Starts the worker with the first clip. */
export function createClipPlayer(): ClipPlayer {
  let worker: Worker | undefined;
  let visit = 0;

  function ask<Kind extends WorkerTelling['kind']>(asked: WorkerAsk, transfer: Transferable[], kind: Kind) {
    worker ??= startFaceWorker();
    const asking = worker;
    return new Promise<Extract<WorkerTelling, { kind: Kind }>>((resolve, reject) => {
      const hear = ({ data }: MessageEvent<WorkerTelling>) => {
        if (data.kind === 'failed') reject(new Error(data.reason));
        if (data.kind !== kind) return;
        asking.removeEventListener('message', hear);
        resolve(data as Extract<WorkerTelling, { kind: Kind }>);
      };
      asking.addEventListener('message', hear);
      asking.postMessage(asked, transfer);
    });
  }

  return {
    async play({ pictures, frameMs }, settings) {
      visit += 1;
      worker ??= startFaceWorker();
      worker.postMessage({ kind: 'begin', visit, settings } satisfies WorkerAsk);
      const hints: FaceHint[] = [];
      for (const [index, picture] of pictures.entries()) {
        const bitmap = await decode(picture);
        const atMs = index * frameMs;
        const frame = new VideoFrame(bitmap, { timestamp: atMs * 1000 });
        bitmap.close();
        const { coach } = await ask({ kind: 'frame', visit, frame, atMs }, [frame], 'reading');
        hints.push(coach.hint);
      }
      return hints;
    },
    async readStills(pictures) {
      const readings: FaceReading[] = [];
      for (const [id, encoded] of pictures.entries()) {
        const picture = await decode(encoded);
        readings.push((await ask({ kind: 'still', id, picture }, [picture], 'still-read')).reading);
      }
      return readings;
    },
  };
}
