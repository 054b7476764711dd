/**
 * WebKitGTK clamps an element at 33,554,428 px, and text placed beyond 16,777,216 px loses whole pixels. Above this
 * height the scrollbar moves over a shorter track and its position is scaled to the rows.
 */
export const tallest = 15_000_000;

export type ScrollScale = {
  /** The height that the element gets, in CSS pixels. */
  height: number;
  /** Where in the rows the top of the viewport is, for a scroll position of the element. */
  toRows: (scrollTop: number) => number;
  /** The scroll position of the element that brings this offset in the rows to the top. */
  toScroll: (offset: number) => number;
};

/** Maps between an element's scroll position and the offset in `count` rows of `rowHeight`, seen through `viewport`. */
export function scrollScale(count: number, rowHeight: number, viewport: number): ScrollScale {
  const rows = count * rowHeight;
  const height = Math.min(rows, tallest);
  const rowsRange = Math.max(0, rows - viewport);
  const scrollRange = Math.max(0, height - viewport);
  if (height === rows || scrollRange === 0) {
    return { height, toRows: (scrollTop) => scrollTop, toScroll: (offset) => offset };
  }
  const factor = rowsRange / scrollRange;
  return {
    height,
    toRows: (scrollTop) => Math.min(rowsRange, Math.max(0, scrollTop * factor)),
    toScroll: (offset) => Math.min(scrollRange, Math.max(0, offset / factor)),
  };
}
