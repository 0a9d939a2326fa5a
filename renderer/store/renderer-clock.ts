/** Time as the store sees it; tests give a fake. */
export interface RendererClock {
  /** Milliseconds that only go forward; for durations, never for display. */
  monotonicMs(): number;
  /** Runs `action` once after `delayMs`; the returned function cancels it. */
  setTimer(delayMs: number, action: () => void): () => void;
}

/** The browser's clock. */
export const browserClock: RendererClock = {
  monotonicMs: () => performance.now(),
  setTimer(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
