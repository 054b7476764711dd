import { ChevronRight, LockOpen } from "lucide-react";
import type { AuditRow } from "../bindings/AuditRow";
import { shortAccessId } from "../credentials/access-id";
import { exactTime } from "../credentials/dates";
import type { GridColumn } from "../grid/columns";
import { number, t } from "../text";
import { CutText } from "../ui/cut-text";
import { IconButton } from "../ui/icon-button";
import { Action } from "./action";
import styles from "./columns.module.css";
import { detailWords, entryTime, subjectWords } from "./entry-words";

type Context = {
  zone: string;
  now: number;
  open: (row: AuditRow) => void;
  /** The highest number, which its column has to hold. */
  newest: number;
  /** The details stand beside the log and show what the last columns would. */
  beside: boolean;
};

/** The columns of the audit log. */
export function auditColumns({ zone, now, open, newest, beside }: Context): GridColumn<AuditRow>[] {
  const last: GridColumn<AuditRow>[] = [
    {
      id: "tenant",
      title: t("audit.tenant"),
      width: 124,
      cell: ({ tenantName }) => tenantName && <CutText>{tenantName}</CutText>,
    },
    {
      id: "detail",
      title: t("audit.detail"),
      width: 96,
      grows: 1,
      cell: (row) => <CutText className={styles.detail}>{detailWords(row)}</CutText>,
    },
  ];
  const operator: GridColumn<AuditRow> = {
    id: "operator",
    title: t("audit.operator"),
    width: 124,
    cell: ({ operator, account }) => (
      <CutText tip={t("auditEntry.account", { name: operator, account })}>{operator}</CutText>
    ),
  };
  const opener: GridColumn<AuditRow> = {
    id: "open",
    title: t("audit.open"),
    width: 36,
    short: true,
    controls: true,
    cell: (row) => (
      <IconButton
        icon={ChevronRight}
        label={t("audit.openEntry", { number: number(row.sequence) })}
        tabIndex={-1}
        className={styles.open}
        onClick={() => open(row)}
      />
    ),
  };
  return [
    {
      id: "number",
      title: t("audit.number"),
      width: newest < 1_000_000 ? 82 : 108,
      pinned: true,
      short: true,
      digits: true,
      cell: ({ sequence, keyed }) => (
        <>
          {!keyed && (
            <LockOpen
              role="img"
              aria-label={t("audit.unkeyed")}
              data-tip={t("audit.unkeyed")}
              className={styles.unkeyed}
            />
          )}
          <span className={styles.number}>{number(sequence)}</span>
        </>
      ),
    },
    {
      id: "time",
      title: t("audit.time"),
      width: 154,
      cell: ({ at }) => <span data-tip={exactTime(at, zone)}>{entryTime(at, now, zone)}</span>,
    },
    ...(beside ? [] : [operator]),
    {
      id: "action",
      title: t("audit.action"),
      width: beside ? 164 : 182,
      cell: (row) => (
        <button type="button" tabIndex={-1} className={styles.action} onClick={() => open(row)}>
          <Action action={row.action} />
        </button>
      ),
    },
    {
      id: "what",
      title: t("audit.what"),
      width: beside ? 150 : 180,
      grows: 1.8,
      cell: (row) => (
        <>
          <CutText className={styles.what}>{subjectWords(row)}</CutText>
          {row.accessId !== null && (
            <span className={styles.accessId} data-tip={row.accessId}>
              <span aria-hidden="true">{shortAccessId(row.accessId)}</span>
              <span className="visually-hidden">{row.accessId}</span>
            </span>
          )}
        </>
      ),
    },
    ...(beside ? [] : [...last, opener]),
  ];
}
