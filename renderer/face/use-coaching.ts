import { type RefObject, useEffect, useState } from 'react';
import type { FaceHint } from '../../shared/face/face-rules.ts';
import type { HeadshotSettings } from '../../shared/face/suggested-crop.ts';
import { useFaceCoach } from './coach-context.tsx';
import type { CoachReading } from './worker-messages.ts';

/**
 * The one thing to say to the person before the camera, while there is a live picture. `undefined` where there is no coach, or
 * none any more: then the plain oval is all. `onReading` hears every frame that was seen; it may change.
 */
export function useCoaching(
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | undefined,
  { headShare, headroom }: HeadshotSettings,
  onReading: RefObject<(coach: CoachReading) => void>,
): FaceHint | undefined {
  const coach = useFaceCoach();
  const [hint, setHint] = useState<FaceHint>();
  useEffect(() => {
    const element = video.current;
    if (element === null || stream === undefined) return;
    const { width, height } = stream.getVideoTracks()[0]?.getSettings() ?? {};
    const isKnown = width !== undefined && height !== undefined;
    coach.start(
      element,
      { headShare, headroom, ...(isKnown ? { captureSize: { widthPx: width, heightPx: height } } : {}) },
      {
        onHint: setHint,
        onReading: (reading) => onReading.current(reading),
        onFallback: () => setHint(undefined),
      },
    );
    return () => {
      coach.stop();
      setHint(undefined);
    };
  }, [coach, video, stream, headShare, headroom, onReading]);
  return hint;
}
