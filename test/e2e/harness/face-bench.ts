/** What the page of this folder has seen so far. */
export interface FaceBench {
  readings: number;
  faces: number;
  /** In the order in which they were said. */
  hints: string[];
  /** Why the coach gave up, which slowness is no reason for here; empty while it has not. */
  fallback: string;
  violations: string[];
  /** The longest task of the main thread above 50 ms; 0 when there was none. */
  longestTaskMs: number;
  eyeGapPx: number;
}

/** The page's own functions, as `page.evaluate` finds them. */
export interface FaceBenchWindow {
  readonly faceBench: {
    readonly seen: FaceBench;
    start(): Promise<void>;
    stop(): void;
    /** Whether the present frame, as a still, has a face. */
    readStill(): Promise<boolean>;
  };
}
