import { ArrowDown, ArrowUp, ChevronDown } from "lucide-react";
import type { PointerEvent as ReactPointerEvent, RefObject } from "react";
import { number, t } from "../text";
import { classNames } from "../ui/class-names";
import type { GridColumn } from "./columns";
import styles from "./grid.module.css";
import { followPress } from "./header-drag";
import { followResize, type Widths } from "./resizing";

/** By what the rows are ordered: one column or two. */
export type GridSort = { column: string; descending: boolean };

/** Where in the window a menu opens. */
export type MenuPlace = { x: number; y: number };

/** How the columns of a grid are arranged by those who use it. */
export type Arrangeable = {
  /** Which of them can be moved; all can be made wider. */
  isMovable: (column: string) => boolean;
  clamp: (width: number) => number;
  /** Puts a column before another, or last. */
  onMove: (column: string, before: string | null) => void;
  /** Moves a column by one place. */
  onNudge: (column: string, by: -1 | 1) => void;
  onResize: (widths: Widths) => void;
  /** Makes a column as wide as its content. */
  onFit: (column: string) => void;
  onMenu: (column: string, place: MenuPlace) => void;
  /** A drag was given up. */
  onCancel: () => void;
};

/** A box in the heading of the column that ticks rows. */
export type MarkAll = { state: "none" | "some" | "all"; label: string; onToggle: () => void };

type Props<Row> = {
  columns: readonly GridColumn<Row>[];
  scroller: RefObject<HTMLDivElement | null>;
  sort: readonly GridSort[] | undefined;
  /** `also` adds a second key instead of replacing the first. */
  onSort: ((column: string, also: boolean) => void) | undefined;
  /** The column of the tab stop, where it is in the header. */
  stop: number | null;
  arrangeable: Arrangeable | undefined;
  markAll: MarkAll | undefined;
};

/** The headings: they sort, and where the columns can be arranged they move, widen and have a menu. */
export function Header<Row>({ columns, scroller, sort, onSort, stop, arrangeable, markAll }: Props<Row>) {
  const press = (event: ReactPointerEvent<HTMLElement>, column: GridColumn<Row>, index: number) => {
    const element = scroller.current;
    if (!arrangeable || !element || event.button !== 0 || !(event.target instanceof Element)) return;
    const follow = { scroller: element, x: event.clientX, pointer: event.pointerId };
    if (event.target.closest("[data-resize]")) {
      event.preventDefault();
      followResize({ ...follow, columns, index, clamp: arrangeable.clamp, onDone: arrangeable.onResize });
    } else if (arrangeable.isMovable(column.id) && !event.target.closest("[data-menu]")) {
      followPress({
        ...follow,
        head: event.currentTarget,
        onBegin: () => event.target instanceof HTMLElement && event.target.blur(),
        onDrop: (before) =>
          arrangeable.onMove(column.id, before === null ? null : (columns[before]?.id ?? null)),
        onCancel: arrangeable.onCancel,
      });
    }
  };

  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} className={styles.headerRow} data-row={-1}>
        {columns.map((column, index) => {
          const fixed = column.controls || column.marks;
          const sorts = fixed || column.unsorted ? undefined : sort;
          const key = sorts?.findIndex((each) => each.column === column.id) ?? -1;
          const sorted = sorts?.[key];
          const Arrow = sorted?.descending ? ArrowDown : ArrowUp;
          const arranged = arrangeable && !fixed;
          return (
            <div
              key={column.id}
              role="columnheader"
              // Text that is only heard does not reach every screen reader from here, and a heading without any is empty.
              aria-label={fixed ? column.title : undefined}
              aria-colindex={index + 1}
              aria-sort={
                !sorts ? undefined : !sorted ? "none" : sorted.descending ? "descending" : "ascending"
              }
              className={classNames(
                styles.head,
                column.pinned && styles.pinned,
                column.pinned && index === 1 && styles.second,
                column.controls && styles.controls,
                column.marks && styles.marks,
                sorted && styles.sorted,
              )}
              data-column={index}
              data-movable={(arranged && arrangeable.isMovable(column.id)) || undefined}
              tabIndex={stop === index ? 0 : -1}
              onPointerDown={(event) => press(event, column, index)}
              onContextMenu={(event) => {
                if (!arranged) return;
                event.preventDefault();
                arrangeable.onMenu(column.id, { x: event.clientX, y: event.clientY });
              }}
            >
              {column.marks && markAll ? (
                <span
                  role="checkbox"
                  aria-checked={markAll.state === "some" ? "mixed" : markAll.state === "all"}
                  aria-label={markAll.label}
                  className={styles.box}
                  data-tip={markAll.label}
                />
              ) : fixed ? (
                <span className="visually-hidden">{column.title}</span>
              ) : !sorts ? (
                <span className={classNames(styles.name, column.digits && styles.digits)}>
                  {column.title}
                </span>
              ) : (
                <button
                  type="button"
                  tabIndex={-1}
                  className={styles.sort}
                  aria-label={t("table.sortBy", { column: column.title })}
                  data-tip={t("arranging.sortTip", { column: column.title })}
                  onClick={(event) => onSort?.(column.id, event.shiftKey)}
                >
                  <span className={styles.words}>{column.title}</span>
                  {sorted && <Arrow aria-hidden />}
                  {sorted && (sorts?.length ?? 0) > 1 && (
                    <span className={styles.key} aria-hidden="true">
                      {number(key + 1)}
                    </span>
                  )}
                </button>
              )}
              {arranged && (
                <>
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.more}
                    data-menu
                    aria-haspopup="menu"
                    aria-label={t("arranging.menuOf", { column: column.title })}
                    data-tip={t("arranging.menuOf", { column: column.title })}
                    onClick={(event) => {
                      const { left, bottom } = event.currentTarget.getBoundingClientRect();
                      arrangeable.onMenu(column.id, { x: left, y: bottom });
                    }}
                  >
                    <ChevronDown aria-hidden />
                  </button>
                  {/* Widths are also changed by Alt and the arrow keys, and from the menu. */}
                  <span
                    aria-hidden="true"
                    className={styles.resize}
                    data-resize
                    onDoubleClick={() => arrangeable.onFit(column.id)}
                  />
                </>
              )}
            </div>
          );
        })}
      </div>
      {arrangeable && <span aria-hidden="true" className={styles.drop} />}
    </div>
  );
}
