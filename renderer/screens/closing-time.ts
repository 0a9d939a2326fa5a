/** A receipt stays this long, so that one can watch the photo arrive. */
const openSeconds = 40;
/** And at least this long after its last news, so that the news can be read. */
const restSeconds = 15;
/** And at least this long once somebody has asked for more time. */
const heldSeconds = 600;

/** So near its end more time can be asked for again. */
const endingSeconds = 60;

/** Whether a screen that was given more time is about to leave after all. */
export function isEnding(secondsLeft: number): boolean {
  return secondsLeft <= endingSeconds;
}

/** Seconds of a receipt's life, counted from when it came: `restedAt` when its last news came, `heldAt` when more time was asked for. */
export interface ReceiptTimes {
  readonly elapsed: number;
  readonly restedAt?: number | undefined;
  readonly heldAt?: number | undefined;
}

/** Seconds left of a receipt. */
export function closingSeconds({ elapsed, restedAt, heldAt }: ReceiptTimes): number {
  const end = restedAt === undefined ? openSeconds : Math.max(restSeconds, restedAt + restSeconds);
  return Math.max(0, Math.max(end, heldAt === undefined ? 0 : heldAt + heldSeconds) - elapsed);
}
