import { observeElementOffset, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { type GridColumn, setTracks, tracksOf, useColumns } from "./columns";
import { useRowHeight } from "./density";
import styles from "./grid.module.css";
import { type Arrangeable, type GridSort, Header, type MarkAll, type MenuPlace } from "./header";
import { heardInHeader, heardInRow } from "./heard";
import { useKeptStop } from "./kept-stop";
import { moved, type Place } from "./keys";
import { fittingWidth } from "./resizing";
import { markEdges, revealCell, tellCut } from "./reveal";
import { GridRow, type RowLook } from "./row";
import { scrollScale } from "./scroll-scale";

/** Rows kept beyond the edges, so that a fast scroll shows no empty band. */
const overscan = 12;
const headerHeight = 32;
/** Rows keep their place in the block while the first in sight is among the same so many: scrolling redraws few. */
const blockRows = 128;

/** What the owner of a grid can ask of it. */
export type GridHandle = {
  /** Moves the current row by this many, without taking the focus. */
  step: (by: number) => void;
  /** Gives the focus back to the current cell. */
  focus: () => void;
  /** How many pixels the heading and the rows in the document want for a column. */
  fitting: (column: string) => number;
};

/** What can be selected in a grid, and what is. */
export type Selectable = {
  isSelected: (index: number) => boolean;
  /** The row from which a range would begin. */
  onMark: (index: number) => void;
  onToggle: (index: number) => void;
  /** Selects the range up to this row; it begins at `from` where no row was marked. */
  onExtend: (index: number, from: number) => void;
  onAll: () => void;
  all: MarkAll;
  /** Something is selected, in sight or not. */
  any: boolean;
};

type Props<Row> = {
  ref?: Ref<GridHandle>;
  /** How many pixels wide it will be, as far as its owner knows: it is laid out once if that is so. */
  room?: number;
  label: string;
  columns: readonly GridColumn<Row>[];
  count: number;
  /** The row at an index, or null while its window is on the way. */
  rowAt: (index: number) => Row | null;
  /** The count itself is on the way. */
  busy?: boolean;
  /** `revoked` and `inactive` rows have their own look. */
  lookOf?: (row: Row) => RowLook;
  /** Rows whose order is fixed have neither. */
  sort?: readonly GridSort[];
  onSort?: (column: string, also: boolean) => void;
  /** The rows in sight changed; the owner loads their windows. */
  onRange: (first: number, last: number) => void;
  /** Ctrl+C on a cell. */
  onCopy?: (row: Row, column: string) => void;
  /** Enter on a cell; Space too where nothing can be selected. */
  onActivate: (row: Row, column: string, cell: Element) => void;
  /** A double click on a row. */
  onOpen: (row: Row) => void;
  /** The secondary button of the mouse, the menu key, or Shift+F10. */
  onMenu?: (row: Row, place: MenuPlace) => void;
  /** A key alone, on a row; answers whether it meant something. */
  onLetter?: (row: Row, key: string) => boolean;
  /** Another row became the current one. */
  onCurrent: (index: number) => void;
  /** The row that is shown elsewhere as well. */
  isShown: (row: Row) => boolean;
  selectable?: Selectable | undefined;
  arrangeable?: Arrangeable | undefined;
  children?: ReactNode;
};

/** A table of any length: one tab stop, a focus that moves by keys, and only the rows in sight in the document. */
export function Grid<Row extends object>(props: Props<Row>) {
  const { count, rowAt, onRange, selectable, arrangeable } = props;
  const rowHeight = useRowHeight();
  const columns = useColumns(props.columns);
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const block = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(600);
  const [room, setRoom] = useState(props.room ?? 0);
  // The box that ticks a row is not what one comes for.
  const [place, setPlace] = useState<Place & { id: string }>(() => {
    const column = Math.max(
      0,
      columns.findIndex(({ marks }) => !marks),
    );
    return { row: 0, column, id: columns[column]?.id ?? "" };
  });
  const follow = useRef(false);

  // The focus stays with its column wherever that goes.
  const stays = columns.findIndex(({ id }) => id === place.id);
  const focused: Place = {
    row: Math.min(place.row, count - 1),
    column: stays < 0 ? Math.min(place.column, columns.length - 1) : stays,
  };
  const scale = scrollScale(count, rowHeight, viewport);
  const base = useRef(0);
  const scrolled = useRef(0);
  const current = useRef(scale);
  current.current = scale;

  /** Puts the block of rows where the scroll position wants it, before the next paint. Nothing is measured for it. */
  const settle = (scrollTop = scrolled.current) => {
    scrolled.current = scrollTop;
    const top = base.current - current.current.toRows(scrollTop) + scrollTop;
    // Not by a variable, which every cell would inherit and be styled anew for.
    if (block.current) block.current.style.transform = `translateY(${top}px)`;
  };

  // Before whoever measures, the virtualizer first of all: what is measured is laid out for it.
  useLayoutEffect(() => {
    if (scroller.current) setTracks(scroller.current, columns, tracksOf(columns, room));
  }, [columns, room]);

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    initialRect: { width: 900, height: 600 },
    observeElementOffset: (instance, report) =>
      observeElementOffset(instance, (offset, scrolling) => {
        settle(offset);
        if (scroller.current) markEdges(scroller.current);
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
  const first = inSight?.startIndex ?? 0;
  base.current = Math.floor(first / blockRows) * blockRows * rowHeight;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height is a new measure of every row.
  useLayoutEffect(() => virtualizer.measure(), [rowHeight]);

  useLayoutEffect(() => settle());

  useLayoutEffect(() => {
    if (body.current) body.current.style.height = `${scale.height}px`;
  }, [scale.height]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: where the edges are depends on the columns.
  useLayoutEffect(() => {
    if (scroller.current) markEdges(scroller.current);
  }, [columns, room]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      setRoom(element.clientWidth);
      setViewport(Math.max(rowHeight, element.clientHeight - headerHeight));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [rowHeight]);

  const last = inSight?.endIndex ?? 0;
  useEffect(() => {
    onRange(Math.max(0, first - overscan), last + overscan);
  }, [first, last, onRange]);

  const stop = () =>
    scroller.current?.querySelector<HTMLElement>(
      `[data-row="${focused.row}"] [data-column="${focused.column}"]`,
    );

  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    const cell = stop();
    cell?.focus({ preventScroll: true });
    if (cell && scroller.current) revealCell(scroller.current, cell);
  });
  const kept = useKeptStop(stop);

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
    setPlace({ ...next, id: columns[next.column]?.id ?? "" });
    if (next.row !== place.row && next.row >= 0 && !kept.isRestoring()) props.onCurrent(next.row);
  };

  useImperativeHandle(props.ref, () => ({
    step: (by) => {
      const row = Math.max(0, Math.min(count - 1, focused.row + by));
      reveal(row);
      go({ row, column: focused.column });
    },
    focus: () =>
      scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true }),
    fitting: (column) => {
      const index = columns.findIndex(({ id }) => id === column);
      return scroller.current && index >= 0 ? fittingWidth(scroller.current, index) : 0;
    },
  }));

  /** The row and the column of what an event is about. */
  const placeOf = (target: EventTarget): Place | null => {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-column]") : null;
    const row = cell?.closest<HTMLElement>("[data-row]");
    return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : null;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const column = columns[focused.column];
    if (!column || !(event.target instanceof HTMLElement)) return;
    const width = tracksOf(columns, room)[focused.column] ?? column.width;
    const taken =
      focused.row < 0
        ? heardInHeader(event, column, width, props)
        : heardInRow(event, column, focused.row, rowAt(focused.row), props);
    if (taken) {
      event.preventDefault();
      // A column that was moved or widened may have left the sight.
      follow.current = taken === "arranged";
      return;
    }
    const extends_ = event.shiftKey && selectable !== undefined && focused.row >= 0;
    if (event.altKey || (event.shiftKey && !extends_)) return;
    const page = Math.max(1, Math.floor(viewport / rowHeight) - 1);
    const control = event.ctrlKey || event.metaKey;
    const next = moved(focused, event.key, control, { rows: count, columns: columns.length, page });
    if (!next) return;
    event.preventDefault();
    follow.current = true;
    if (extends_ && next.row >= 0 && next.row !== focused.row) selectable.onExtend(next.row, focused.row);
    else if (!extends_ && next.row >= 0) selectable?.onMark(next.row);
    reveal(next.row);
    go(next);
  };

  const onClick = (event: MouseEvent) => {
    const at = placeOf(event.target);
    if (!at || !selectable || !(event.target instanceof Element)) return;
    const column = columns[at.column];
    const control = event.ctrlKey || event.metaKey;
    if (at.row < 0) {
      if (column?.marks) selectable.all.onToggle();
      return;
    }
    // A control of the row is pressed for itself, unless the press is meant for the selection.
    if (event.target.closest("button") && !control && !event.shiftKey) return;
    if (event.shiftKey) {
      selectable.onExtend(at.row, Math.max(0, focused.row));
      follow.current = true;
      go(at);
    } else if (control || column?.marks) selectable.onToggle(at.row);
    else selectable.onMark(at.row);
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-multiselectable={selectable ? true : undefined}
      aria-busy={props.busy || undefined}
      aria-readonly="true"
      className={styles.grid}
      tabIndex={-1}
      data-pane="grid"
      data-marking={selectable?.any || undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onMouseDown={(event) => {
        // A range is selected, not text.
        if (selectable && event.shiftKey) event.preventDefault();
      }}
      onFocus={(event) => {
        kept.onFocus();
        tellCut(event.target);
        const at = placeOf(event.target);
        if (at) go(at);
      }}
      onBlur={kept.onBlur}
    >
      <Header
        columns={columns}
        scroller={scroller}
        sort={props.sort}
        onSort={props.onSort}
        stop={focused.row === -1 ? focused.column : null}
        arrangeable={arrangeable}
        markAll={selectable?.all}
      />
      <div
        ref={body}
        role="rowgroup"
        className={styles.body}
        onDoubleClick={(event) => {
          const at = placeOf(event.target);
          // A second click on a control of the row belongs to that control.
          if (!at || columns[at.column]?.marks || (event.target as Element).closest("button")) return;
          const row = rowAt(at.row);
          if (row) props.onOpen(row);
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          const row = rowAt(placeOf(event.target)?.row ?? -1);
          if (row) props.onMenu?.(row, { x: event.clientX, y: event.clientY });
        }}
      >
        <div ref={block} role="presentation" className={styles.block}>
          {items.map(({ index, key }) => {
            const row = rowAt(index);
            return (
              <GridRow
                key={key}
                columns={columns}
                index={index}
                row={row}
                top={index * rowHeight - base.current}
                look={(row && props.lookOf?.(row)) ?? "plain"}
                stop={focused.row === index ? focused.column : null}
                current={index === place.row}
                shown={row !== null && props.isShown(row)}
                selected={selectable?.isSelected(index)}
              />
            );
          })}
        </div>
      </div>
      {props.children}
    </div>
  );
}
