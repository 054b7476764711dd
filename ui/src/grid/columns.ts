import {
  columnPinningFeature,
  columnSizingFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import type { ReactNode } from "react";

/** What a column shows and how wide it stands. */
export type GridColumn<Row> = {
  id: string;
  title: string;
  /** Pixels; a growing column takes at least this, and its share of the rest of the width. */
  width: number;
  grows?: number;
  pinned?: boolean;
  cell: (row: Row) => ReactNode;
  /** A second look for a skeleton bar. */
  short?: boolean;
  /** Nothing is sorted by it. */
  unsorted?: boolean;
  /** A column of controls: its title is only heard, and nothing is sorted by it. */
  controls?: boolean;
  /** Digits stand at the end of the cell. */
  digits?: boolean;
};

const features = tableFeatures({ columnPinningFeature, columnSizingFeature });
const nothing: never[] = [];

/** The columns in the order in which they stand, pinned ones first, with the grid template and the least width that they make. */
export function useColumns<Row extends object>(columns: readonly GridColumn<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>();
  const table = useTable({
    features,
    columns: columns.map((column) => helper.display({ id: column.id, size: column.width })),
    data: nothing as Row[],
    initialState: {
      columnPinning: { start: columns.filter((column) => column.pinned).map((column) => column.id), end: [] },
    },
  });
  const byId = new Map(columns.map((column) => [column.id, column]));
  const ordered = [...table.getStartLeafColumns(), ...table.getCenterLeafColumns()].flatMap((leaf) => {
    const column = byId.get(leaf.id);
    return column ? [{ ...column, size: leaf.getSize() }] : [];
  });
  const template = ordered
    .map((column) => (column.grows ? `minmax(${column.size}px, ${column.grows}fr)` : `${column.size}px`))
    .join(" ");
  // Shares of the rest must not count towards the least width, or head and rows would differ.
  const least = ordered.reduce((sum, column) => sum + column.size, 0);
  return { ordered, template, least };
}
