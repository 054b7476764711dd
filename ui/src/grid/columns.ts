import { type ReactNode, useMemo } from "react";

/** What a column shows and how wide it stands. */
export type GridColumn<Row> = {
  id: string;
  title: string;
  /** Pixels; a growing column takes at least this, and its share of the rest of the width. */
  width: number;
  grows?: number | undefined;
  pinned?: boolean;
  /** `marked` says whether the row is selected, to the columns that say so. */
  cell: (row: Row, marked: boolean) => ReactNode;
  /** Its cells tick the row. */
  marks?: boolean;
  /** A second look for a skeleton bar. */
  short?: boolean;
  /** Nothing is sorted by it. */
  unsorted?: boolean;
  /** A column of controls: its title is only heard, and nothing is sorted by it. It stays in sight at the end. */
  controls?: boolean;
  /** Digits stand at the end of the cell. */
  digits?: boolean;
};

/** The columns in the order in which they stand, pinned ones first. */
export function useColumns<Row extends object>(
  columns: readonly GridColumn<Row>[],
): readonly GridColumn<Row>[] {
  return useMemo(
    () => [...columns.filter(({ pinned }) => pinned), ...columns.filter(({ pinned }) => !pinned)],
    [columns],
  );
}

type Track = { width: number; grows?: number | undefined; controls?: boolean };

/**
 * How many pixels wide each column stands in so much room: what is left is shared by those that grow, and where none
 * does it stays before the controls at the end.
 */
export function tracksOf(columns: readonly Track[], room: number): number[] {
  const tracks = columns.map(({ width }) => width);
  let left = Math.floor(room) - tracks.reduce((sum, width) => sum + width, 0);
  if (left <= 0) return tracks;
  const shares = columns.reduce((sum, { grows = 0 }) => sum + grows, 0);
  if (shares === 0) {
    const last = columns.length - 1;
    if (columns[last]?.controls) tracks[last] = (tracks[last] ?? 0) + left;
    return tracks;
  }
  const rest = left;
  columns.forEach(({ grows = 0 }, index) => {
    const share = Math.floor((rest * grows) / shares);
    tracks[index] = (tracks[index] ?? 0) + share;
    left -= share;
  });
  // Whole pixels leave a few over, which the first that grows takes.
  const first = columns.findIndex(({ grows }) => grows);
  tracks[first] = (tracks[first] ?? 0) + left;
  return tracks;
}

/** Where the columns stand, as the stylesheet of the grid takes it. */
export function setTracks(scroller: HTMLElement, columns: readonly Track[], tracks: readonly number[]) {
  scroller.style.setProperty("--columns", tracks.map((width) => `${width}px`).join(" "));
  scroller.style.setProperty("--columns-least", `${tracks.reduce((sum, width) => sum + width, 0)}px`);
  // The second of the pinned columns stands right of the first.
  scroller.style.setProperty("--pin", `${tracks[0] ?? 0}px`);
  scroller.style.setProperty("--controls", columns.at(-1)?.controls ? `${tracks.at(-1) ?? 0}px` : "0px");
}
