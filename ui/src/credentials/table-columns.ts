import { type RefObject, useCallback, useMemo, useState } from "react";
import { useArranging } from "../arranging/arranging";
import { clampWidth, fixed } from "../arranging/layout";
import { pressed, sortWords } from "../arranging/sorting";
import type { Column } from "../bindings/Column";
import type { Sort } from "../bindings/Sort";
import type { Finding } from "../finding/finding";
import type { GridHandle } from "../grid/grid";
import type { Arrangeable, MenuPlace } from "../grid/header";
import { t } from "../text";
import { sortsDescending } from "./columns";

type Owner = {
  finding: Finding;
  nameOf: (column: Column) => string;
  say: (text: string) => void;
  grid: RefObject<GridHandle | null>;
};

/** What the headings of the credentials table do: sorting, arranging, and the menu that does both. */
export function useTableColumns({ finding, nameOf, say, grid }: Owner) {
  const { sort, onSort, layout, firstLayout, onLayout } = finding;
  const [heading, setHeading] = useState<{ column: Column; at: MenuPlace } | null>(null);
  const arranging = useArranging({ layout, firstLayout, onLayout, nameOf, say });

  const sortAs = useCallback(
    (next: readonly Sort[]) => {
      onSort(next);
      say(t("arranging.saidSorted", { keys: sortWords(next, nameOf) }));
    },
    [onSort, say, nameOf],
  );
  const sortBy = useCallback(
    (column: string, also: boolean) => sortAs(pressed(sort, column as Column, also, sortsDescending)),
    [sort, sortAs],
  );
  const fitColumn = useCallback(
    (column: Column) => {
      const width = grid.current?.fitting(column);
      if (width) arranging.widen({ [column]: width });
    },
    [arranging, grid],
  );

  // The grid knows columns by their ids, which for all but its controls are the codes of the layout.
  const arrangeable = useMemo<Arrangeable>(
    () => ({
      isMovable: (column) => column !== fixed,
      clamp: clampWidth,
      onMove: (column, before) =>
        arranging.moveBefore(column as Column, before === "actions" ? null : (before as Column | null)),
      onNudge: (column, by) => arranging.nudge(column as Column, by),
      onResize: arranging.widen,
      onFit: (column) => fitColumn(column as Column),
      onMenu: (column, at) => setHeading({ column: column as Column, at }),
      onCancel: () => say(t("arranging.saidKept")),
    }),
    [arranging, fitColumn, say],
  );
  return { arranging, arrangeable, sortAs, sortBy, fitColumn, heading, closeMenu: () => setHeading(null) };
}
