import { memo, type ReactNode } from "react";
import { classNames } from "../ui/class-names";
import { Skeleton } from "../ui/skeleton";
import type { GridColumn } from "./columns";
import styles from "./grid.module.css";

/** The look of a row as a whole. */
export type RowLook = "revoked" | "inactive" | "plain";

type CellProps<Row> = {
  column: GridColumn<Row>;
  index: number;
  /** Null while its window is on the way. */
  row: Row | null;
  /** The grid's one tab stop. */
  stop: boolean;
  /** How many pinned columns stand before it, where it is pinned. */
  pin: number | undefined;
  marked: boolean;
};

function Cell<Row>({ column, index, row, stop, pin, marked }: CellProps<Row>): ReactNode {
  return (
    <div
      role="gridcell"
      aria-colindex={index + 1}
      data-column={index}
      tabIndex={stop ? 0 : -1}
      className={classNames(
        styles.cell,
        pin !== undefined && styles.pinned,
        pin === 1 && styles.second,
        column.digits && styles.digits,
        column.controls && styles.controls,
        column.marks && styles.marks,
      )}
    >
      {row ? (
        column.cell(row, marked)
      ) : column.marks || column.controls ? null : (
        <Skeleton width={column.short ? "short" : "long"} />
      )}
    </div>
  );
}

// A cell is drawn again only for another row or column, not for every step of the focus.
const GridCell = memo(Cell) as typeof Cell;

type Props<Row> = {
  columns: readonly GridColumn<Row>[];
  index: number;
  row: Row | null;
  /** Pixels from the top of the block of rows. */
  top: number;
  look: RowLook;
  /** The column of the tab stop, where it is in this row. */
  stop: number | null;
  current: boolean;
  /** Shown elsewhere as well. */
  shown: boolean;
  /** Undefined where nothing can be selected. */
  selected: boolean | undefined;
};

function Line<Row>({
  columns,
  index,
  row,
  top,
  look,
  stop,
  current,
  shown,
  selected,
}: Props<Row>): ReactNode {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={row ? undefined : true}
      aria-selected={selected}
      aria-current={shown ? true : undefined}
      data-row={index}
      className={classNames(styles.row, styles[look], current && styles.current)}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, at) => (
        <GridCell
          key={column.id}
          column={column}
          index={at}
          row={row}
          stop={stop === at}
          pin={column.pinned ? at : undefined}
          marked={column.marks ? selected === true : false}
        />
      ))}
    </div>
  );
}

/** One row of the grid. */
export const GridRow = memo(Line) as typeof Line;
