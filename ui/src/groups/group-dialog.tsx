import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createGroup, editGroup, listGroups } from "../backend/commands";
import type { GroupRow } from "../bindings/GroupRow";
import type { TenantRow } from "../bindings/TenantRow";
import { descriptionLimit } from "../credentials/limits";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { number, t } from "../text";
import { Field, TextArea } from "../ui/field";

type Props = {
  tenant: TenantRow;
  /** The group that is edited; null for a new one. */
  row: GroupRow | null;
  onClose: () => void;
  onSaved: (row: GroupRow) => void;
};

/** Name and description of a group: a new one, or one that stands. */
export default function GroupDialog({ tenant, row, onClose, onSaved }: Props) {
  const client = useQueryClient();
  const [requestId] = useState(() => crypto.randomUUID());
  const [base, setBase] = useState(row);
  const [name, setName] = useState(row?.name ?? "");
  const [description, setDescription] = useState(row?.description ?? "");
  const used = Array.from(description).length;

  const saving = useSaving(
    async () => {
      onSaved(
        base
          ? await editGroup({ target: { group: base.id, revision: base.revision }, name, description })
          : await createGroup({ requestId, tenant: tenant.id, name, description }),
      );
    },
    async () => {
      const now = (await listGroups(tenant.id)).find(({ id }) => id === base?.id);
      client.invalidateQueries({ queryKey: ["groups"] });
      if (!now || !base) return [t("groups.gone")];
      const said: string[] = [];
      if (now.name !== base.name) said.push(t("groups.now.name", { value: now.name }));
      if (now.description !== base.description)
        said.push(
          now.description === ""
            ? t("groups.now.noDescription")
            : t("groups.now.description", { value: now.description }),
        );
      // What was not touched takes over what somebody else wrote there.
      if (name === base.name) setName(now.name);
      if (description === base.description) setDescription(now.description);
      setBase(now);
      return said;
    },
  );

  return (
    <FormDialog
      title={
        base ? t("groups.editTitle", { group: base.name }) : t("groups.newTitle", { tenant: tenant.name })
      }
      saving={saving}
      subject={base?.name ?? name}
      fields={["name", "description"]}
      label={base ? t("tenants.save") : t("groups.create")}
      busyWord={base ? t("tenants.saving") : t("tenants.creating")}
      dirty={name !== (base?.name ?? "") || description !== (base?.description ?? "")}
      onClose={onClose}
    >
      <Field
        label={t("groups.name")}
        value={name}
        placeholder={t("groups.namePlaceholder")}
        autoFocus={!base?.general}
        readOnly={base?.general}
        aria-required
        problem={saving.problem("name")}
        hint={base?.general ? t("groups.generalName") : null}
        onChange={(value) => {
          setName(value);
          saving.correct("name");
        }}
      />
      <TextArea
        label={t("groups.description")}
        aside={t("create.optional")}
        value={description}
        placeholder={t("groups.descriptionPlaceholder")}
        autoFocus={base?.general}
        problem={saving.problem("description")}
        hint={
          used > descriptionLimit * 0.8
            ? t("create.descriptionCount", { used: number(used), limit: number(descriptionLimit) })
            : null
        }
        onChange={(value) => {
          setDescription(value);
          saving.correct("description");
        }}
      />
    </FormDialog>
  );
}
