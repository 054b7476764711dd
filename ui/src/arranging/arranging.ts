import { useCallback, useMemo } from "react";
import type { Column } from "../bindings/Column";
import type { Layout } from "../bindings/Layout";
import type { Finding } from "../finding/finding";
import { t } from "../text";
import { clampWidth, moveBefore, moveInList, moveShown, show, showAll, shownColumns, widen } from "./layout";

type Owner = Pick<Finding, "layout" | "firstLayout" | "onLayout"> & {
  nameOf: (column: Column) => string;
  say: (text: string) => void;
};

export type Arranging = ReturnType<typeof useArranging>;

/** Every way in which the columns are arranged: each changes the layout, and says what it did. */
export function useArranging({ layout, firstLayout, onLayout, nameOf, say }: Owner) {
  const moved = useCallback(
    (column: Column, next: Layout) => {
      if (next === layout) return say(t("arranging.saidKept"));
      onLayout(next);
      // A hidden column has a place in the list alone.
      const among = next.columns.find((each) => each.column === column)?.shown
        ? shownColumns(next)
        : next.columns;
      const place = among.findIndex((each) => each.column === column) + 1;
      say(t("arranging.saidMoved", { column: nameOf(column), place, count: among.length }));
    },
    [layout, onLayout, nameOf, say],
  );

  return useMemo(
    () => ({
      moveBefore: (column: Column, before: Column | null) =>
        moved(column, moveBefore(layout, column, before)),
      nudge: (column: Column, by: -1 | 1) => moved(column, moveShown(layout, column, by)),
      nudgeInList: (column: Column, by: -1 | 1) => moved(column, moveInList(layout, column, by)),
      show: (column: Column, shown: boolean) => {
        onLayout(show(layout, column, shown));
        say(t(shown ? "arranging.saidShown" : "arranging.saidHidden", { column: nameOf(column) }));
      },
      showAll: () => {
        onLayout(showAll(layout));
        say(t("arranging.saidAll"));
      },
      reset: () => {
        onLayout(firstLayout);
        say(t("arranging.saidReset"));
      },
      /** Gives columns widths; the last one named is the one that was meant. */
      widen: (widths: Partial<Record<Column, number | null>>) => {
        const named = Object.entries(widths) as [Column, number | null][];
        onLayout(named.reduce((next, [column, width]) => widen(next, column, width), layout));
        const [column, width] = named.at(-1) ?? [];
        if (column && width !== null && width !== undefined)
          say(t("arranging.saidWidth", { column: nameOf(column), width: clampWidth(width) }));
      },
    }),
    [layout, firstLayout, onLayout, nameOf, say, moved],
  );
}
