import { type RefObject, useEffect } from 'react';

/** Empties a canvas when it leaves the screen: nothing of a face stays in its memory. */
export function useClearedCanvas(canvas: RefObject<HTMLCanvasElement | null>): void {
  useEffect(() => {
    const element = canvas.current;
    return () => {
      if (element !== null) element.width = 0;
    };
  }, [canvas]);
}
