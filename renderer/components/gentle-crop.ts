import { useEffect, useRef, useState } from 'react';
import type { Crop } from '../../shared/crop.ts';
import { cropBetween } from './crop-steps.ts';

const moveMs = 420;

/** Fast at first, then settling. */
function eased(part: number): number {
  return 1 - (1 - part) ** 3;
}

/**
 * The crop as it is drawn. What a hand does is drawn at once; a crop that the station moved (`isOwn` false) is reached in one
 * gentle movement, or at once by people who asked for less motion.
 */
export function useGentleCrop(crop: Crop, isOwn: boolean): Crop {
  const [shown, setShown] = useState(crop);
  const latest = useRef(crop);
  useEffect(() => {
    const from = latest.current;
    if (isOwn || from === crop || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      latest.current = crop;
      setShown(crop);
      return;
    }
    const startMs = performance.now();
    let frame = requestAnimationFrame(step);
    function step(nowMs: number) {
      const part = Math.min(1, Math.max(0, (nowMs - startMs) / moveMs));
      latest.current = part === 1 ? crop : cropBetween(from, crop, eased(part));
      setShown(latest.current);
      if (part < 1) frame = requestAnimationFrame(step);
    }
    return () => cancelAnimationFrame(frame);
  }, [crop, isOwn]);
  return isOwn ? crop : shown;
}
