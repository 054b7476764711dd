import { Check, Copy, Ellipsis, FlaskConical, TriangleAlert } from "lucide-react";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { SortColumn } from "../bindings/SortColumn";
import type { GridColumn } from "../grid/columns";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import { IconButton } from "../ui/icon-button";
import { Status } from "../ui/status";
import { shortAccessId } from "./access-id";
import styles from "./columns.module.css";
import { exactTime, expiryWords, nearDate, pastWords, shortTime } from "./dates";

export type Column = GridColumn<CredentialRow> & { id: SortColumn | "actions" };

type Context = {
  zone: string;
  now: number;
  /** The credential whose Access ID was copied a moment ago. */
  copied: string | null;
  copy: (row: CredentialRow) => void;
  open: (row: CredentialRow) => void;
  menu: (row: CredentialRow, at: { x: number; y: number }) => void;
  /** The details stand beside the table and show what the last columns would. */
  beside: boolean;
};

/** The columns of the credentials table. */
export function credentialColumns({ zone, now, copied, copy, open, menu, beside }: Context): Column[] {
  const past = (at: number) => (
    <span className={styles.text} data-tip={exactTime(at, zone)}>
      {pastWords(at, now, zone)}
    </span>
  );
  const dates: Column[] = [
    { id: "created", title: t("table.created"), width: 94, short: true, cell: (row) => past(row.createdAt) },
    {
      id: "modified",
      title: t("table.modified"),
      width: 94,
      short: true,
      cell: (row) => past(row.modifiedAt),
    },
  ];
  return [
    {
      id: "title",
      title: t("table.title"),
      width: beside ? 150 : 178,
      grows: 1,
      pinned: true,
      cell: (row) => (
        <>
          <button
            type="button"
            tabIndex={-1}
            className={classNames(styles.title, styles[row.status])}
            data-tip={row.description || undefined}
            onClick={() => open(row)}
          >
            {row.title}
          </button>
          {row.sample && (
            <span className={styles.sample} data-tip={beside ? t("table.sample") : undefined}>
              {beside ? <FlaskConical role="img" aria-label={t("table.sample")} /> : t("table.sample")}
            </span>
          )}
          {row.vouched === "altered" && (
            <span className={styles.altered} data-tip={t("table.altered")}>
              <TriangleAlert aria-hidden />
              <span>{t("table.altered")}</span>
            </span>
          )}
        </>
      ),
    },
    {
      id: "accessId",
      title: t("table.accessId"),
      width: beside ? 134 : 136,
      cell: (row) => (
        <>
          <span className={styles.accessId} data-tip={row.accessId}>
            <span aria-hidden="true">{shortAccessId(row.accessId)}</span>
            <span className="visually-hidden">{row.accessId}</span>
          </span>
          <IconButton
            icon={copied === row.id ? Check : Copy}
            label={t("table.copyAccessIdOf", { title: row.title })}
            data-tip={t("table.copyAccessId")}
            tabIndex={-1}
            className={classNames(styles.copy, copied === row.id && styles.copied)}
            onClick={() => copy(row)}
          />
        </>
      ),
    },
    {
      id: "status",
      title: t("table.status"),
      width: beside ? 150 : 200,
      grows: 0.85,
      cell: (row) => (
        <>
          <Status status={row.status} />
          {row.rotatingUntil !== null && (
            <span
              className={styles.note}
              data-tip={t("table.inRotationNote", { date: shortTime(row.rotatingUntil, zone) })}
            >
              {t("table.inRotation", { date: nearDate(row.rotatingUntil, now, zone) })}
            </span>
          )}
          {row.neverCollected && (
            <span className={styles.note} data-tip={t("table.neverCollectedNote")}>
              {t("table.neverCollected")}
            </span>
          )}
        </>
      ),
    },
    {
      id: "expires",
      title: t("table.expires"),
      width: beside ? 104 : 110,
      short: true,
      cell: (row) => (
        <span
          className={classNames(
            styles.text,
            row.status === "expired" && styles.expiredText,
            row.status === "expiring" && styles.expiringText,
          )}
          data-tip={row.expiresAt === null ? undefined : exactTime(row.expiresAt, zone)}
        >
          {expiryWords(row.expiresOn, row.daysLeft)}
        </span>
      ),
    },
    ...(beside ? [] : dates),
    {
      id: "actions",
      title: t("table.actions"),
      width: 36,
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
