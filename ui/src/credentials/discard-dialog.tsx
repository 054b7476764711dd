import { t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";

type Props = { title?: string; text?: string; onKeep: () => void; onDiscard: () => void };

/** Asks before what was typed is thrown away. */
export function DiscardDialog({
  title = t("create.discardTitle"),
  text = t("create.discardText"),
  onKeep,
  onDiscard,
}: Props) {
  return (
    <Dialog
      narrow
      closable={false}
      role="alertdialog"
      title={title}
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
      <DialogBody>{text}</DialogBody>
    </Dialog>
  );
}
