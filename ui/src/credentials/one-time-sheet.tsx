import { Check } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { closeSheet, hearCloseRequest, onCloseRequested, quit } from "../backend/commands";
import type { Sheet } from "../bindings/Sheet";
import { t } from "../text";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { Notice } from "../ui/notice";
import { ClipboardLine } from "./clipboard-line";
import { EarlyCloseDialog } from "./early-close-dialog";
import styles from "./one-time-sheet.module.css";
import { secretName } from "./secret-name";
import { useSheetClipboard } from "./sheet-clipboard";
import { SheetFile } from "./sheet-file";
import { PartRow } from "./sheet-part";
import { useSecret } from "./sheet-secret";

type Props = { sheet: Sheet; onClosed: () => void };

/**
 * Where a secret that was just made can be had: for the only time, or for the first where it is recoverable. Escape
 * and a click beside it do not close it: they lead to the acknowledgement, which is never given for the administrator.
 */
export default function OneTimeSheet({ sheet, onClosed }: Props) {
  const clipboard = useSheetClipboard(sheet);
  const secret = useSecret(sheet.id);
  const [stored, setStored] = useState(false);
  const [led, setLed] = useState(false);
  const [closing, setClosing] = useState(false);
  const [early, setEarly] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const box = useRef<HTMLInputElement>(null);

  useEffect(
    () =>
      onCloseRequested(() => {
        setEarly(true);
        hearCloseRequest();
      }),
    [],
  );

  const close = async (acknowledged: boolean) => {
    setClosing(true);
    setFailure(null);
    try {
      await closeSheet(sheet.id, acknowledged);
    } catch (thrown) {
      const caught = asFailure(thrown);
      if (caught.code !== "sheet_closed") {
        setFailure(caught);
        setClosing(false);
        return;
      }
    }
    onClosed();
    if (!acknowledged) quit();
  };

  const shown = failure ?? secret.failure;
  const word = { secret: secretName(sheet.scheme) };
  const once = sheet.reveal === "show-once";
  return (
    <Dialog
      closable={false}
      title={
        <span className={styles.made}>
          <span className={styles.tick}>
            <Check aria-hidden />
          </span>
          {t("sheet.ready", { title: sheet.title })}
        </span>
      }
      onDismiss={() => {
        setLed(true);
        box.current?.focus();
      }}
      foot={
        <>
          <label className={styles.acknowledge} data-led={led ? true : undefined}>
            <Checkbox
              ref={box}
              checked={stored}
              aria-label={t("sheet.acknowledge", word)}
              aria-describedby="acknowledge-note"
              onBlur={() => setLed(false)}
              onChange={(event) => setStored(event.target.checked)}
            />
            <span>
              <span className={styles.stored}>{t("sheet.acknowledge", word)}</span>
              <span id="acknowledge-note" className={styles.note}>
                {t(once ? "sheet.acknowledgeNote" : "sheet.acknowledgeKept")}
              </span>
            </span>
          </label>
          <span className="spacer" />
          <Button
            kind="primary"
            size="large"
            disabled={!stored}
            busy={closing && t("sheet.closing")}
            onClick={() => close(true)}
          >
            {t("sheet.done")}
          </Button>
        </>
      }
    >
      <DialogBody>
        <Notice
          tone={once ? "warn" : "plain"}
          title={once ? t("sheet.onlyTime", word) : t("sheet.kept", word)}
        >
          {t(once ? "sheet.onlyTimeText" : "sheet.keptText")}
        </Notice>
        <div className={styles.parts}>
          <PartRow part="apiUrl" scheme={sheet.scheme} value={sheet.apiUrl} clipboard={clipboard} />
          {sheet.accessId !== null && (
            <PartRow part="accessId" scheme={sheet.scheme} value={sheet.accessId} clipboard={clipboard} />
          )}
          <PartRow
            part="secretKey"
            scheme={sheet.scheme}
            value={secret.value}
            clipboard={clipboard}
            secret={secret}
          />
        </div>
        <ClipboardLine clipboard={clipboard} scheme={sheet.scheme} />
        {shown && <FailureNotice failure={shown} className={styles.failure} />}
        <SheetFile sheet={sheet} />
      </DialogBody>
      {early && (
        <EarlyCloseDialog
          sheet={sheet}
          busy={closing}
          onBack={() => setEarly(false)}
          onClose={() => close(false)}
        />
      )}
    </Dialog>
  );
}
