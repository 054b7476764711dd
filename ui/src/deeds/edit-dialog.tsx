import { useState } from "react";
import { editCredential } from "../backend/commands";
import type { Changed } from "../bindings/Changed";
import { DiscardDialog } from "../credentials/discard-dialog";
import { descriptionLimit } from "../credentials/limits";
import { useTitleCheck } from "../credentials/title-check";
import { number, t } from "../text";
import { Field, TextArea } from "../ui/field";
import { DeedDialog } from "./deed-dialog";
import type { DeedProps } from "./dialogs";
import { useSubmitting } from "./submitting";

const fields = ["title", "description"];

/** Changes title and description. */
export function EditDialog({ tenant, details, onClose, onDone }: DeedProps<Changed>) {
  const { row } = details;
  const [title, setTitle] = useState(row.title);
  const [description, setDescription] = useState(row.description);
  const [discarding, setDiscarding] = useState(false);
  const [own, setOwn] = useState(row.title);
  const check = useTitleCheck(tenant.id, title, own);
  const used = Array.from(description).length;
  const submitting = useSubmitting(details, async (target) => {
    onDone(await editCredential({ target, title, description }));
  });

  // What was not touched takes over what somebody else wrote there; what was typed stays.
  const now = submitting.details.row;
  const [seen, setSeen] = useState(row);
  if (now !== seen) {
    setSeen(now);
    setOwn(now.title);
    if (title === seen.title) setTitle(now.title);
    if (description === seen.description) setDescription(now.description);
  }

  return (
    <>
      <DeedDialog
        title={t("edit.title", { title: row.title })}
        submitting={submitting}
        fields={fields}
        label={t("edit.save")}
        busyWord={t("edit.saving")}
        aside={t("edit.fixed")}
        onSubmit={submitting.submit}
        onDismiss={() => {
          if (title !== now.title || description !== now.description) setDiscarding(true);
          else onClose();
        }}
      >
        <Field
          label={t("create.name")}
          value={title}
          autoFocus
          aria-required
          busy={check.state === "checking"}
          problem={submitting.problem("title") ?? (check.state === "problem" ? check.problem : null)}
          hint={
            check.state === "free"
              ? t("create.nameFree", { tenant: tenant.name })
              : check.state === "checking"
                ? t("create.nameChecking")
                : null
          }
          hintTone={check.state === "free" ? "good" : "plain"}
          onChange={(value) => {
            setTitle(value);
            submitting.correct("title");
          }}
        />
        <TextArea
          label={t("create.description")}
          aside={t("create.optional")}
          value={description}
          placeholder={t("create.descriptionPlaceholder")}
          problem={submitting.problem("description")}
          hint={
            used > descriptionLimit * 0.8
              ? t("create.descriptionCount", { used: number(used), limit: number(descriptionLimit) })
              : null
          }
          onChange={(value) => {
            setDescription(value);
            submitting.correct("description");
          }}
        />
      </DeedDialog>
      {discarding && (
        <DiscardDialog
          title={t("edit.discardTitle")}
          text={t("edit.discardText")}
          onKeep={() => setDiscarding(false)}
          onDiscard={onClose}
        />
      )}
    </>
  );
}
