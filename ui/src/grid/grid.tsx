import { observeElementOffset, useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import { Skeleton } from "../ui/skeleton";
import { type GridColumn, useColumns } from "./columns";
import { useRowHeight } from "./density";
import styles from "./grid.module.css";
import { moved, type Place } from "./keys";
import { scrollScale } from "./scroll-scale";

/** Rows kept beyond the edges, so that a fast scroll shows no empty band. */
const overscan = 12;
const headerHeight = 32;

/** What the owner of a grid can ask of it. */
export type GridHandle = {
  /** Moves the current row by this many, without taking the focus. */
  step: (by: number) => void;
  /** Gives the focus back to the current cell. */
  focus: () => void;
};

/** Where in the window a menu opens. */
export type MenuPlace = { x: number; y: number };

type Props<Row> = {
  ref?: Ref<GridHandle>;
  label: string;
  columns: readonly GridColumn<Row>[];
  count: number;
  /** The row at an index, or null while its window is on the way. */
  rowAt: (index: number) => Row | null;
  /** `revoked` and `inactive` rows have their own look. */
  lookOf?: (row: Row) => "revoked" | "inactive" | "plain";
  /** Rows whose order is fixed have neither. */
  sort?: { column: string; descending: boolean };
  onSort?: (column: string) => void;
  /** The rows in sight changed; the owner loads their windows. */
  onRange: (first: number, last: number) => void;
  /** Ctrl+C. */
  onCopy?: (row: Row) => void;
  /** Enter or Space on a cell. */
  onActivate: (row: Row, column: string, key: string, cell: Element) => void;
  /** A double click on a row. */
  onOpen: (row: Row) => void;
  /** The secondary button of the mouse, the menu key, or Shift+F10. */
  onMenu?: (row: Row, place: MenuPlace) => void;
  /** Another row became the current one. */
  onCurrent: (index: number) => void;
  /** The row that is shown elsewhere as well. */
  isShown: (row: Row) => boolean;
  children?: ReactNode;
};

/** A table of any length: one tab stop, a focus that moves by keys, and only the rows in sight in the document. */
export function Grid<Row extends object>(props: Props<Row>) {
  const { count, rowAt, onRange } = props;
  const rowHeight = useRowHeight();
  const { ordered, template, least } = useColumns(props.columns);
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(600);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const follow = useRef(false);

  const focused: Place = {
    row: Math.min(place.row, count - 1),
    column: Math.min(place.column, ordered.length - 1),
  };
  const scale = scrollScale(count, rowHeight, viewport);
  const base = useRef(0);
  const current = useRef(scale);
  current.current = scale;

  /** Puts the block of rows where the scroll position wants it, before the next paint. */
  const settle = () => {
    const element = scroller.current;
    if (!element || !body.current) return;
    const top = base.current - current.current.toRows(element.scrollTop) + element.scrollTop;
    body.current.style.setProperty("--rows-top", `${top}px`);
  };

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    initialRect: { width: 900, height: 600 },
    observeElementOffset: (instance, report) =>
      observeElementOffset(instance, (offset, scrolling) => {
        settle();
        report(current.current.toRows(offset), scrolling);
      }),
    rangeExtractor: ({ startIndex, endIndex }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const indexes = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      // The focused row stays in the document, or the focus would be lost by scrolling.
      if (focused.row >= 0 && focused.row < from) indexes.unshift(focused.row);
      if (focused.row > to) indexes.push(focused.row);
      return indexes;
    },
  });

  const items = virtualizer.getVirtualItems();
  const inSight = virtualizer.range;
  base.current = (inSight?.startIndex ?? 0) * rowHeight;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height is a new measure of every row.
  useLayoutEffect(() => virtualizer.measure(), [rowHeight]);

  useLayoutEffect(() => {
    settle();
    scroller.current?.style.setProperty("--columns", template);
    scroller.current?.style.setProperty("--columns-least", `${least}px`);
    body.current?.style.setProperty("--rows-height", `${scale.height}px`);
  });

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setViewport(Math.max(rowHeight, element.clientHeight - headerHeight)),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [rowHeight]);

  const startIndex = inSight?.startIndex ?? 0;
  const endIndex = inSight?.endIndex ?? 0;
  useEffect(() => {
    onRange(Math.max(0, startIndex - overscan), endIndex + overscan);
  }, [startIndex, endIndex, onRange]);

  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-row="${focused.row}"] [data-column="${focused.column}"]`)
      ?.focus({ preventScroll: true });
  });

  const reveal = (row: number) => {
    const element = scroller.current;
    if (!element || row < 0) return;
    const top = scale.toRows(element.scrollTop);
    const wanted = row * rowHeight;
    if (wanted < top) element.scrollTop = scale.toScroll(wanted);
    else if (wanted + rowHeight > top + viewport)
      element.scrollTop = scale.toScroll(wanted + rowHeight - viewport);
  };

  const go = (next: Place) => {
    setPlace(next);
    if (next.row !== place.row && next.row >= 0) props.onCurrent(next.row);
  };

  useImperativeHandle(props.ref, () => ({
    step: (by) => {
      const row = Math.max(0, Math.min(count - 1, focused.row + by));
      reveal(row);
      go({ row, column: focused.column });
    },
    focus: () =>
      scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true }),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    const control = event.ctrlKey || event.metaKey;
    const row = focused.row >= 0 ? rowAt(focused.row) : null;
    const column = ordered[focused.column];
    if (
      props.onCopy &&
      control &&
      event.key.toLowerCase() === "c" &&
      row &&
      !window.getSelection()?.toString()
    ) {
      event.preventDefault();
      props.onCopy(row);
      return;
    }
    if ((event.key === "Enter" || event.key === " ") && column && event.target instanceof HTMLElement) {
      if (event.target.role !== "gridcell" && event.target.role !== "columnheader") return;
      event.preventDefault();
      if (focused.row < 0) {
        if (!column.controls && !column.unsorted) props.onSort?.(column.id);
      } else if (row) props.onActivate(row, column.id, event.key, event.target);
      return;
    }
    if (props.onMenu && (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) && row) {
      event.preventDefault();
      const cell = event.target instanceof Element ? event.target : event.currentTarget;
      const { left, bottom } = cell.getBoundingClientRect();
      props.onMenu(row, { x: left, y: bottom });
      return;
    }
    const page = Math.max(1, Math.floor(viewport / rowHeight) - 1);
    const next = moved(focused, event.key, control, { rows: count, columns: ordered.length, page });
    if (!next || event.altKey || event.shiftKey) return;
    event.preventDefault();
    follow.current = true;
    reveal(next.row);
    go(next);
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={ordered.length}
      aria-readonly="true"
      className={styles.grid}
      tabIndex={-1}
      data-pane="grid"
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={styles.header}>
        <div role="row" aria-rowindex={1} className={styles.headerRow} data-row={-1}>
          {ordered.map((column, index) => {
            const sort = column.controls || column.unsorted ? undefined : props.sort;
            const sorted = sort?.column === column.id;
            const Arrow = sort?.descending ? ArrowDown : ArrowUp;
            return (
              <div
                key={column.id}
                role="columnheader"
                aria-colindex={index + 1}
                aria-sort={
                  !sort ? undefined : !sorted ? "none" : sort.descending ? "descending" : "ascending"
                }
                className={classNames(styles.head, column.pinned && styles.pinned, sorted && styles.sorted)}
                data-column={index}
                tabIndex={focused.row === -1 && focused.column === index ? 0 : -1}
                onFocus={() => go({ row: -1, column: index })}
              >
                {column.controls ? (
                  <span className="visually-hidden">{column.title}</span>
                ) : !sort ? (
                  <span className={classNames(styles.name, column.digits && styles.digits)}>
                    {column.title}
                  </span>
                ) : (
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.sort}
                    aria-label={t("table.sortBy", { column: column.title })}
                    onClick={() => props.onSort?.(column.id)}
                  >
                    {column.title}
                    {sorted && <Arrow aria-hidden />}
                  </button>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <div ref={body} role="rowgroup" className={styles.body}>
        <div role="presentation" className={styles.block}>
          {items.map((item) => {
            const row = rowAt(item.index);
            const look = (row && props.lookOf?.(row)) ?? "plain";
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                aria-busy={row ? undefined : true}
                data-row={item.index}
                aria-current={row && props.isShown(row) ? true : undefined}
                className={classNames(styles.row, styles[look], item.index === place.row && styles.current)}
                style={{ transform: `translateY(${item.index * rowHeight - base.current}px)` }}
                onDoubleClick={(event) => {
                  // A second click on a control of the row belongs to that control.
                  if (row && event.target instanceof Element && !event.target.closest("button"))
                    props.onOpen(row);
                }}
                onContextMenu={(event) => {
                  event.preventDefault();
                  if (row) props.onMenu?.(row, { x: event.clientX, y: event.clientY });
                }}
              >
                {ordered.map((column, index) => (
                  <div
                    key={column.id}
                    role="gridcell"
                    aria-colindex={index + 1}
                    data-column={index}
                    tabIndex={focused.row === item.index && focused.column === index ? 0 : -1}
                    className={classNames(
                      styles.cell,
                      column.pinned && styles.pinned,
                      column.digits && styles.digits,
                    )}
                    onFocus={() => go({ row: item.index, column: index })}
                  >
                    {row ? column.cell(row) : <Skeleton width={column.short ? "short" : "long"} />}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {props.children}
    </div>
  );
}
