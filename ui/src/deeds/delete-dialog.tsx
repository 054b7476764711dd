import { deleteCredential } from "../backend/commands";
import type { BackupRow } from "../bindings/BackupRow";
import type { Changed } from "../bindings/Changed";
import type { CredentialRow } from "../bindings/CredentialRow";
import { secretName } from "../credentials/secret-name";
import { t } from "../text";
import { BackupCopies } from "./backup-copies";
import { DeedDialog } from "./deed-dialog";
import type { DeedProps } from "./dialogs";
import { useSubmitting } from "./submitting";

/** The first schema that keeps single keys. */
const withSingleKeys = 3;

/** Whether a backup was made when there was a sealed copy to take into it. */
function mayHold({ madeAt, schema }: BackupRow, { createdAt, scheme }: CredentialRow): boolean {
  return createdAt < madeAt && (scheme === "signed" || schema >= withSingleKeys);
}

/** Deletes a credential for ever. */
export function DeleteDialog({ tenant, details, onClose, onDone }: DeedProps<Changed>) {
  const { row } = details;
  const secret = secretName(row.scheme);
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
        <BackupCopies
          mayHold={(backup) => mayHold(backup, row)}
          title={(count) => t("delete.backups", { count, secret })}
          unread={t("delete.copies", { secret })}
          zone={tenant.zone}
        />
      }
    />
  );
}
