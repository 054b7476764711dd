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
  /** The details stand beside the log and show what the last columns would. */
  beside: boolean;
};

/** The columns of the audit log. */
export function auditColumns({ zone, now, open, beside }: Context): GridColumn<AuditRow>[] {
  const last: GridColumn<AuditRow>[] = [
    {
      id: "tenant",
      title: t("audit.tenant"),
      width: 118,
      cell: ({ tenantName }) => tenantName && <CutText>{tenantName}</CutText>,
    },
    {
      id: "detail",
      title: t("audit.detail"),
      width: 150,
      grows: 1,
      cell: (row) => <CutText className={styles.detail}>{detailWords(row)}</CutText>,
    },
  ];
  return [
    {
      id: "number",
      title: t("audit.number"),
      width: 84,
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
      width: 142,
      cell: ({ at }) => <span data-tip={exactTime(at, zone)}>{entryTime(at, now, zone)}</span>,
    },
    {
      id: "operator",
      title: t("audit.operator"),
      width: 124,
      cell: ({ operator, account }) => (
        <CutText tip={t("auditEntry.account", { name: operator, account })}>{operator}</CutText>
      ),
    },
    {
      id: "action",
      title: t("audit.action"),
      width: 188,
      cell: (row) => (
        <button type="button" tabIndex={-1} className={styles.action} onClick={() => open(row)}>
          <Action action={row.action} />
        </button>
      ),
    },
    {
      id: "what",
      title: t("audit.what"),
      width: beside ? 150 : 170,
      grows: 1.2,
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
    ...(beside ? [] : last),
    {
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
    },
  ];
}
