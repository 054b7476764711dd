import { type SyntheticEvent, useId, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { unlockWithPassphrase } from "../backend/commands";
import type { KeyStatus } from "../bindings/KeyStatus";
import { errorText, t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { Field } from "../ui/field";
import { Form } from "../ui/form";

type Props = { onClose: () => void; onOpened: (keys: KeyStatus) => void };

/** Asks for the vault's passphrase. */
export default function PassphraseDialog({ onClose, onOpened }: Props) {
  const form = useId();
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      onOpened(await unlockWithPassphrase(passphrase));
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setBusy(false);
      document.getElementById(`${form}-field`)?.querySelector("input")?.focus();
    }
  };

  const onField = failure?.field === "passphrase" || failure?.code === "passphrase_wrong";
  return (
    <Dialog
      narrow
      title={t("keys.passphraseTitle")}
      onDismiss={onClose}
      foot={
        <>
          <span className="spacer" />
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button kind="primary" submits form={form} busy={busy && t("keys.opening")}>
            {t("keys.open")}
          </Button>
        </>
      }
    >
      <DialogBody>
        <Form id={form} onSubmit={submit} lead={t("keys.passphraseLead")}>
          {failure && !onField && <FailureNotice failure={failure} />}
          <div id={`${form}-field`} className="contents">
            <Field
              label={t("keys.passphraseLabel")}
              type="password"
              value={passphrase}
              onChange={setPassphrase}
              problem={onField ? failure.message || errorText(failure.code).title : null}
              autoFocus
            />
          </div>
        </Form>
      </DialogBody>
    </Dialog>
  );
}
