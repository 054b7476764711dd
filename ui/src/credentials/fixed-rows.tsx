import { Lock } from "lucide-react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import { t } from "../text";
import styles from "./fixed-rows.module.css";
import { secretName } from "./secret-name";

/** What identifies a credential and what proves it: shown in the form, and never changed there. */
export function FixedRows({ details }: { details: CredentialDetails }) {
  const { row } = details;
  return (
    <>
      {row.accessId !== null && (
        <>
          <span className={styles.label}>{t("sheet.accessId")}</span>
          <span className={styles.fixed}>
            <code className={styles.code}>{row.accessId}</code>
            <Lock aria-hidden />
          </span>
        </>
      )}
      <span className={styles.label}>{secretName(row.scheme)}</span>
      <span className={styles.fixed}>
        {row.keyStart !== null && <code className={styles.code}>{row.keyStart}…</code>}
        <span className={styles.note}>
          {t(row.recoverable ? "create.fixedRecoverable" : "create.fixedOnce")}
        </span>
        <Lock aria-hidden />
      </span>
    </>
  );
}
