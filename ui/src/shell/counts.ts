import { useQuery } from "@tanstack/react-query";
import { listUsers } from "../backend/commands";
import type { TenantRow } from "../bindings/TenantRow";
import { useGroups } from "../groups/asking";
import type { PageName } from "./pages";

/**
 * How many there are of what each page lists, for the sidebar. What has to be asked for waits until the page itself has
 * its answer.
 */
export function useCounts(
  tenants: readonly TenantRow[],
  tenant: TenantRow | null,
  asks: boolean,
): Partial<Record<PageName, number | undefined>> {
  const id = tenant?.id ?? null;
  const groups = useGroups(id, asks);
  const users = useQuery({ queryKey: ["users", id], queryFn: () => listUsers(id), enabled: asks });
  return {
    credentials: tenant ? tenant.used : tenants.reduce((sum, { used }) => sum + used, 0),
    groups: groups.data?.length,
    tenants: tenants.length,
    people: users.data?.length,
  };
}
