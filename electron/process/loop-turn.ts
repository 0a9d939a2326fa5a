/** Resolves once the loop has turned: what waits meanwhile (answers, timers, other commands) goes first. For long work in parts. */
export const loopTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
