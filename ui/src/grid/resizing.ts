import { type GridColumn, setTracks, tracksOf } from "./columns";

/** The widths that somebody gave to columns, by their ids. */
export type Widths = Record<string, number>;

type Resize = {
  scroller: HTMLElement;
  columns: readonly Omit<GridColumn<never>, "cell">[];
  index: number;
  x: number;
  pointer: number;
  clamp: (width: number) => number;
  onDone: (widths: Widths) => void;
};

/** The columns with these widths, which no longer grow. */
export function withWidths<Column extends { id: string; width: number; grows?: number | undefined }>(
  columns: readonly Column[],
  widths: Widths,
): Column[] {
  return columns.map((column) => {
    const width = widths[column.id];
    return width === undefined ? column : { ...column, width, grows: undefined };
  });
}

/**
 * Follows a press on the handle of a heading. What grows left of it keeps its width from then on, or the edge would slip
 * from under the pointer. Only the stylesheet's variables change until it is let go.
 */
export function followResize({ scroller, columns, index, x: from, pointer, clamp, onDone }: Resize) {
  const room = scroller.clientWidth;
  const begun = tracksOf(columns, room);
  const held: Widths = {};
  columns.slice(0, index).forEach((column, at) => {
    if (column.grows) held[column.id] = begun[at] ?? column.width;
  });
  const column = columns[index];
  if (!column) return;
  let widths: Widths | null = null;
  scroller.dataset.dragging = "width";

  const draw = (given: Widths) => {
    const now = withWidths(columns, given);
    setTracks(scroller, now, tracksOf(now, room));
  };
  const end = () => {
    delete scroller.dataset.dragging;
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", onLost);
    window.removeEventListener("keydown", onKey, true);
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    const width = clamp((begun[index] ?? 0) + event.clientX - from);
    if (widths?.[column.id] === width || (!widths && event.clientX === from)) return;
    widths = { ...held, [column.id]: width };
    draw(widths);
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    end();
    if (widths) onDone(widths);
  };
  const onLost = () => {
    end();
    draw({});
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onLost();
  };
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onLost);
  window.addEventListener("keydown", onKey, true);
}

/** As many pixels as the heading and the rows in the document want for a column. */
export function fittingWidth(scroller: HTMLElement, index: number): number {
  const before = scroller.style.getPropertyValue("--columns");
  const tracks = before.split(" ");
  tracks[index] = "max-content";
  scroller.style.setProperty("--columns", tracks.join(" "));
  let width = 0;
  for (const cell of scroller.querySelectorAll(`[data-column="${index}"]`))
    width = Math.max(width, cell.getBoundingClientRect().width);
  scroller.style.setProperty("--columns", before);
  return Math.ceil(width);
}
