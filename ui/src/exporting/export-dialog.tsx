import { Ban, CircleCheck } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { exportList } from "../backend/commands";
import type { Column } from "../bindings/Column";
import type { Selection } from "../bindings/Selection";
import type { SelectionCount } from "../bindings/SelectionCount";
import type { Sort } from "../bindings/Sort";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { FormRow } from "../ui/form-row";
import { Radio } from "../ui/radio";
import styles from "./export-dialog.module.css";
import { useFileJob } from "./file-job";
import { ProgressBar } from "./progress-bar";
import { showFile } from "./show-file";

type Props = {
  tenant: string | null;
  query: string;
  sort: readonly Sort[];
  /** The shown columns in their order. */
  columns: readonly Column[];
  nameOf: (column: Column) => string;
  /** How many the query finds. */
  found: number;
  /** What is selected, as the core takes it, and how many that are; null for nothing. */
  selection: { of: Selection; count: SelectionCount } | null;
  /** Which of both is offered first. */
  first: "result" | "selection";
  onClose: () => void;
};

/** The list of the table as a file: which rows, where to, how far it is, and what came of it. Never a secret. */
export default function ExportDialog(props: Props) {
  const { tenant, query, sort, columns, nameOf, found, selection, first, onClose } = props;
  const [what, setWhat] = useState(selection ? first : "result");
  const [bom, setBom] = useState(false);
  const [path, setPath] = useState("");
  const { job, failure, begin, cancel, forgive } = useFileJob(exportList);
  const form = useId();
  const frame = useRef<HTMLDivElement>(null);
  const rows = what === "selection" && selection ? selection.count.total : found;

  const asksPath = job.at === "path";
  const suggestion = asksPath ? job.suggestion : "";
  useEffect(() => {
    if (!asksPath) return;
    setPath(suggestion);
    frame.current?.querySelector<HTMLInputElement>("input[data-path]")?.focus();
  }, [asksPath, suggestion]);

  // A path that the desktop's dialog gave has no field here to stand under.
  const onPath = asksPath && failure?.field === "path";
  const replaces = onPath && failure.code === "file_exists";
  const save = (to: string | null) =>
    begin(
      {
        tenant,
        query,
        sort: [...sort],
        selection: what === "selection" && selection ? selection.of : null,
        columns: [...columns],
        bom,
      },
      to,
      replaces,
    );
  const asking = (job.at === "form" || job.at === "path") && job.asking;
  const filling = job.at === "form" || job.at === "path";
  const dismiss = () => {
    if (job.at === "running") cancel();
    else if (!asking) onClose();
  };

  return (
    <Dialog
      title={t("exporting.title")}
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
                aria-disabled={rows === 0 ? true : undefined}
              >
                {replaces
                  ? t("exporting.replace")
                  : t("exporting.export", { count: rows, total: number(rows) })}
              </Button>
            </>
          ) : job.at === "running" ? (
            <Button autoFocus busy={job.cancelling && t("exporting.cancelling")} onClick={cancel}>
              {t("exporting.cancel")}
            </Button>
          ) : (
            <>
              {job.at === "finished" && <Button onClick={showFile}>{t("sheet.showInFolder")}</Button>}
              <Button kind="primary" autoFocus onClick={onClose}>
                {t("action.close")}
              </Button>
            </>
          )}
        </>
      }
    >
      <DialogBody>
        <div ref={frame} className={styles.frame}>
          {failure && !onPath && (
            <FailureNotice
              failure={failure}
              title={t("exporting.failed")}
              actions={
                failure.code === "file_not_written" && (
                  <Button size="small" onClick={() => save(null)}>
                    {t("exporting.another")}
                  </Button>
                )
              }
            />
          )}
          {filling ? (
            <>
              <p className={styles.lead}>{t("exporting.lead")}</p>
              <Form
                id={form}
                onSubmit={(event) => {
                  event.preventDefault();
                  if (rows > 0) save(asksPath ? path : null);
                }}
              >
                <FormRow label={t("exporting.what")}>
                  {() =>
                    selection ? (
                      <span className={styles.choices}>
                        {(["selection", "result"] as const).map((each) => (
                          <label key={each} className={styles.choice}>
                            <Radio
                              name={`${form}-what`}
                              checked={what === each}
                              onChange={() => setWhat(each)}
                            />
                            {each === "selection"
                              ? t("exporting.selection", {
                                  count: selection.count.total,
                                  total: number(selection.count.total),
                                })
                              : t("exporting.result", { count: found, total: number(found) })}
                          </label>
                        ))}
                      </span>
                    ) : (
                      t("exporting.result", { count: found, total: number(found) })
                    )
                  }
                </FormRow>
                <FormRow label={t("exporting.columns")} hint={t("exporting.columnsNote")}>
                  {() => <span className={styles.columns}>{columns.map(nameOf).join(", ")}</span>}
                </FormRow>
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
            <div className={styles.running}>
              <ProgressBar label={t("exporting.running")} done={job.update.done} total={job.update.total} />
              <p className={styles.figures}>
                {t("exporting.progress", {
                  done: number(job.update.done),
                  total: number(job.update.total || rows),
                })}
              </p>
            </div>
          ) : (
            <div role="status" className={styles.result} data-good={job.at === "finished" || undefined}>
              {job.at === "finished" ? <CircleCheck aria-hidden /> : <Ban aria-hidden />}
              <span>
                <strong>
                  {job.at === "finished"
                    ? t("exporting.done", { count: job.done, total: number(job.done) })
                    : t("exporting.cancelled")}
                </strong>
                <span className={styles.note} data-tip={job.at === "finished" ? job.file.path : undefined}>
                  {job.at === "finished" ? t("exporting.doneNote", job.file) : t("exporting.cancelledNote")}
                </span>
                {job.at === "finished" && job.gone > 0 && (
                  <span className={styles.note}>
                    {t("exporting.gone", { count: job.gone, total: number(job.gone) })}
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
