/** A picture may be enlarged so much before people see it. */
const enlargementLimit = 1.5;

/** Whether a crop with an edge of so many pixels has enough of them for a sharp photo. */
export function isSharpEnough(cropEdgePx: number, outputEdgePx: number): boolean {
  return cropEdgePx * enlargementLimit >= outputEdgePx;
}
