import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteOperatorGroup, listOperators } from "../backend/commands";
import type { OperatorGroupRow } from "../bindings/OperatorGroupRow";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { showToast } from "../ui/toast";

/** Asks before an operator group is deleted. */
export function DeleteOperatorGroup({ group, onClose }: { group: OperatorGroupRow; onClose: () => void }) {
  const client = useQueryClient();
  const { name } = group;
  const [revision, setRevision] = useState(group.revision);
  const saving = useSaving(
    async () => {
      await deleteOperatorGroup({ group: group.id, revision });
      showToast({ tone: "good", text: t("operators.deletedGroup", { name }) });
      client.invalidateQueries({ queryKey: ["operators"] });
      onClose();
    },
    async () => {
      const { groups } = await listOperators();
      setRevision(groups.find(({ id }) => id === group.id)?.revision ?? revision);
      client.invalidateQueries({ queryKey: ["operators"] });
      return [];
    },
  );
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
