import { Check, CircleHelp, CircleX, LockOpen, type LucideIcon } from "lucide-react";
import type { AuditDetails } from "../bindings/AuditDetails";
import { Part } from "../details/part";
import { t } from "../text";
import panel from "./entry-panel.module.css";
import styles from "./entry-proof.module.css";

/** Whether an entry follows in the chain and bears the vault's mark. */
export function EntryProof({ details }: { details: AuditDetails }) {
  const { hash, follows, marked, row } = details;
  return (
    <Part name="proof" title={t("auditEntry.proof")}>
      <ul className={styles.list}>
        {follows ? (
          <Line tone="good" icon={Check} text={t("auditEntry.follows")} />
        ) : (
          <Line tone="bad" icon={CircleX} text={t("auditEntry.broken")} more={t("auditEntry.brokenText")} />
        )}
        {!row.keyed ? (
          <Line
            tone="warn"
            icon={LockOpen}
            text={t("auditEntry.unkeyed")}
            more={t("auditEntry.unkeyedText")}
          />
        ) : marked === null ? (
          <Line tone="plain" icon={CircleHelp} text={t("auditEntry.markUnknown")} />
        ) : marked ? (
          <Line tone="good" icon={Check} text={t("auditEntry.marked")} />
        ) : (
          <Line
            tone="bad"
            icon={CircleX}
            text={t("auditEntry.notMarked")}
            more={t("auditEntry.notMarkedText")}
          />
        )}
      </ul>
      <p className={styles.label}>{t("auditEntry.hash")}</p>
      <code className={panel.code}>{hash}</code>
    </Part>
  );
}

type LineProps = { tone: "good" | "warn" | "bad" | "plain"; icon: LucideIcon; text: string; more?: string };

function Line({ tone, icon: Icon, text, more }: LineProps) {
  return (
    <li className={styles[tone]}>
      <Icon aria-hidden />
      <span>
        {text}
        {more && <span className={styles.more}>{more}</span>}
      </span>
    </li>
  );
}
