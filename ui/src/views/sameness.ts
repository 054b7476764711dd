import type { Layout } from "../bindings/Layout";
import type { Sort } from "../bindings/Sort";
import type { ViewRow } from "../bindings/ViewRow";

export function sameSort(left: readonly Sort[], right: readonly Sort[]): boolean {
  return (
    left.length === right.length &&
    left.every(
      ({ column, descending }, at) => right[at]?.column === column && right[at]?.descending === descending,
    )
  );
}

export function sameLayout(left: Layout, right: Layout): boolean {
  return (
    left === right ||
    (left.columns.length === right.columns.length &&
      left.columns.every(({ column, shown, width }, at) => {
        const other = right.columns[at];
        return other?.column === column && other.shown === shown && other.width === width;
      }))
  );
}

/** Whether what is shown differs from what its view saved. */
export function isEdited(view: ViewRow, text: string, sort: readonly Sort[]): boolean {
  return (
    text.trim() !== view.query.trim() ||
    !sameSort(sort, view.sort) ||
    !sameLayout(view.layout, view.firstLayout)
  );
}
