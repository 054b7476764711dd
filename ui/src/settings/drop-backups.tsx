import { useQueryClient } from "@tanstack/react-query";
import { dropBackups } from "../backend/commands";
import type { BackupRow } from "../bindings/BackupRow";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { number, t } from "../text";
import { showToast } from "../ui/toast";

type Props = { backups: readonly BackupRow[]; onClose: () => void };

/** Asks before the backups that were made at changes of format are dropped for ever. */
export function DropBackups({ backups, onClose }: Props) {
  const client = useQueryClient();
  const many = { count: backups.length, formatted: number(backups.length) };
  const saving = useSaving(async () => {
    const count = await dropBackups();
    showToast({ tone: "good", text: t("folder.dropped", { count, formatted: number(count) }) });
    client.invalidateQueries({ queryKey: ["settings", "folder"] });
    onClose();
  });
  return (
    <FormDialog
      narrow
      role="alertdialog"
      kind="danger"
      title={t("folder.dropTitle", many)}
      saving={saving}
      label={t("folder.submitDrop", many)}
      busyWord={t("folder.dropping")}
      lead={<p>{t("folder.dropText")}</p>}
      onClose={onClose}
    />
  );
}
