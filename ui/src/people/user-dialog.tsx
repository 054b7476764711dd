import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { createUser, editUser } from "../backend/commands";
import type { RoleRow } from "../bindings/RoleRow";
import type { TenantRow } from "../bindings/TenantRow";
import type { UserRow } from "../bindings/UserRow";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { Field } from "../ui/field";
import { MultiChoice } from "../ui/multi-choice";
import { Select } from "../ui/select";
import { refreshPeople, rolesOf, useRoles, usersOf } from "./asking";

const fields = ["name", "mail", "roles"];

type Props = {
  /** The tenants that it can be made in; the first is proposed. */
  tenants: readonly TenantRow[];
  /** The user that is changed; null makes one. */
  user: UserRow | null;
  onClose: () => void;
  onDone: (user: UserRow) => void;
};

/** Makes a user, or changes one. */
export function UserDialog({ tenants, user, onClose, onDone }: Props) {
  const client = useQueryClient();
  const [requestId] = useState(() => crypto.randomUUID());
  const [seen, setSeen] = useState(user);
  const [tenant, setTenant] = useState(user?.tenant ?? tenants[0]?.id ?? "");
  const [name, setName] = useState(user?.name ?? "");
  const [mail, setMail] = useState(user?.mail ?? "");
  const [roles, setRoles] = useState<string[]>(user?.roles ?? []);
  const [names] = useState(() => new Map<string, string>());
  const offered = useRoles(tenant);
  const tenantName = tenants.find(({ id }) => id === tenant)?.name ?? "";
  for (const role of offered.data ?? []) names.set(role.id, role.name);

  const saving = useSaving(
    async () => {
      const request = { name, mail, roles };
      const done = seen
        ? await editUser({ ...request, target: { user: seen.id, revision: seen.revision } })
        : await createUser({ ...request, requestId, tenant });
      refreshPeople(client);
      onDone(done);
    },
    async () => {
      const [list, known] = await Promise.all([
        client.fetchQuery({ ...usersOf(tenant), staleTime: 0 }),
        client.fetchQuery({ ...rolesOf(tenant), staleTime: 0 }),
      ]);
      const now = list.find(({ id }) => id === seen?.id);
      if (!seen || !now) return [];
      setSeen(now);
      // What was not touched takes over what somebody else wrote there; what was typed stays.
      if (name === seen.name) setName(now.name);
      if (mail === seen.mail) setMail(now.mail);
      if (sameRoles(roles, seen.roles)) setRoles(now.roles);
      return whatChanged(seen, now, known);
    },
  );

  // A role may have been deleted meanwhile; the form offers what there is now.
  const { failure } = saving;
  useEffect(() => {
    if (failure?.field === "roles") refreshPeople(client);
  }, [failure, client]);

  const first = { name: "", mail: "", roles: [], ...seen };
  return (
    <FormDialog
      title={user ? t("users.editTitle", { name: user.name }) : t("users.createTitle")}
      saving={saving}
      subject={user?.name ?? ""}
      fields={fields}
      label={t(user ? "people.save" : "users.create")}
      busyWord={t(user ? "people.saving" : "people.creating")}
      dirty={name !== first.name || mail !== first.mail || !sameRoles(roles, first.roles)}
      onClose={onClose}
    >
      {!user && tenants.length > 1 && (
        <Select
          label={t("people.tenant")}
          value={tenant}
          options={tenants.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(value) => {
            setTenant(value);
            // Roles belong to their tenant.
            setRoles([]);
          }}
        />
      )}
      <Field
        label={t("people.name")}
        value={name}
        placeholder={t("users.namePlaceholder")}
        autoFocus
        aria-required
        problem={saving.problem("name")}
        hint={t("users.nameHint", { tenant: tenantName })}
        onChange={(value) => {
          setName(value);
          saving.correct("name");
        }}
      />
      <Field
        label={t("users.mail")}
        aside={t("create.optional")}
        value={mail}
        inputMode="email"
        placeholder={t("users.mailPlaceholder")}
        problem={saving.problem("mail")}
        onChange={(value) => {
          setMail(value);
          saving.correct("mail");
        }}
      />
      <MultiChoice
        label={t("users.roles")}
        options={(offered.data ?? []).map(({ id, name, description }) => ({ id, name, note: description }))}
        chosen={roles}
        goneName={(id) =>
          offered.data ? t("people.gone", { name: names.get(id) ?? "" }) : (names.get(id) ?? "…")
        }
        addLabel={t("users.rolesAdd")}
        nothing={t("users.rolesNothing", { tenant: tenantName })}
        removeLabel={(role) => t("users.rolesRemove", { name: role })}
        problem={saving.problem("roles")}
        hint={t("users.rolesHint")}
        onChange={(value) => {
          setRoles(value);
          saving.correct("roles");
        }}
      />
    </FormDialog>
  );
}

function sameRoles(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}

function whatChanged(before: UserRow, after: UserRow, roles: readonly RoleRow[]): string[] {
  const said: string[] = [];
  if (after.name !== before.name) said.push(t("people.now.name", { value: after.name }));
  if (after.mail !== before.mail)
    said.push(after.mail === "" ? t("people.now.noMail") : t("people.now.mail", { value: after.mail }));
  if (!sameRoles(after.roles, before.roles)) {
    const names = roles.filter(({ id }) => after.roles.includes(id)).map(({ name }) => name);
    said.push(
      names.length === 0 ? t("people.now.noRoles") : t("people.now.roles", { value: names.join(", ") }),
    );
  }
  return said;
}
