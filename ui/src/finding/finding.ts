import type { Layout } from "../bindings/Layout";
import type { Sort } from "../bindings/Sort";

/** What is looked for, in which order and under which columns: what the page and its table share. */
export type Finding = {
  /** The last query that could be answered; empty for all. */
  query: string;
  /** One key or two. */
  sort: readonly Sort[];
  onSort: (sort: readonly Sort[]) => void;
  /** Writes another query, as menus and cells do. */
  onQuery: (query: string) => void;
  /** The key of the view in use. */
  view: string;
  /** How its columns stand. */
  layout: Layout;
  /** How its columns stand where nobody has arranged them. */
  firstLayout: Layout;
  onLayout: (layout: Layout) => void;
};
