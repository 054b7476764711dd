import { Ellipsis } from "lucide-react";
import type { Column } from "../bindings/Column";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { LayoutColumn } from "../bindings/LayoutColumn";
import type { Scheme } from "../bindings/Scheme";
import type { GridColumn } from "../grid/columns";
import gridStyles from "../grid/grid.module.css";
import { t } from "../text";
import { IconButton } from "../ui/icon-button";
import { type CellContext, cells } from "./cells";
import { controls, widthOf } from "./column-widths";
import styles from "./columns.module.css";

type Context = CellContext & {
  /** The columns that are shown, in their order. */
  shown: readonly LayoutColumn[];
  /** The scheme that all rows have, if they have one. */
  scheme: Scheme | null;
  menu: (row: CredentialRow, at: { x: number; y: number }) => void;
};

/** Columns whose skeleton bar is short, as their text is. */
const short: ReadonlySet<Column> = new Set([
  "kind",
  "group",
  "tenant",
  "starts",
  "expires",
  "created",
  "modified",
  "rotated",
]);

/** Columns by which one looks for what came last, or is the most, first. */
const lastFirst: ReadonlySet<string> = new Set([
  "created",
  "modified",
  "rotated",
  "roles",
  "addresses",
  "tags",
]);

/** Whether a column that was not sorted by yet is sorted from its last to its first. */
export function sortsDescending(column: string): boolean {
  return lastFirst.has(column);
}

/** What a column is called: what stands by a credential's Access ID depends on the schemes in sight. */
export function columnName(column: Column, scheme: Scheme | null): string {
  if (column !== "accessId") return t(`column.${column}`);
  return t(scheme === null ? "column.accessIdOrKey" : scheme === "signed" ? "column.accessId" : "column.key");
}

/** The columns of the credentials table: the box that selects, those of the layout, and the row's menu. */
export function credentialColumns(context: Context): GridColumn<CredentialRow>[] {
  const { shown, scheme, menu } = context;
  return [
    {
      id: "select",
      title: t("cell.select"),
      width: controls.select,
      pinned: true,
      marks: true,
      cell: (row, marked) => (
        <span
          role="checkbox"
          aria-checked={marked}
          aria-label={t("cell.selectRow", { title: row.title })}
          className={gridStyles.box}
        />
      ),
    },
    ...shown.map((each): GridColumn<CredentialRow> => {
      const { column } = each;
      const { width, grows } = widthOf(each);
      return {
        id: column,
        title: columnName(column, scheme),
        width,
        grows,
        pinned: column === "title",
        short: short.has(column),
        cell: (row) => cells[column](row, context),
      };
    }),
    {
      id: "actions",
      title: t("table.actions"),
      width: controls.actions,
      controls: true,
      cell: (row) => (
        <IconButton
          icon={Ellipsis}
          label={t("table.actionsOf", { title: row.title })}
          aria-haspopup="menu"
          tabIndex={-1}
          className={styles.actions}
          onClick={(event) => {
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            menu(row, { x: left, y: bottom });
          }}
        />
      ),
    },
  ];
}
