import type { KeyboardEvent } from "react";
import type { GridColumn } from "./columns";
import type { Selectable } from "./grid";
import type { Arrangeable, MenuPlace } from "./header";
import { arranges } from "./keys";

/** What was done about a key; nothing, where it means none of this. */
type Taken = "done" | "arranged" | null;

/** A key means the cell that has the focus, and not a control inside it. */
function isOwn({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && (target.role === "gridcell" || target.role === "columnheader");
}

function opensMenu({ key, shiftKey }: KeyboardEvent): boolean {
  return key === "ContextMenu" || (key === "F10" && shiftKey);
}

function below({ target }: KeyboardEvent): MenuPlace {
  const { left, bottom } = (target as Element).getBoundingClientRect();
  return { x: left, y: bottom };
}

type HeaderHearers = {
  arrangeable?: Arrangeable | undefined;
  selectable?: Selectable | undefined;
  onSort?: ((column: string, also: boolean) => void) | undefined;
};

/** A key on a heading: it sorts, moves or widens its column, or opens its menu. */
export function heardInHeader<Row>(
  event: KeyboardEvent,
  column: GridColumn<Row>,
  width: number,
  { arrangeable, selectable, onSort }: HeaderHearers,
): Taken {
  const arranging = column.controls || column.marks ? undefined : arrangeable;
  if (arranging && opensMenu(event)) {
    arranging.onMenu(column.id, below(event));
    return "done";
  }
  const how = arranging && arranges(event);
  if (how?.move) arranging?.onNudge(column.id, how.move);
  if (how?.widen) arranging?.onResize({ [column.id]: arranging.clamp(width + how.widen) });
  if (how) return "arranged";
  if ((event.key !== "Enter" && event.key !== " ") || !isOwn(event)) return null;
  if (column.marks) selectable?.all.onToggle();
  else if (!column.controls && !column.unsorted) onSort?.(column.id, event.shiftKey);
  return "done";
}

type RowHearers<Row> = {
  selectable?: Selectable | undefined;
  onCopy?: ((row: Row, column: string) => void) | undefined;
  onActivate: (row: Row, column: string, cell: Element) => void;
  onMenu?: ((row: Row, place: MenuPlace) => void) | undefined;
  onLetter?: ((row: Row, key: string) => boolean) | undefined;
};

/** A key on a row: it copies, selects, opens, or does what a single letter stands for. */
export function heardInRow<Row>(
  event: KeyboardEvent,
  column: GridColumn<Row>,
  index: number,
  row: Row | null,
  { selectable, onCopy, onActivate, onMenu, onLetter }: RowHearers<Row>,
): Taken {
  const control = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (control && letter === "c" && onCopy && row && !window.getSelection()?.toString()) {
    onCopy(row, column.id);
    return "done";
  }
  if (control && letter === "a" && selectable) {
    selectable.onAll();
    return "done";
  }
  if (onMenu && row && opensMenu(event)) {
    onMenu(row, below(event));
    return "done";
  }
  if (!isOwn(event)) return null;
  if (event.key === " " && selectable) {
    if (event.shiftKey) selectable.onExtend(index, index);
    else selectable.onToggle(index);
    return "done";
  }
  if (event.key === "Enter" || event.key === " ") {
    if (row) onActivate(row, column.id, event.target as Element);
    return "done";
  }
  const alone = !control && !event.altKey && !event.shiftKey;
  return alone && row && onLetter?.(row, event.key) ? "done" : null;
}
