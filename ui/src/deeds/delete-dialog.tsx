import { deleteCredential } from "../backend/commands";
import type { Changed } from "../bindings/Changed";
import { secretName } from "../credentials/secret-name";
import { t } from "../text";
import { BackupCopies } from "./backup-copies";
import { DeedDialog } from "./deed-dialog";
import type { DeedProps } from "./dialogs";
import { useSubmitting } from "./submitting";

/** Deletes a credential for ever. */
export function DeleteDialog({ tenant, details, onClose, onDone }: DeedProps<Changed>) {
  const { scheme, createdAt } = details.row;
  const submitting = useSubmitting(details, async (target) => {
    onDone(await deleteCredential(target));
  });
  return (
    <DeedDialog
      narrow
      role="alertdialog"
      kind="danger"
      title={t("delete.title", { title: details.row.title })}
      submitting={submitting}
      label={t("delete.submit")}
      busyWord={t("delete.submitting")}
      lead={<p>{t("delete.text")}</p>}
      onSubmit={submitting.submit}
      onDismiss={onClose}
      after={
        <BackupCopies scheme={scheme} since={createdAt} secret={secretName(scheme)} zone={tenant.zone} />
      }
    />
  );
}
