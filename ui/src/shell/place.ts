import { useCallback, useState } from "react";
import type { GroupRow } from "../bindings/GroupRow";
import type { TenantRow } from "../bindings/TenantRow";
import { useGroups } from "../groups/asking";
import type { Go, PageName } from "./pages";

export type Place = {
  page: PageName;
  tenant: TenantRow | null;
  group: GroupRow | null;
  credential: string | null;
};

/** Where the window is: its page, the tenant in view (null stands for all) and the group whose credentials are shown. */
export function usePlace(tenants: readonly TenantRow[]): Place & { go: Go } {
  const [at, setAt] = useState({
    page: "credentials" as PageName,
    tenant: (tenants[0]?.id ?? null) as string | null,
    group: null as GroupRow | null,
    credential: null as string | null,
  });

  const go = useCallback<Go>((page, also = {}) => {
    setAt((before) => ({
      page,
      tenant: also.group?.tenant ?? (also.tenant === undefined ? before.tenant : also.tenant),
      group: also.group ?? null,
      credential: also.credential ?? null,
    }));
  }, []);

  // A tenant that is gone gives way to the first that is left; with a single one “all” would say nothing.
  const found = tenants.find(({ id }) => id === at.tenant);
  const tenant = found ?? (at.tenant === null && tenants.length > 1 ? null : (tenants[0] ?? null));
  const groups = useGroups(at.group?.tenant ?? null, at.group !== null);
  const group =
    at.group && groups.data ? (groups.data.find(({ id }) => id === at.group?.id) ?? null) : at.group;
  return { page: at.page, tenant, group, credential: at.credential, go };
}
