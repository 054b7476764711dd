import { Ban, Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import type { BatchRow } from "../bindings/BatchRow";
import type { Outcome } from "../bindings/Outcome";
import { t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { Spinner } from "../ui/spinner";
import { useBatches } from "./asking";
import { resume, sayBatch } from "./ending";
import { problemOf, useGoings } from "./going";
import { ItemsList } from "./items-list";
import { goingWords, Progress, stop } from "./progress";
import styles from "./report-dialog.module.css";
import { ReportFacts } from "./report-facts";
import { SaveDialog } from "./save-dialog";
import { showBatch } from "./showing";
import { outcomesOf } from "./words";

type Props = { batch: string; begun: boolean; onClose: () => void };

/** One batch: how far it is while it runs, and afterwards what became of every credential. */
export function ReportDialog({ batch, begun, onClose }: Props) {
  const asked = useBatches();
  const going = useGoings().find((each) => each.batch === batch);
  const row = asked.data?.find(({ id }) => id === batch);
  const [listed, setListed] = useState<Outcome | null | "closed">("closed");
  const [saving, setSaving] = useState(false);
  const [resuming, setResuming] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  // What came to its end before these eyes is said once more when they turn away, with Undo.
  const ranHere = useRef(begun);
  const running = going !== undefined;
  useEffect(() => {
    if (running) ranHere.current = true;
    setListed("closed");
  }, [running]);

  const close = () => {
    onClose();
    if (!running && ranHere.current && row) sayBatch(row);
  };
  const goOn = async (of: BatchRow) => {
    setResuming(true);
    setFailure(null);
    try {
      ranHere.current = true;
      await resume(of);
    } catch (thrown) {
      setFailure(asFailure(thrown));
    }
    setResuming(false);
  };

  if (going) {
    return (
      <Dialog
        title={goingWords(going)}
        onDismiss={onClose}
        foot={
          <>
            <span className={styles.aside}>{t("running.note")}</span>
            <span className="spacer" />
            <Button autoFocus onClick={onClose}>
              {t("running.hide")}
            </Button>
            <Button busy={going.stopping && t("running.stopping")} onClick={() => stop(going)}>
              {t("running.stop")}
            </Button>
          </>
        }
      >
        <DialogBody>
          <Progress going={going} />
        </DialogBody>
      </Dialog>
    );
  }

  const listing = row !== undefined && listed !== "closed";
  // The list may not know yet what came of it; and what another window has begun goes on without a word from here.
  const waiting =
    asked.isPending || isUnderWay(row) || (asked.isFetching && (row === undefined || ranHere.current));
  const settled = row && !waiting;
  const problem = problemOf(batch);
  return (
    <>
      <Dialog
        title={row ? t("batches.reportOf", { deed: t(`batch.deed.${row.deed.kind}`) }) : t("batches.report")}
        onDismiss={close}
        foot={
          <>
            {listing ? (
              <Button autoFocus onClick={() => setListed("closed")}>
                {t("batch.back")}
              </Button>
            ) : (
              settled && <Button onClick={() => setSaving(true)}>{t("batches.save")}</Button>
            )}
            <span className="spacer" />
            {settled && !listing && (
              <Button
                icon={Undo2}
                aria-disabled={row.undoClosed === null ? undefined : true}
                data-tip={row.undoClosed ?? undefined}
                onClick={() => showBatch({ at: "undo", batch, back: true })}
              >
                {t("batches.undo")}
              </Button>
            )}
            {settled && !listing && row.resumeClosed === null && (
              <Button busy={resuming && t("batches.resuming")} onClick={() => goOn(row)}>
                {t("batches.resume")}
              </Button>
            )}
            <Button kind="primary" autoFocus onClick={close}>
              {t("action.close")}
            </Button>
          </>
        }
      >
        <DialogBody>
          <div className={styles.frame}>
            {failure && <FailureNotice failure={failure} />}
            {asked.error && !row ? (
              <FailureNotice
                title={t("batches.failed")}
                failure={asked.error}
                actions={
                  <Button size="small" onClick={() => asked.refetch()}>
                    {t("action.tryAgain")}
                  </Button>
                }
              />
            ) : listing ? (
              <ItemsList
                batch={batch}
                outcomes={outcomesOf(row.counts)}
                outcome={listed}
                onOutcome={setListed}
              />
            ) : settled ? (
              <ReportFacts row={row} problem={problem} onList={setListed} />
            ) : waiting ? (
              <p className={styles.waiting} role="status">
                <Spinner />
                {t("running.elsewhere")}
              </p>
            ) : (
              <p className={styles.waiting}>
                <Ban aria-hidden />
                {t("batches.gone")}
              </p>
            )}
          </div>
        </DialogBody>
      </Dialog>
      {saving && row && <SaveDialog row={row} onClose={() => setSaving(false)} />}
    </>
  );
}

const isUnderWay = (row: BatchRow | undefined) => row?.state === "running" || row?.state === "undoing";
