import { CircleCheck } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { saveBatchReport } from "../backend/commands";
import type { BatchReportRequest } from "../bindings/BatchReportRequest";
import type { BatchRow } from "../bindings/BatchRow";
import type { Outcome } from "../bindings/Outcome";
import { useFileJob } from "../exporting/file-job";
import { ProgressBar } from "../exporting/progress-bar";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { FormRow } from "../ui/form-row";
import { Select } from "../ui/select";
import styles from "./save-dialog.module.css";
import { outcomesOf, totalOf } from "./words";

type Props = { row: BatchRow; onClose: () => void };

/** The report of a batch as a file: of which credentials, where to, and what came of it. Never a secret. */
export function SaveDialog({ row, onClose }: Props) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [bom, setBom] = useState(false);
  const [path, setPath] = useState("");
  const { job, failure, begin, cancel, forgive } = useFileJob<BatchReportRequest>(saveBatchReport);
  const form = useId();
  const frame = useRef<HTMLDivElement>(null);

  const asksPath = job.at === "path";
  const suggestion = asksPath ? job.suggestion : "";
  useEffect(() => {
    if (!asksPath) return;
    setPath(suggestion);
    frame.current?.querySelector<HTMLInputElement>("input[data-path]")?.focus();
  }, [asksPath, suggestion]);

  const onPath = asksPath && failure?.field === "path";
  const replaces = onPath && failure.code === "file_exists";
  const filling = job.at === "form" || job.at === "path";
  const asking = filling && job.asking;
  const dismiss = () => {
    if (job.at === "running") cancel();
    else if (!asking) onClose();
  };
  const total = totalOf(row.counts);

  return (
    <Dialog
      narrow
      title={t("batches.saveTitle")}
      onDismiss={dismiss}
      foot={
        <>
          <span className="spacer" />
          {filling ? (
            <>
              <Button onClick={dismiss}>{t("action.cancel")}</Button>
              <Button
                kind={replaces ? "danger" : "primary"}
                submits
                form={form}
                busy={asking && t("exporting.asking")}
              >
                {t(replaces ? "exporting.replace" : "batches.saveSubmit")}
              </Button>
            </>
          ) : job.at === "running" ? (
            <Button autoFocus busy={job.cancelling && t("exporting.cancelling")} onClick={cancel}>
              {t("exporting.cancel")}
            </Button>
          ) : (
            <Button kind="primary" autoFocus onClick={onClose}>
              {t("action.close")}
            </Button>
          )}
        </>
      }
    >
      <DialogBody>
        <div ref={frame} className={styles.frame}>
          {failure && !onPath && <FailureNotice failure={failure} title={t("batches.saveFailed")} />}
          {filling ? (
            <>
              <p className={styles.lead}>{t("batches.saveLead")}</p>
              <Form
                id={form}
                onSubmit={(event) => {
                  event.preventDefault();
                  begin({ batch: row.id, outcome, bom }, asksPath ? path : null, replaces);
                }}
              >
                <Select
                  label={t("batches.saveWhat")}
                  value={outcome ?? ""}
                  autoFocus
                  options={[
                    { value: "", label: t("batches.saveAll", { count: total, total: number(total) }) },
                    ...outcomesOf(row.counts).map(({ outcome: value, count }) => ({
                      value,
                      label: `${t(`batch.outcome.${value}`)} (${number(count)})`,
                    })),
                  ]}
                  onChange={(value) => setOutcome(value === "" ? null : (value as Outcome))}
                />
                <FormRow label={t("exporting.options")} hint={t("exporting.bomNote")}>
                  {(describedBy) => (
                    <label className={styles.choice}>
                      <Checkbox
                        checked={bom}
                        aria-describedby={describedBy}
                        onChange={(event) => setBom(event.target.checked)}
                      />
                      {t("exporting.bom")}
                    </label>
                  )}
                </FormRow>
                {asksPath && (
                  <Field
                    label={t("exporting.path")}
                    value={path}
                    data-path
                    problem={onPath ? failure.message : null}
                    hint={t("exporting.pathHint")}
                    onChange={(value) => {
                      setPath(value);
                      forgive();
                    }}
                  />
                )}
              </Form>
            </>
          ) : job.at === "running" ? (
            <ProgressBar label={t("batches.saveTitle")} done={job.update.done} total={job.update.total} />
          ) : (
            <div role="status" className={styles.result}>
              <CircleCheck aria-hidden />
              <span>
                <strong>{t(job.at === "finished" ? "batches.saved" : "exporting.cancelled")}</strong>
                {job.at === "finished" && (
                  <span className={styles.note} data-tip={job.file.path}>
                    {t("batches.savedNote", job.file)}
                  </span>
                )}
              </span>
            </div>
          )}
        </div>
      </DialogBody>
    </Dialog>
  );
}
