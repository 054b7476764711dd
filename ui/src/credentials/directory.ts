import { useState } from "react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { GroupRow } from "../bindings/GroupRow";
import type { RoleRow } from "../bindings/RoleRow";
import type { UserRow } from "../bindings/UserRow";
import { useGroups } from "../groups/asking";
import { useRoles, useUsers } from "../people/asking";
import { t } from "../text";
import { inOrder } from "./draft";

/** The groups, roles and users of a tenant, as the forms of a credential offer them. */
export type Directory = {
  /** Undefined while they are read. */
  groups: GroupRow[] | undefined;
  roles: RoleRow[] | undefined;
  users: UserRow[] | undefined;
  failed: boolean;
  retry: () => void;
  /** What something was called that has been deleted since the form was opened. */
  goneName: (id: string) => string;
};

/** `like`: what a form was opened for; its roles and user may have been deleted before the lists were read. */
export function useDirectory(tenant: string, like: CredentialDetails | null): Directory {
  const groups = useGroups(tenant);
  const roles = useRoles(tenant);
  const users = useUsers(tenant);
  const [names] = useState(
    () =>
      new Map(
        [...(like?.roles ?? []), like?.user, like?.inRole].flatMap((each) =>
          each ? [[each.id, each.name]] : [],
        ),
      ),
  );
  const lists = [groups, roles, users];
  for (const { data } of lists) for (const { id, name } of data ?? []) names.set(id, name);

  return {
    groups: groups.data,
    roles: roles.data,
    users: users.data && inOrder(users.data),
    failed: lists.some(({ isError }) => isError),
    retry: () => {
      for (const list of lists) if (list.isError) list.refetch();
    },
    goneName: (id) => {
      const name = names.get(id);
      return name === undefined ? t("create.goneUnnamed") : t("create.gone", { name });
    },
  };
}
