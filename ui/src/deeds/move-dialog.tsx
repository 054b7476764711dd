import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { moveCredential } from "../backend/commands";
import type { Changed } from "../bindings/Changed";
import type { GroupRow } from "../bindings/GroupRow";
import { groupsOf } from "../groups/asking";
import { t } from "../text";
import { Emphasised } from "../text/emphasised";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { Notice } from "../ui/notice";
import { Select } from "../ui/select";
import { DeedDialog } from "./deed-dialog";
import type { DeedProps } from "./dialogs";
import { useSubmitting } from "./submitting";

const fields = ["group"];

/** Puts a credential into another group of its tenant. */
export function MoveDialog({ tenant, details, onClose, onDone }: DeedProps<Changed>) {
  const asked = useQuery<GroupRow[], CommandFailure, GroupRow[], readonly [string, string | null]>({
    ...groupsOf(tenant.id),
    staleTime: 0,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const others = (group: string) => asked.data?.filter(({ id }) => id !== group);
  const submitting = useSubmitting(details, async (target) => {
    if (group) onDone(await moveCredential(target, group));
  });
  const { row } = submitting.details;
  const offered = others(row.group);
  // What was chosen may have been deleted meanwhile, or be where the credential is by now.
  const group = (offered?.find(({ id }) => id === chosen) ?? offered?.[0])?.id;
  const nowhere = offered?.length === 0;

  return (
    <DeedDialog
      narrow
      title={t("move.title", { title: row.title })}
      submitting={submitting}
      fields={fields}
      label={t("move.submit")}
      busyWord={t("move.submitting")}
      unready={group === undefined}
      lead={
        <p>
          <Emphasised template={t("move.lead", { group: "{{group}}" })} values={{ group: row.groupName }} />
        </p>
      }
      onSubmit={submitting.submit}
      onDismiss={onClose}
      after={
        nowhere ? (
          <Notice tone="plain" title={t("move.only", { tenant: tenant.name })} />
        ) : (
          asked.error && (
            <FailureNotice
              title={t("move.failed")}
              failure={asked.error}
              actions={
                <Button size="small" onClick={() => asked.refetch()}>
                  {t("action.tryAgain")}
                </Button>
              }
            />
          )
        )
      }
    >
      {!nowhere && (
        <Select
          label={t("move.group")}
          value={group ?? ""}
          options={
            offered?.map(({ id, name }) => ({ value: id, label: name })) ?? [
              { value: "", label: asked.isPending ? t("move.reading") : "" },
            ]
          }
          problem={submitting.problem("group")}
          autoFocus
          onChange={(next) => {
            setChosen(next);
            submitting.correct("group");
          }}
        />
      )}
    </DeedDialog>
  );
}
