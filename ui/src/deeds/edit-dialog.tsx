import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { editCredential } from "../backend/commands";
import type { Changed } from "../bindings/Changed";
import { AddressRow, UserRow } from "../credentials/access-rows";
import { useDirectory } from "../credentials/directory";
import { DirectoryFailed } from "../credentials/directory-failed";
import { DiscardDialog } from "../credentials/discard-dialog";
import { adopted, answerOf, draftFields, draftOf, isSameDraft } from "../credentials/draft";
import { DescriptionRow, RolesRow, type RowProps, TagsRow, TitleRow } from "../credentials/draft-rows";
import { FixedRows } from "../credentials/fixed-rows";
import { focusDate, StartsRow } from "../credentials/starts-row";
import { refreshPeople } from "../people/asking";
import { t } from "../text";
import { DeedDialog } from "./deed-dialog";
import type { DeedProps } from "./dialogs";
import { useSubmitting } from "./submitting";

/** Changes everything of a credential that may change; what identifies it is shown and stays. */
export function EditDialog({ tenant, details, onClose, onDone }: DeedProps<Changed>) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(details));
  const [discarding, setDiscarding] = useState(false);
  const directory = useDirectory(tenant.id, details);
  const submitting = useSubmitting(details, async (target) => {
    onDone(await editCredential({ target, ...answerOf(draft) }));
  });

  // What was not touched takes over what somebody else wrote there; what was typed stays.
  const now = submitting.details;
  const [seen, setSeen] = useState(details);
  if (now !== seen) {
    setSeen(now);
    setDraft(adopted(draft, draftOf(seen), draftOf(now)));
  }

  // A role or a user may have been deleted meanwhile; the form offers what there is now.
  const { failure } = submitting;
  useEffect(() => {
    if (["roles", "user", "inRole"].includes(failure?.field ?? "")) refreshPeople(client);
  }, [failure, client]);

  const rows: RowProps = {
    tenant,
    directory,
    draft,
    problem: submitting.problem,
    change: (part, ...fields) => {
      setDraft((before) => ({ ...before, ...part }));
      for (const field of fields) submitting.correct(field);
    },
  };

  return (
    <>
      <DeedDialog
        title={t("edit.title", { title: details.row.title })}
        submitting={submitting}
        fields={draftFields}
        label={t("edit.save")}
        busyWord={t("edit.saving")}
        aside={t("create.fixed")}
        onSubmit={() => {
          if (draft.startsLater && draft.starts === null)
            focusDate(document.querySelector('[role="dialog"]'), "starts");
          else submitting.submit();
        }}
        onDismiss={() => {
          if (isSameDraft(draft, draftOf(now))) onClose();
          else setDiscarding(true);
        }}
      >
        <DirectoryFailed directory={directory} />
        <FixedRows details={now} />
        <TitleRow {...rows} own={now.row.title} />
        <DescriptionRow {...rows} />
        <RolesRow {...rows} />
        <UserRow {...rows} except={details.row.id} />
        <AddressRow {...rows} />
        <StartsRow {...rows} />
        <TagsRow {...rows} />
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
