import type { BatchRow } from "../bindings/BatchRow";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { number, t } from "../text";
import { undo } from "./ending";
import { verbOf } from "./kinds";
import { showBatch } from "./showing";

type Props = { row: BatchRow; onClose: () => void };

/** Says what undoing a batch would do, and has it begin. */
export function UndoDialog({ row, onClose }: Props) {
  const { deed, counts } = row;
  const count = { count: counts.done, total: number(counts.done) };
  const saving = useSaving(async () => {
    await undo(row);
    showBatch({ at: "report", batch: row.id, begun: true });
  });
  return (
    <FormDialog
      narrow
      role="alertdialog"
      title={t("batches.undoTitle", { deed: t(`batch.deed.${deed.kind}`) })}
      saving={saving}
      label={t("batches.undoSubmit", count)}
      busyWord={t("batches.undoing")}
      blocked={row.undoClosed}
      lead={
        <>
          <p>{row.scope}</p>
          <p>{t("batches.undoText", count)}</p>
          {verbOf(deed.kind) === "revoke" && <p>{t("batches.undoRevives")}</p>}
          <p>{t("batches.undoSkips")}</p>
        </>
      }
      onClose={onClose}
    />
  );
}
