/** The rows of a long list that are drawn: those in view and a few around them, so that fast scrolling shows no gaps. */
export interface VisibleRows {
  readonly first: number;
  /** Inclusive; below `first` when there are none. */
  readonly last: number;
}

const extraRows = 6;

/** Which rows to draw, from the scroll position and the heights in pixels. */
export function visibleRows(parts: {
  readonly scrollTopPx: number;
  readonly heightPx: number;
  readonly rowHeightPx: number;
  readonly total: number;
}): VisibleRows {
  const { scrollTopPx, heightPx, rowHeightPx, total } = parts;
  if (rowHeightPx <= 0 || total === 0) return { first: 0, last: -1 };
  const first = Math.floor(Math.max(0, scrollTopPx) / rowHeightPx) - extraRows;
  const last = Math.ceil((Math.max(0, scrollTopPx) + heightPx) / rowHeightPx) + extraRows;
  return { first: Math.max(0, Math.min(first, total - 1)), last: Math.min(total - 1, last) };
}

/** The row that a key leads to; `undefined` when the key is no movement. */
export function rowAfterKey(key: string, row: number, total: number, rowsInView: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + Math.max(1, rowsInView - 1),
    PageUp: row - Math.max(1, rowsInView - 1),
    Home: 0,
    End: total - 1,
  };
  const next = steps[key];
  return next === undefined ? undefined : Math.max(0, Math.min(total - 1, next));
}
