import type { QueryClient } from "@tanstack/react-query";
import { credentialRows, queryCredentials } from "../backend/commands";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Sort } from "../bindings/Sort";
import { orderOf, useWindowed, type Windowed } from "../grid/windowed";

/** Which credentials: of one tenant or of all, in one group or in any. */
const listed = (tenant: string | null, group: string | null, sort: Sort) => ({
  key: ["credentials", tenant, group, sort.column, sort.descending] as const,
  query: () => queryCredentials(tenant, group, sort),
});

/** Asks for the order before the table is drawn, so that the first row waits for one answer fewer. */
export function prefetchIds(client: QueryClient, tenant: string | null, sort: Sort) {
  return client.prefetchQuery(orderOf(listed(tenant, null, sort)));
}

/** The rows of a tenant, of one of its groups, or of all tenants, in an order. */
export function useRows(tenant: string | null, group: string | null, sort: Sort): Windowed<CredentialRow> {
  return useWindowed<CredentialRow>({
    ...listed(tenant, group, sort),
    rows: credentialRows,
    handleOf: (row) => row.handle,
  });
}
