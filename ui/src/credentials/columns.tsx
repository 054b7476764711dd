import { Check, Copy, TriangleAlert } from "lucide-react";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { SortColumn } from "../bindings/SortColumn";
import type { GridColumn } from "../grid/columns";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import { IconButton } from "../ui/icon-button";
import { Status } from "../ui/status";
import { shortAccessId } from "./access-id";
import styles from "./columns.module.css";
import { exactTime, expiryWords, pastWords } from "./dates";

export type Column = GridColumn<CredentialRow> & { id: SortColumn };

type Context = {
  zone: string;
  now: number;
  /** The credential whose Access ID was copied a moment ago. */
  copied: string | null;
  copy: (row: CredentialRow) => void;
};

/** The columns of the credentials table. */
export function credentialColumns({ zone, now, copied, copy }: Context): Column[] {
  const past = (at: number) => (
    <span className={styles.text} data-tip={exactTime(at, zone)}>
      {pastWords(at, now, zone)}
    </span>
  );
  return [
    {
      id: "title",
      title: t("table.title"),
      width: 180,
      grows: true,
      pinned: true,
      cell: (row) => (
        <>
          <span
            className={classNames(styles.title, styles[row.status])}
            data-tip={row.description || undefined}
          >
            {row.title}
          </span>
          {row.sample && <span className={styles.sample}>{t("table.sample")}</span>}
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
      width: 144,
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
      width: 212,
      cell: (row) => (
        <>
          <Status status={row.status} />
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
      width: 110,
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
    { id: "created", title: t("table.created"), width: 98, short: true, cell: (row) => past(row.createdAt) },
    {
      id: "modified",
      title: t("table.modified"),
      width: 98,
      short: true,
      cell: (row) => past(row.modifiedAt),
    },
  ];
}
