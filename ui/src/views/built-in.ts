import type { Column } from "../bindings/Column";
import type { Layout } from "../bindings/Layout";
import type { ViewRow } from "../bindings/ViewRow";
import { firstSort } from "../credentials/sort";
import { t } from "../text";

/** The view that shows every credential. */
export const allKey = "all";

/** The views that Keywright brings along. */
export const builtIn = [
  "all",
  "expiring",
  "expired",
  "revoked",
  "neverExpires",
  "inRotation",
  "neverCollected",
] as const;

const shown: readonly Column[] = ["title", "accessId", "status", "expires", "group", "created", "modified"];
const hidden: readonly Column[] = [
  "kind",
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
];

/** How the columns stand until the core has said how. */
export const layoutBefore: Layout = {
  columns: [
    ...shown.map((column) => ({ column, shown: true, width: null })),
    ...hidden.map((column) => ({ column, shown: false, width: null })),
  ],
};

/** The view that the window begins with, before the core has told of any. */
export const viewBefore: ViewRow = {
  key: allKey,
  builtIn: true,
  name: "",
  query: "",
  sort: [firstSort],
  layout: layoutBefore,
  firstLayout: layoutBefore,
  count: null,
  problem: null,
};

/** What a view is called. */
export function viewName({ key, name }: Pick<ViewRow, "key" | "name">): string {
  const known = builtIn.find((each) => each === key);
  return known ? t(`views.builtIn.${known}`) : name;
}
