import { t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";

type Props = { busy: boolean; onBack: () => void; onClose: () => void };

/** The window was asked to close while the Secret Key can still be had. */
export function EarlyCloseDialog({ busy, onBack, onClose }: Props) {
  return (
    <Dialog
      narrow
      closable={false}
      role="alertdialog"
      title={t("sheet.earlyTitle")}
      onDismiss={onBack}
      foot={
        <>
          <span className="spacer" />
          <Button autoFocus onClick={onBack}>
            {t("sheet.goBack")}
          </Button>
          <Button kind="danger" busy={busy && t("sheet.closing")} onClick={onClose}>
            {t("sheet.closeAnyway")}
          </Button>
        </>
      }
    >
      <DialogBody>{t("sheet.earlyText")}</DialogBody>
    </Dialog>
  );
}
