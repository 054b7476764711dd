import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { revokeCredential } from "../backend/commands";
import type { Changed } from "../bindings/Changed";
import type { KeyStatus } from "../bindings/KeyStatus";
import { DiscardDialog } from "../credentials/discard-dialog";
import { t } from "../text";
import { Field } from "../ui/field";
import { DeedDialog } from "./deed-dialog";
import type { DeedProps } from "./dialogs";
import { useSubmitting } from "./submitting";

const fields = ["reason"];

/** Revokes a credential, with a reason if there is one to give. Needs no key. */
export function RevokeDialog({ details, onClose, onDone }: DeedProps<Changed>) {
  const [reason, setReason] = useState("");
  const [discarding, setDiscarding] = useState(false);
  const keys = useQueryClient().getQueryData<KeyStatus | null>(["keys"]);
  const locked = Boolean(keys && keys.state !== "ready" && keys.state !== "opening");
  const submitting = useSubmitting(details, async (target) => {
    onDone(await revokeCredential(target, reason));
  });
  return (
    <DeedDialog
      title={t("revoke.title", { title: details.row.title })}
      submitting={submitting}
      fields={fields}
      label={t("revoke.submit")}
      busyWord={t("revoke.submitting")}
      lead={
        <>
          <p>{t(locked ? "revoke.textLocked" : "revoke.text")}</p>
          {locked && <p>{t("revoke.locked")}</p>}
        </>
      }
      onSubmit={submitting.submit}
      onDismiss={() => (reason.trim() === "" ? onClose() : setDiscarding(true))}
      after={
        discarding && (
          <DiscardDialog
            title={t("revoke.discardTitle")}
            text={t("revoke.discardText")}
            onKeep={() => setDiscarding(false)}
            onDiscard={onClose}
          />
        )
      }
    >
      <Field
        label={t("revoke.reason")}
        aside={t("create.optional")}
        value={reason}
        placeholder={t("revoke.reasonPlaceholder")}
        autoFocus
        problem={submitting.problem("reason")}
        hint={t("revoke.reasonHint")}
        onChange={(value) => {
          setReason(value);
          submitting.correct("reason");
        }}
      />
    </DeedDialog>
  );
}
