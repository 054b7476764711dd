import { makeShowOnce } from "../backend/commands";
import type { Changed } from "../bindings/Changed";
import { secretName } from "../credentials/secret-name";
import { t } from "../text";
import { BackupCopies } from "./backup-copies";
import { DeedDialog } from "./deed-dialog";
import type { DeedProps } from "./dialogs";
import { useSubmitting } from "./submitting";

/** Lets the secret of a recoverable credential never be had again. */
export function ShowOnceDialog({ tenant, details, onClose, onDone }: DeedProps<Changed>) {
  const submitting = useSubmitting(details, async (target) => {
    onDone(await makeShowOnce(target));
  });
  const { row } = submitting.details;
  return (
    <DeedDialog
      narrow
      role="alertdialog"
      kind="danger"
      title={t("showOnce.title", { title: row.title })}
      submitting={submitting}
      label={t("showOnce.submit")}
      busyWord={t("showOnce.submitting")}
      lead={
        <>
          <p>{t(row.scheme === "signed" ? "showOnce.signed" : "showOnce.single")}</p>
          <p>{t("showOnce.goesOn")}</p>
        </>
      }
      onSubmit={submitting.submit}
      onDismiss={onClose}
      after={
        <BackupCopies
          scheme={row.scheme}
          since={row.createdAt}
          secret={secretName(row.scheme)}
          zone={tenant.zone}
        />
      }
    />
  );
}
