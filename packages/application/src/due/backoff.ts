/**
 * Milliseconds to wait after so many failures in a row: doubled each time up to the longest, and drawn by chance from the
 * upper half, so that those who failed together do not come back together.
 */
export function backoffMs(failures: number, firstMs: number, longestMs: number): number {
  const whole = Math.min(firstMs * 2 ** (failures - 1), longestMs);
  return whole * (0.5 + Math.random() / 2);
}
