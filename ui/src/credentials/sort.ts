import type { Sort } from "../bindings/Sort";

/** The order of a fresh table: newest first. */
export const firstSort: Sort = { column: "created", descending: true };
