import { Ban, CircleCheck, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import type { BatchRow } from "../bindings/BatchRow";
import type { BatchState } from "../bindings/BatchState";
import type { CommandError } from "../bindings/CommandError";
import type { Outcome } from "../bindings/Outcome";
import { exactTime, shortTime } from "../credentials/dates";
import { useGroups } from "../groups/asking";
import { systemZone } from "../settings/system-zone";
import { number, t } from "../text";
import { Counts } from "./counts";
import { OutcomeWord } from "./outcome-word";
import styles from "./report-dialog.module.css";
import { targetWords } from "./target";
import { outcomesOf, standWords, totalOf } from "./words";

type Props = {
  row: BatchRow;
  /** Why its last job ended in the midst, where this window heard of it. */
  problem: CommandError | null;
  onList: (outcome: Outcome | null) => void;
};

const looks: Record<BatchState, { icon: typeof Ban; tone: "good" | "warn" | "plain" }> = {
  finished: { icon: CircleCheck, tone: "good" },
  undone: { icon: CircleCheck, tone: "good" },
  cancelled: { icon: Ban, tone: "plain" },
  interrupted: { icon: TriangleAlert, tone: "warn" },
  running: { icon: CircleCheck, tone: "plain" },
  undoing: { icon: CircleCheck, tone: "plain" },
};

/** What a batch was, how it stands, what became of its credentials, and whether that can be taken back. */
export function ReportFacts({ row, problem, onList }: Props) {
  const { counts, deed, scope, reason, operator, begunAt, endedAt, state, undoClosed, undoUntil } = row;
  const zone = useMemo(systemZone, []);
  const groups = useGroups(null, deed.kind === "move");
  const outcomes = outcomesOf(counts);
  const total = totalOf(counts);
  const { icon: Icon, tone } = looks[state];
  const withWhat = targetWords(deed, (id) => groups.data?.find((each) => each.id === id)?.name);
  return (
    <>
      <div
        role="status"
        className={styles.stand}
        data-good={tone === "good" || undefined}
        data-warn={tone === "warn" || undefined}
      >
        <Icon aria-hidden />
        <span>
          <strong>{standWords(row)}</strong>
          {state === "interrupted" && problem && <span className={styles.note}>{problem.message}</span>}
          <span className={styles.note}>
            {undoClosed === null
              ? t("batches.undoUntil", { date: shortTime(undoUntil, zone) })
              : t("batches.undoNot", { why: undoClosed })}
          </span>
        </span>
      </div>
      {outcomes.length > 0 && (
        <Counts
          label={t("batches.countsLabel")}
          rows={outcomes.map(({ outcome, count }) => ({
            id: outcome,
            count,
            word: <OutcomeWord outcome={outcome} />,
            note: t(`batch.outcomeSays.${outcome}`),
            quiet: outcome === "skipped" || outcome === "left",
          }))}
        />
      )}
      <dl className={styles.facts}>
        <dt>{t("batch.over")}</dt>
        <dd>{scope}</dd>
        {withWhat && (
          <>
            <dt>{t("batches.withLabel")}</dt>
            <dd>{withWhat}</dd>
          </>
        )}
        {total > 0 && (
          <>
            <dt>{t("batches.saveWhat")}</dt>
            <dd>
              <button type="button" className={styles.link} onClick={() => onList(null)}>
                {t("batches.list", { count: total, total: number(total) })}
              </button>
            </dd>
          </>
        )}
        {reason && (
          <>
            <dt>{t("batches.reason")}</dt>
            <dd>{reason}</dd>
          </>
        )}
        <dt>{t("batches.byLabel")}</dt>
        <dd data-tip={exactTime(begunAt, zone)}>
          {t("batches.by", { operator, time: shortTime(begunAt, zone) })}
        </dd>
        {endedAt !== null && (
          <>
            <dt>{t("batches.ended")}</dt>
            <dd data-tip={exactTime(endedAt, zone)}>{shortTime(endedAt, zone)}</dd>
          </>
        )}
      </dl>
    </>
  );
}
