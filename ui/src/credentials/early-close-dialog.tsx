import type { Sheet } from "../bindings/Sheet";
import { t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";
import { secretName } from "./secret-name";

type Props = { sheet: Sheet; busy: boolean; onBack: () => void; onClose: () => void };

/** The window was asked to close while the secret has not been stored. */
export function EarlyCloseDialog({ sheet, busy, onBack, onClose }: Props) {
  return (
    <Dialog
      narrow
      closable={false}
      role="alertdialog"
      title={t("sheet.earlyTitle", { secret: secretName(sheet.scheme) })}
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
      <DialogBody>{t(sheet.reveal === "show-once" ? "sheet.earlyText" : "sheet.earlyKept")}</DialogBody>
    </Dialog>
  );
}
