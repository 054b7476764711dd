import type { QueryClient } from "@tanstack/react-query";
import type { GroupRow } from "../bindings/GroupRow";
import type { TenantRow } from "../bindings/TenantRow";
import type { WindowFinding } from "../finding/use-finding";
import { groupsOf } from "../groups/asking";
import { selectedNow } from "./acting";
import { type ScopeOffer, scopesOf } from "./scopes";

type Place = {
  /** Null stands for all tenants. */
  tenant: TenantRow | null;
  tenants: readonly TenantRow[];
  finding: Pick<WindowFinding, "query" | "box" | "views" | "tenant">;
  /** How many the query finds, where that is known. */
  found: number | null;
};

/** Over what something can be done in the place where the window is. */
export function scopesHere(client: QueryClient, { tenant, tenants, finding, found }: Place): ScopeOffer[] {
  const { group, reading } = finding.box.get();
  const groups = client.getQueryData<GroupRow[]>(groupsOf(tenant?.id ?? null).queryKey);
  const selection = selectedNow();
  return scopesOf({
    tenant,
    tenants,
    query: finding.query,
    group: groups?.find(({ id }) => id === group) ?? null,
    groupAlone: reading.terms.length === 1,
    found,
    selection: selection && {
      scope: { kind: "selection", selection: selection.of },
      total: selection.count.total,
    },
    // Counted for the tenant in view, or for all of them, as the views are.
    revoked: finding.views.find(({ key }) => key === "revoked")?.count ?? null,
  });
}

/** The tenant that the credentials of a scope are of, where they are of one for certain. */
export function tenantOf({ scope }: Pick<ScopeOffer, "scope">, inView: string | null): string | null {
  if (scope.kind === "tenant") return scope.tenant;
  if (scope.kind === "query") return scope.tenant;
  if (scope.kind === "selection" && scope.selection.kind === "query") return scope.selection.tenant;
  return inView;
}
