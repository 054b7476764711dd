import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createRole, editRole } from "../backend/commands";
import type { RoleRow } from "../bindings/RoleRow";
import type { TenantRow } from "../bindings/TenantRow";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { Field, TextArea } from "../ui/field";
import { Select } from "../ui/select";
import { refreshPeople, rolesOf } from "./asking";
import { type RuleDraft, ruleDraft, rulesOf } from "./rules";
import { RulesEditor } from "./rules-editor";

const fields = ["name", "description", "rules"];

type Props = {
  /** The tenants that it can be made in; the first is proposed. */
  tenants: readonly TenantRow[];
  /** The role that is changed; null makes one. */
  role: RoleRow | null;
  onClose: () => void;
  onDone: (role: RoleRow) => void;
};

/** Makes a role, or changes one. */
export function RoleDialog({ tenants, role, onClose, onDone }: Props) {
  const client = useQueryClient();
  const [requestId] = useState(() => crypto.randomUUID());
  const [seen, setSeen] = useState(role);
  const [tenant, setTenant] = useState(role?.tenant ?? tenants[0]?.id ?? "");
  const [name, setName] = useState(role?.name ?? "");
  const [description, setDescription] = useState(role?.description ?? "");
  const [rules, setRules] = useState<RuleDraft[]>(() => (role?.rules ?? []).map(ruleDraft));

  const saving = useSaving(
    async () => {
      const request = { name, description, rules: rulesOf(rules) };
      const done = seen
        ? await editRole({ ...request, target: { role: seen.id, revision: seen.revision } })
        : await createRole({ ...request, requestId, tenant });
      refreshPeople(client);
      onDone(done);
    },
    async () => {
      const list = await client.fetchQuery({ ...rolesOf(tenant), staleTime: 0 });
      const now = list.find(({ id }) => id === seen?.id);
      if (!seen || !now) return [];
      setSeen(now);
      // What was not touched takes over what somebody else wrote there; what was typed stays.
      if (name === seen.name) setName(now.name);
      if (description === seen.description) setDescription(now.description);
      if (sameRules(rulesOf(rules), seen.rules)) setRules(now.rules.map(ruleDraft));
      return whatChanged(seen, now);
    },
  );

  const first = { name: "", description: "", rules: [], ...seen };
  const dirty =
    name !== first.name || description !== first.description || !sameRules(rulesOf(rules), first.rules);
  return (
    <FormDialog
      title={role ? t("roles.editTitle", { name: role.name }) : t("roles.createTitle")}
      saving={saving}
      subject={role?.name ?? ""}
      fields={fields}
      label={t(role ? "people.save" : "roles.create")}
      busyWord={t(role ? "people.saving" : "people.creating")}
      dirty={dirty}
      onClose={onClose}
    >
      {!role && tenants.length > 1 && (
        <Select
          label={t("people.tenant")}
          value={tenant}
          options={tenants.map((each) => ({ value: each.id, label: each.name }))}
          onChange={setTenant}
        />
      )}
      <Field
        label={t("people.name")}
        value={name}
        placeholder={t("roles.namePlaceholder")}
        autoFocus
        aria-required
        problem={saving.problem("name")}
        onChange={(value) => {
          setName(value);
          saving.correct("name");
        }}
      />
      <TextArea
        label={t("people.description")}
        aside={t("create.optional")}
        value={description}
        placeholder={t("people.descriptionPlaceholder")}
        problem={saving.problem("description")}
        onChange={(value) => {
          setDescription(value);
          saving.correct("description");
        }}
      />
      <RulesEditor
        rules={rules}
        problem={saving.problem("rules")}
        onChange={(value) => {
          setRules(value);
          saving.correct("rules");
        }}
      />
    </FormDialog>
  );
}

function sameRules(one: RoleRow["rules"], other: RoleRow["rules"]): boolean {
  const plain = (rules: RoleRow["rules"]) => rules.map(({ methods, paths }) => [methods, paths]);
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function whatChanged(before: RoleRow, after: RoleRow): string[] {
  const said: string[] = [];
  if (after.name !== before.name) said.push(t("people.now.name", { value: after.name }));
  if (after.description !== before.description)
    said.push(
      after.description === ""
        ? t("people.now.noDescription")
        : t("people.now.description", { value: after.description }),
    );
  if (!sameRules(after.rules, before.rules)) said.push(t("people.now.rules"));
  return said;
}
