import { useQuery } from "@tanstack/react-query";
import type { CommandFailure } from "../backend/backend";
import { listGroups } from "../backend/commands";
import type { GroupRow } from "../bindings/GroupRow";

/** The groups of a tenant, or of all of them. */
export function groupsOf(tenant: string | null) {
  return { queryKey: ["groups", tenant] as const, queryFn: () => listGroups(tenant) };
}

export function useGroups(tenant: string | null, enabled = true) {
  return useQuery<GroupRow[], CommandFailure, GroupRow[], readonly [string, string | null]>({
    ...groupsOf(tenant),
    enabled,
  });
}
