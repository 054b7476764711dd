/** A cell by row and column; row -1 is the header. */
export type Place = { row: number; column: number };

type Bounds = { rows: number; columns: number; page: number };

/** Where a key moves the focus in the grid, or null if the key is not one that moves it. */
export function moved(place: Place, key: string, control: boolean, bounds: Bounds): Place | null {
  const lastRow = bounds.rows - 1;
  const lastColumn = bounds.columns - 1;
  const at = (row: number, column: number): Place => ({
    row: Math.max(-1, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  });
  const body = (row: number): Place => at(Math.max(Math.min(0, lastRow), row), place.column);

  switch (key) {
    case "ArrowUp":
      return control ? body(0) : at(place.row - 1, place.column);
    case "ArrowDown":
      return control ? body(lastRow) : at(place.row + 1, place.column);
    case "ArrowLeft":
      return at(place.row, control ? 0 : place.column - 1);
    case "ArrowRight":
      return at(place.row, control ? lastColumn : place.column + 1);
    case "Home":
      return control ? { ...body(0), column: 0 } : at(place.row, 0);
    case "End":
      return control ? { ...body(lastRow), column: Math.max(0, lastColumn) } : at(place.row, lastColumn);
    case "PageUp":
      return body(place.row - bounds.page);
    case "PageDown":
      return body(place.row + bounds.page);
    default:
      return null;
  }
}

/** By so many pixels Alt and an arrow key widen a column. */
const stride = 16;

/** What a key does to the column whose heading has the focus: Alt widens it, Alt and Shift move it. */
export function arranges(event: {
  key: string;
  altKey: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
}): { move?: -1 | 1; widen?: number } | null {
  const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  if (by === 0 || !event.altKey || event.ctrlKey) return null;
  return event.shiftKey ? { move: by } : { widen: by * stride };
}
