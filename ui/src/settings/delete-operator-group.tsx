import { useQueryClient } from "@tanstack/react-query";
import { deleteOperatorGroup } from "../backend/commands";
import type { OperatorGroupRow } from "../bindings/OperatorGroupRow";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { showToast } from "../ui/toast";

/** Asks before an operator group is deleted. */
export function DeleteOperatorGroup({ group, onClose }: { group: OperatorGroupRow; onClose: () => void }) {
  const client = useQueryClient();
  const { name } = group;
  const saving = useSaving(async () => {
    await deleteOperatorGroup({ group: group.id, revision: group.revision });
    showToast({ tone: "good", text: t("operators.deletedGroup", { name }) });
    client.invalidateQueries({ queryKey: ["operators"] });
    onClose();
  });
  return (
    <FormDialog
      narrow
      role="alertdialog"
      kind="danger"
      title={t("operators.deleteGroupTitle", { name })}
      saving={saving}
      label={t("operators.submitDeleteGroup")}
      busyWord={t("operators.deletingGroup")}
      lead={<p>{t("operators.deleteGroupText")}</p>}
      onClose={onClose}
    />
  );
}
