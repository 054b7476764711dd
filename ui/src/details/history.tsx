import type { CredentialDetails } from "../bindings/CredentialDetails";
import { exactTime, pastWords } from "../credentials/dates";
import { t } from "../text";
import styles from "./history.module.css";
import { historyWords } from "./history-words";
import { Part } from "./part";

/** The way to a credential's entries in the audit log, and why the operator may not go it. */
export type AuditWay = { open: (credential: string) => void; closed: string | null };

type Props = { details: CredentialDetails; zone: string; now: number; audit: AuditWay };

/** What was done to a credential, by whom and when, newest first. */
export function History({ details, zone, now, audit }: Props) {
  return (
    <Part
      name="history"
      title={t("details.history")}
      end={
        <button
          type="button"
          className={styles.all}
          aria-disabled={audit.closed === null ? undefined : true}
          data-tip={audit.closed ?? undefined}
          onClick={() => audit.closed === null && audit.open(details.row.id)}
        >
          {t("details.allEntries")}
          {audit.closed && <span className="visually-hidden"> {audit.closed}</span>}
        </button>
      }
    >
      {details.history.length === 0 ? (
        <p className={styles.none}>{t("details.noHistory")}</p>
      ) : (
        <ol className={styles.list}>
          {details.history.map((entry) => (
            <li key={entry.sequence} className={styles.entry}>
              <span className={styles.what}>
                {historyWords(entry.action)}{" "}
                <span className={styles.by}>{t("details.by", { operator: entry.operator })}</span>
                {entry.detail && <span className={styles.detail}>{entry.detail}</span>}
              </span>
              <span className={styles.when} data-tip={exactTime(entry.at, zone)}>
                {pastWords(entry.at, now, zone)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Part>
  );
}
