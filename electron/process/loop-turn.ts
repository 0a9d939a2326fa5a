/** Resolves once the loop has turned: what waits meanwhile (answers, timers, other commands) goes first. For long work in parts. */
export const loopTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Pieces in stretches of so many: the loop can turn between two of them. */
export function* stretches<Piece>(pieces: readonly Piece[], length: number): Generator<readonly Piece[]> {
  for (let at = 0; at < pieces.length; at += length) yield pieces.slice(at, at + length);
}

/** Does `work` for each piece, `atOnce` at a time; the loop turns in between. */
export async function inTurns<Piece>(
  pieces: Iterable<Piece>,
  atOnce: number,
  work: (piece: Piece) => void,
): Promise<void> {
  let left = atOnce;
  for (const piece of pieces) {
    work(piece);
    left -= 1;
    if (left > 0) continue;
    left = atOnce;
    await loopTurn();
  }
}

/** Long work that gives way wherever it yields. */
export type InParts<Value> = Generator<void, Value, void>;

/** All of it, and nothing else meanwhile. */
export function atOnce<Value>(work: InParts<Value>): Value {
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
  }
}

/** Part by part; the loop turns in between. */
export async function partByPart<Value>(work: InParts<Value>): Promise<Value> {
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
    await loopTurn();
  }
}
