/** A process of our own, by the little that its owner needs: Electron's utility process and a forked Node have this shape. */
export interface ChildLink {
  post(message: unknown): void;
  /** Of a part of a byte array nothing else crosses; absent: the whole memory behind it does, so parts are copied before. */
  readonly carriesViews?: boolean;
  onMessage(listener: (message: unknown) => void): void;
  /** Called however the process ended. */
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

/** One piece of work on its way to a process. */
export interface ProcessAsk {
  readonly id: number;
  readonly asked: unknown;
}

/** Its answer. */
export interface ProcessAnswer<Value> {
  readonly id: number;
  readonly answered: Value;
}
