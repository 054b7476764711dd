import type { Column } from "../bindings/Column";
import type { Layout } from "../bindings/Layout";
import type { LayoutColumn } from "../bindings/LayoutColumn";

/** The least and the most pixels that a column can be wide; the core keeps no others. */
export const widths = { least: 48, most: 1_200 };

export function clampWidth(width: number): number {
  return Math.round(Math.min(widths.most, Math.max(widths.least, width)));
}

/** The column that is always shown, and first. */
export const fixed: Column = "title";

export function shownColumns({ columns }: Layout): LayoutColumn[] {
  return columns.filter(({ shown }) => shown);
}

export function hiddenCount({ columns }: Layout): number {
  return columns.filter(({ shown }) => !shown).length;
}

export function isShown({ columns }: Layout, column: Column): boolean {
  return columns.some((each) => each.column === column && each.shown);
}

function changed({ columns }: Layout, column: Column, change: Partial<LayoutColumn>): Layout {
  return { columns: columns.map((each) => (each.column === column ? { ...each, ...change } : each)) };
}

/** Shows or hides a column, which keeps its place. The title stays. */
export function show(layout: Layout, column: Column, shown: boolean): Layout {
  return column === fixed ? layout : changed(layout, column, { shown });
}

export function showAll({ columns }: Layout): Layout {
  return { columns: columns.map((each) => ({ ...each, shown: true })) };
}

/** Makes a column this wide; null leaves its width to the table. */
export function widen(layout: Layout, column: Column, width: number | null): Layout {
  return changed(layout, column, { width: width === null ? null : clampWidth(width) });
}

/** Puts a column before another, or last. Nothing comes before the title. */
export function moveBefore(layout: Layout, column: Column, before: Column | null): Layout {
  const moved = layout.columns.find((each) => each.column === column);
  if (!moved || column === fixed || before === column) return layout;
  const rest = layout.columns.filter((each) => each !== moved);
  const at = before === null ? rest.length : rest.findIndex((each) => each.column === before);
  const to = Math.max(1, at < 0 ? rest.length : at);
  return { columns: [...rest.slice(0, to), moved, ...rest.slice(to)] };
}

/** Moves a column by one place among all of them, hidden ones too. */
export function moveInList(layout: Layout, column: Column, by: -1 | 1): Layout {
  return step(layout, column, by, () => true);
}

/** Moves a column by one place among those that are shown. */
export function moveShown(layout: Layout, column: Column, by: -1 | 1): Layout {
  return step(layout, column, by, ({ shown }) => shown);
}

function step(layout: Layout, column: Column, by: -1 | 1, counts: (each: LayoutColumn) => boolean): Layout {
  const { columns } = layout;
  const from = columns.findIndex((each) => each.column === column);
  if (from < 1) return layout;
  let to = from + by;
  for (let each = columns[to]; each && !counts(each); each = columns[to]) to += by;
  if (to < 1 || to >= columns.length) return layout;
  const next = [...columns];
  const [moved] = next.splice(from, 1);
  if (moved) next.splice(to, 0, moved);
  return { columns: next };
}

/** Whether a column can move by one place among those that are shown. */
export function canMove(layout: Layout, column: Column, by: -1 | 1): boolean {
  return moveShown(layout, column, by) !== layout;
}
