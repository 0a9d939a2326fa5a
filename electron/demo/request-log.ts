/** One request as the demo tenant saw it. Headers are lower-cased; the bearer token is left out. */
export interface DemoRequest {
  readonly atMs: number;
  readonly area: RequestArea;
  readonly method: string;
  /** Path and query as sent, still encoded. */
  readonly path: string;
  /** Whose photo, decoded: `user:<id as sent>`, `group:…`, `team:…`, `contact:<owner>/<folder?>/<id>`, `me`. */
  readonly target?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** Absent when no answer was given. */
  readonly status?: number;
  /** The error code of a refusal. */
  readonly code?: string;
  readonly durationMs: number;
}

export type RequestArea = 'graph' | 'outlook' | 'sign-in' | 'page';

/** What happened lately, for the page and for tests. */
export interface RequestLog {
  add(entry: DemoRequest): void;
  /** Oldest first; at most the last thousand. */
  entries(): readonly DemoRequest[];
  clear(): void;
  onAdd(listener: (entry: DemoRequest) => void): () => void;
}

const limit = 1000;

/** Creates an empty request log. */
export function createRequestLog(): RequestLog {
  let kept: DemoRequest[] = [];
  const listeners = new Set<(entry: DemoRequest) => void>();
  return {
    add(entry) {
      kept.push(entry);
      if (kept.length > limit) kept = kept.slice(-limit);
      for (const listener of listeners) listener(entry);
    },
    entries: () => [...kept],
    clear() {
      kept = [];
    },
    onAdd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
