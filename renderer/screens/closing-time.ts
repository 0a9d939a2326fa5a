/** A receipt stays this long, so that one can watch the photo arrive. */
const openSeconds = 40;
/** And at least this long after its last news, so that the news can be read. */
const restSeconds = 15;

/** Seconds left of a receipt, from the seconds it has shown and the second at which its last news came. */
export function closingSeconds(elapsed: number, restedAt: number | undefined): number {
  const end = restedAt === undefined ? openSeconds : Math.max(restSeconds, restedAt + restSeconds);
  return Math.max(0, end - elapsed);
}
