import { t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";

/** Asks before what was typed is thrown away. */
export function DiscardDialog({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  return (
    <Dialog
      narrow
      closable={false}
      role="alertdialog"
      title={t("create.discardTitle")}
      onDismiss={onKeep}
      foot={
        <>
          <span className="spacer" />
          <Button autoFocus onClick={onKeep}>
            {t("create.keepEditing")}
          </Button>
          <Button kind="danger" onClick={onDiscard}>
            {t("create.discard")}
          </Button>
        </>
      }
    >
      <DialogBody>{t("create.discardText")}</DialogBody>
    </Dialog>
  );
}
