import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { listOperators, removeOperator } from "../backend/commands";
import type { OperatorRow } from "../bindings/OperatorRow";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { showToast } from "../ui/toast";

/** Asks before an operator is removed. */
export function RemoveOperator({ operator, onClose }: { operator: OperatorRow; onClose: () => void }) {
  const client = useQueryClient();
  const { name } = operator;
  const [revision, setRevision] = useState(operator.revision);
  const saving = useSaving(
    async () => {
      await removeOperator({ operator: operator.id, revision });
      showToast({ tone: "good", text: t("operators.removed", { name }) });
      client.invalidateQueries({ queryKey: ["operators"] });
      onClose();
    },
    async () => {
      const { operators } = await listOperators();
      setRevision(operators.find(({ id }) => id === operator.id)?.revision ?? revision);
      client.invalidateQueries({ queryKey: ["operators"] });
      return [];
    },
  );
  return (
    <FormDialog
      narrow
      role="alertdialog"
      title={t("operators.removeTitle", { name })}
      saving={saving}
      label={t("operators.submitRemove")}
      busyWord={t("operators.removing")}
      lead={<p>{operator.own ? t("operators.removeOwnText") : t("operators.removeText", { name })}</p>}
      onClose={onClose}
    />
  );
}
