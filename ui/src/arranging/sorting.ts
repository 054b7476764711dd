import type { Column } from "../bindings/Column";
import type { Sort } from "../bindings/Sort";
import { t } from "../text";

/** The order after a press on a heading; `also` adds a second key, or turns it round. */
export function pressed(
  sort: readonly Sort[],
  column: Column,
  also: boolean,
  descendingFirst: (column: Column) => boolean,
): Sort[] {
  const [first, second] = sort;
  const turned = (key: Sort): Sort => ({ ...key, descending: !key.descending });
  const fresh: Sort = { column, descending: descendingFirst(column) };
  if (!also || !first) {
    return first?.column === column ? [turned(first), ...(second ? [second] : [])] : [fresh];
  }
  if (first.column === column) return [turned(first), ...(second ? [second] : [])];
  return [first, second?.column === column ? turned(second) : fresh];
}

/** “Expires, ascending, then Title, descending”. */
export function sortWords(sort: readonly Sort[], nameOf: (column: Column) => string): string {
  const words = sort.map(({ column, descending }) =>
    t(descending ? "arranging.saidDescending" : "arranging.saidAscending", { column: nameOf(column) }),
  );
  const [first = "", second] = words;
  return second === undefined ? first : t("arranging.saidThen", { first, second });
}
