import type { BatchRow } from "../bindings/BatchRow";
import type { Go } from "../shell/pages";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { resumeShown } from "./ending";
import styles from "./interrupted.module.css";
import { showBatch } from "./showing";
import { wasBeingUndone } from "./words";

type Props = {
  /** The batches that were interrupted and are not left for later. */
  rows: readonly BatchRow[];
  go: Go;
  onLater: () => void;
};

/** Above every page: a batch that ended in the midst, and what can be done about it. */
export default function Interrupted({ rows, go, onLater }: Props) {
  const [row, ...others] = rows;
  if (!row) return null;
  return (
    <Notice
      tone="warn"
      role="status"
      className={styles.notice}
      title={t("batches.interruptedTitle", { deed: t(`batch.deed.${row.deed.kind}`) })}
      actions={
        <>
          {row.resumeClosed === null && (
            <Button size="small" onClick={() => resumeShown(row)}>
              {t("batches.resume")}
            </Button>
          )}
          <Button
            size="small"
            aria-disabled={row.undoClosed === null ? undefined : true}
            data-tip={row.undoClosed ?? undefined}
            onClick={() => showBatch({ at: "undo", batch: row.id, back: false })}
          >
            {t("batches.undo")}
          </Button>
          <Button size="small" kind="ghost" onClick={() => showBatch({ at: "report", batch: row.id })}>
            {t("batches.report")}
          </Button>
          {others.length > 0 && (
            <Button size="small" kind="ghost" onClick={() => go("batches")}>
              {t("batches.showAll")}
            </Button>
          )}
          <Button size="small" kind="ghost" onClick={onLater}>
            {t("batches.later")}
          </Button>
        </>
      }
    >
      {textOf(row)}
      {others.length > 0 && ` ${t("batches.others", { count: others.length })}`}
    </Notice>
  );
}

function textOf(row: BatchRow): string {
  const { scope, counts } = row;
  const done = number(counts.done);
  return wasBeingUndone(row)
    ? t("batches.undoInterruptedText", { scope, undone: number(counts.undone), done })
    : t("batches.interruptedText", { scope, done, left: number(counts.left) });
}
