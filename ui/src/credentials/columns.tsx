import { Ellipsis, FlaskConical, TriangleAlert } from "lucide-react";
import type { Column as Field } from "../bindings/Column";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Scheme } from "../bindings/Scheme";
import type { GridColumn } from "../grid/columns";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import { CutText, wholeText } from "../ui/cut-text";
import { IconButton } from "../ui/icon-button";
import { Status } from "../ui/status";
import type { ColumnWidths, Extra } from "./column-widths";
import styles from "./columns.module.css";
import type { Copying } from "./copying";
import { exactTime, expiryWords, pastWords } from "./dates";
import { KeyCell } from "./key-cell";
import { RowNotes } from "./row-notes";
import { Tags } from "./tags";

export type Column = GridColumn<CredentialRow> & { id: Field | "actions" };

type Context = {
  /** The scheme that all rows have, if they have one. */
  scheme: Scheme | null;
  zoneOf: (row: CredentialRow) => string;
  now: number;
  copying: Copying;
  /** Why no secret can be copied now. */
  notRevealed: string | null;
  open: (row: CredentialRow) => void;
  menu: (row: CredentialRow, at: { x: number; y: number }) => void;
  widths: ColumnWidths;
};

/** The columns of the credentials table. */
export function credentialColumns(context: Context): Column[] {
  const { scheme, zoneOf, now, copying, notRevealed, open, menu, widths } = context;
  const { narrow, signs, width, extras } = widths;
  const past = (at: number, zone: string) => (
    <span className={styles.text} data-tip={exactTime(at, zone)}>
      {pastWords(at, now, zone)}
    </span>
  );
  const extra: Column[] = [
    {
      id: "group",
      title: t("cells.group"),
      width: width.group,
      short: true,
      unsorted: true,
      cell: (row) => <CutText>{row.groupName}</CutText>,
    },
    {
      id: "tenant",
      title: t("cells.tenant"),
      width: width.tenant,
      short: true,
      unsorted: true,
      cell: (row) => <CutText>{row.tenantName}</CutText>,
    },
    {
      id: "tags",
      title: t("cells.tags"),
      width: width.tags,
      grows: 0.6,
      unsorted: true,
      cell: (row) => <Tags tags={row.tags} />,
    },
    {
      id: "created",
      title: t("table.created"),
      width: width.created,
      short: true,
      cell: (row) => past(row.createdAt, zoneOf(row)),
    },
    {
      id: "modified",
      title: t("table.modified"),
      width: width.modified,
      short: true,
      cell: (row) => past(row.modifiedAt, zoneOf(row)),
    },
  ];
  return [
    {
      id: "title",
      title: t("table.title"),
      width: width.title,
      grows: 1,
      pinned: true,
      cell: (row) => (
        <>
          <button
            type="button"
            tabIndex={-1}
            className={classNames(styles.title, styles[row.status])}
            onPointerOver={(event) => wholeText(event, row.description)}
            onClick={() => open(row)}
          >
            {row.title}
          </button>
          {row.sample && (
            <span className={styles.sample} data-tip={signs ? t("table.sample") : undefined}>
              {signs ? <FlaskConical role="img" aria-label={t("table.sample")} /> : t("table.sample")}
            </span>
          )}
        </>
      ),
    },
    {
      id: "accessId",
      title: t(
        scheme === null ? "cells.accessIdOrKey" : scheme === "signed" ? "table.accessId" : "cells.key",
      ),
      width: width.accessId,
      cell: (row) => <KeyCell row={row} copying={copying} notRevealed={notRevealed} />,
    },
    {
      id: "status",
      title: t("table.status"),
      width: width.status,
      grows: 0.85,
      cell: (row) => (
        <>
          <Status status={row.status} />
          <RowNotes row={row} zone={zoneOf(row)} now={now} narrow={narrow} />
        </>
      ),
    },
    {
      id: "expires",
      title: t("table.expires"),
      width: width.expires,
      short: true,
      cell: (row) => (
        <>
          <span
            className={classNames(
              styles.text,
              row.status === "expired" && styles.expiredText,
              row.status === "expiring" && styles.expiringText,
            )}
            data-tip={row.expiresAt === null ? undefined : exactTime(row.expiresAt, zoneOf(row))}
          >
            {expiryWords(row.expiresOn, row.daysLeft)}
          </span>
          {row.beyondPolicy !== null && (
            <span className={styles.beyond} data-tip={row.beyondPolicy}>
              <TriangleAlert role="img" aria-label={row.beyondPolicy} />
            </span>
          )}
        </>
      ),
    },
    ...extra.filter((column) => extras.has(column.id as Extra)),
    {
      id: "actions",
      title: t("table.actions"),
      width: width.actions,
      short: true,
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
