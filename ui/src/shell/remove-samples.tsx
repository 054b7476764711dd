import { t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";

type Props = { onKeep: () => void; onRemove: () => void };

/** Asks before the sample data go, which nothing brings back. */
export default function RemoveSamples({ onKeep, onRemove }: Props) {
  return (
    <Dialog
      narrow
      closable={false}
      role="alertdialog"
      title={t("shell.removeSamplesTitle")}
      onDismiss={onKeep}
      foot={
        <>
          <span className="spacer" />
          <Button autoFocus onClick={onKeep}>
            {t("action.cancel")}
          </Button>
          <Button kind="danger" onClick={onRemove}>
            {t("shell.removeSamples")}
          </Button>
        </>
      }
    >
      <DialogBody>{t("shell.removeSamplesText")}</DialogBody>
    </Dialog>
  );
}
