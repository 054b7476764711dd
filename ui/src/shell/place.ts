import { useCallback, useState } from "react";
import type { TenantRow } from "../bindings/TenantRow";
import type { Go, PageName } from "./pages";

export type Place = {
  page: PageName;
  tenant: TenantRow | null;
  credential: string | null;
};

/** Where the window is: its page, and the tenant in view (null stands for all). */
export function usePlace(tenants: readonly TenantRow[]): Place & { go: Go } {
  const [at, setAt] = useState({
    page: "credentials" as PageName,
    tenant: (tenants[0]?.id ?? null) as string | null,
    credential: null as string | null,
  });

  const go = useCallback<Go>((page, also = {}) => {
    setAt((before) => ({
      page,
      tenant: also.group?.tenant ?? (also.tenant === undefined ? before.tenant : also.tenant),
      credential: also.credential ?? null,
    }));
  }, []);

  // A tenant that is gone gives way to the first that is left; with a single one “all” would say nothing.
  const found = tenants.find(({ id }) => id === at.tenant);
  const tenant = found ?? (at.tenant === null && tenants.length > 1 ? null : (tenants[0] ?? null));
  return { page: at.page, tenant, credential: at.credential, go };
}
