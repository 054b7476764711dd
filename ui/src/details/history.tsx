import type { CredentialDetails } from "../bindings/CredentialDetails";
import { exactTime, pastWords } from "../credentials/dates";
import { t } from "../text";
import styles from "./history.module.css";
import { historyWords } from "./history-words";
import { Part } from "./part";

type Props = {
  details: CredentialDetails;
  zone: string;
  now: number;
  /** Leads to all of them in the audit log, where the operator may read it. */
  onAudit: ((credential: string) => void) | undefined;
};

/** What was done to a credential, by whom and when, newest first. */
export function History({ details, zone, now, onAudit }: Props) {
  return (
    <Part
      name="history"
      title={t("details.history")}
      end={
        onAudit && (
          <button type="button" className={styles.all} onClick={() => onAudit(details.row.id)}>
            {t("details.allEntries")}
          </button>
        )
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
