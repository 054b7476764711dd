import { useState } from "react";
import { downloadAgain } from "../backend/commands";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import { t } from "../text";
import { Checkbox } from "../ui/checkbox";
import { Field } from "../ui/field";
import { DeedDialog } from "./deed-dialog";
import styles from "./deed-dialog.module.css";
import { saySaved } from "./download-again";
import { useSubmitting } from "./submitting";

const fields = ["path"];

type Props = { details: CredentialDetails; suggestion: string; forExcel: boolean; onClose: () => void };

/** Asks for the whole path of the file, where the desktop has no dialog that does. */
export function DownloadDialog({ details, suggestion, forExcel, onClose }: Props) {
  const [path, setPath] = useState(suggestion);
  const [bom, setBom] = useState(forExcel);
  const submitting = useSubmitting(details, async () => {
    const answer = await downloadAgain(details.row.id, path, bom, replaces);
    if (answer.outcome === "saved") saySaved(answer);
    onClose();
  });
  // The core said that a file of this name is there; the button says by now that it will be replaced.
  const replaces = submitting.failure?.code === "file_exists";
  return (
    <DeedDialog
      title={t("again.downloadTitle", { title: details.row.title })}
      submitting={submitting}
      fields={fields}
      kind={replaces ? "danger" : "primary"}
      label={t(replaces ? "sheet.replacePath" : "sheet.savePath")}
      busyWord={t("sheet.downloading")}
      lead={<p>{t(`again.downloadLead.${details.row.scheme}`)}</p>}
      onSubmit={submitting.submit}
      onDismiss={onClose}
    >
      <Field
        label={t("sheet.pathLabel")}
        value={path}
        autoFocus
        problem={submitting.problem("path")}
        hint={t("sheet.pathHint")}
        onChange={(value) => {
          setPath(value);
          submitting.correct("path");
        }}
      />
      <span />
      <label className={styles.check}>
        <Checkbox checked={bom} onChange={(event) => setBom(event.target.checked)} />
        {t("sheet.bom")}
      </label>
    </DeedDialog>
  );
}
