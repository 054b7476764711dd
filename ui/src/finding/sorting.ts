import type { Column } from "../bindings/Column";
import type { Sort } from "../bindings/Sort";
import { t } from "../text";

/** The sorts that stand first, in the order in which administrators know them. */
export const firstSorts = ["modified", "created", "title", "expires"] as const satisfies readonly Column[];

/** All that can be sorted by besides. */
export const otherSorts = [
  "accessId",
  "status",
  "kind",
  "group",
  "tenant",
  "roles",
  "user",
  "addresses",
  "apiUrl",
  "description",
  "tags",
  "starts",
  "rotated",
  "createdBy",
] as const satisfies readonly Column[];

const times: readonly Column[] = ["modified", "created", "expires", "starts", "rotated"];

/** What happened is wanted newest first; what is to come, and every word, from its beginning. */
export const descendsFirst = (column: Column) =>
  column === "modified" || column === "created" || column === "rotated";

/** What the two directions of a column are called. */
export function directionWords(column: Column, descending: boolean): string {
  const kind = times.includes(column) ? "time" : "word";
  return t(`find.direction.${kind}.${descending ? "down" : "up"}`);
}

/** What a column is called as something to sort by. */
export function sortName(column: Column): string {
  if (column === "title") return t("find.name");
  if (column === "expires") return t("find.expiryDate");
  return t(`column.${column === "accessId" ? "accessIdOrKey" : column}`);
}

/** “Created, latest first, then Name, A to Z”. */
export function sortSentence(sort: readonly Sort[]): string {
  return sort
    .map(({ column, descending }) => {
      const words = directionWords(column, descending);
      const said = times.includes(column) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
      return `${sortName(column)}, ${said}`;
    })
    .join(t("find.thenBy"));
}

/** The order by another first column, in the direction that is usual for it; the second key stays where it can. */
export function sortedFirstBy(sort: readonly Sort[], column: Column): Sort[] {
  const [first, second] = sort;
  const key = first?.column === column ? first : { column, descending: descendsFirst(column) };
  return second && second.column !== column ? [key, second] : [key];
}

/** The order with another second key, or with none. */
export function sortedThenBy(sort: readonly Sort[], column: Column | null): Sort[] {
  const [first, second] = sort;
  if (!first) return [...sort];
  if (column === null || column === first.column) return [first];
  return [first, second?.column === column ? second : { column, descending: descendsFirst(column) }];
}

/** The order with one of its keys in the other direction. */
export function turned(sort: readonly Sort[], at: number, descending: boolean): Sort[] {
  return sort.map((key, index) => (index === at ? { ...key, descending } : key));
}
