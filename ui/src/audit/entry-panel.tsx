import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useEffect, useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { auditEntry } from "../backend/commands";
import type { AuditDetails } from "../bindings/AuditDetails";
import { exactTime } from "../credentials/dates";
import { Fact, Facts, Part } from "../details/part";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { IconButton } from "../ui/icon-button";
import { Skeleton } from "../ui/skeleton";
import { Action } from "./action";
import { EntryChanges } from "./entry-changes";
import styles from "./entry-panel.module.css";
import { EntryProof } from "./entry-proof";
import { subjectWords } from "./entry-words";

type Props = {
  sequence: number;
  zone: string;
  onStep: (by: number) => void;
  onClose: () => void;
};

/** While the keys run over many rows, only the one that they rest on is asked about. */
const restMillis = 60;

function useEntry(sequence: number) {
  const [rested, setRested] = useState(sequence);
  useEffect(() => {
    const timer = setTimeout(() => setRested(sequence), restMillis);
    return () => clearTimeout(timer);
  }, [sequence]);
  return useQuery<AuditDetails, CommandFailure>({
    queryKey: ["audit", "entry", sequence],
    queryFn: () => auditEntry(sequence),
    enabled: rested === sequence,
    gcTime: 30_000,
  });
}

/** Everything that one entry says, and whether it can be trusted, beside the log. */
export function EntryPanel({ sequence, zone, onStep, onClose }: Props) {
  const asked = useEntry(sequence);
  const failure = asked.error;
  const details = failure ? undefined : asked.data;
  const called = { number: number(sequence) };
  return (
    <section className={styles.panel} aria-label={t("auditEntry.label", called)} data-pane="details">
      <header className={styles.head}>
        <h2>{t("auditEntry.title", called)}</h2>
        <IconButton icon={ArrowUp} label={t("auditEntry.previous")} onClick={() => onStep(-1)} />
        <IconButton icon={ArrowDown} label={t("auditEntry.next")} onClick={() => onStep(1)} />
        <IconButton icon={X} label={t("auditEntry.close")} onClick={onClose} />
      </header>
      <div
        className={styles.body}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
        tabIndex={0}
        role="group"
        aria-label={t("auditEntry.title", called)}
      >
        {details ? (
          <>
            <Said details={details} zone={zone} />
            <EntryChanges details={details} zone={zone} />
            <EntryProof details={details} />
          </>
        ) : failure ? (
          <FailureNotice
            title={t("auditEntry.failed")}
            failure={failure}
            className={styles.notice}
            actions={
              <Button size="small" onClick={() => asked.refetch()}>
                {t("action.tryAgain")}
              </Button>
            }
          />
        ) : (
          <Waiting />
        )}
      </div>
    </section>
  );
}

/** What the entry itself says. */
function Said({ details: { row, fingerprint }, zone }: { details: AuditDetails; zone: string }) {
  return (
    <Part name="done" title={t("auditEntry.done")} quiet>
      <Facts>
        <Fact label={t("auditEntry.action")}>
          <Action action={row.action} />
        </Fact>
        <Fact label={t("auditEntry.time")}>{exactTime(row.at, zone)}</Fact>
        <Fact label={t("auditEntry.operator")}>
          {t("auditEntry.account", { name: row.operator, account: row.account })}
        </Fact>
        <Fact label={t("auditEntry.what")}>{subjectWords(row)}</Fact>
        {row.accessId !== null && (
          <Fact label={t("auditEntry.accessId")}>
            <code className={styles.code}>{row.accessId}</code>
          </Fact>
        )}
        {fingerprint !== null && (
          <Fact label={t("auditEntry.fingerprint")}>
            <code className={styles.code}>{fingerprint}</code>
          </Fact>
        )}
        {row.tenantName !== null && <Fact label={t("auditEntry.tenant")}>{row.tenantName}</Fact>}
        {row.detail !== null && <Fact label={t("auditEntry.detail")}>{row.detail}</Fact>}
        {row.count !== null && <Fact label={t("auditEntry.count")}>{number(row.count)}</Fact>}
      </Facts>
    </Part>
  );
}

const bars = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Bars where the entry will stand; a fast answer never shows them. */
function Waiting() {
  return (
    <div className={styles.waiting} role="status">
      <span className="visually-hidden">{t("auditEntry.reading")}</span>
      {bars.map((bar, index) => (
        <Skeleton key={bar} width={index % 3 === 1 ? "short" : "long"} />
      ))}
    </div>
  );
}
