/** Rows are asked for in windows of this many; the core answers no more at once. */
export const windowSize = 200;

/** The windows that hold the rows `first` to `last`. */
export function windowsOf(first: number, last: number, count: number): number[] {
  if (count === 0 || last < first) return [];
  const from = Math.floor(Math.max(0, first) / windowSize);
  const to = Math.floor(Math.min(last, count - 1) / windowSize);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
