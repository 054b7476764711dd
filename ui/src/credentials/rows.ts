import type { QueryClient } from "@tanstack/react-query";
import { credentialRows, queryCredentials } from "../backend/commands";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Sort } from "../bindings/Sort";
import { orderOf, prefetchFirst, useWindowed, type Windowed } from "../grid/windowed";

/** Which credentials: of one tenant or of all, as a query says it. */
const listed = (tenant: string | null, query: string, sort: readonly Sort[]) => ({
  key: [
    "credentials",
    tenant,
    query,
    ...sort.flatMap(({ column, descending }) => [column, descending]),
  ] as const,
  query: () => queryCredentials(tenant, query, [...sort]),
});

/** Asks for the order before the table is drawn, so that the first row waits for one answer fewer. */
export function prefetchIds(client: QueryClient, tenant: string | null, sort: readonly Sort[], query = "") {
  return client.prefetchQuery(orderOf(listed(tenant, query, sort)));
}

/** The question for the handles that a query finds, in an order. */
export function orderOfQuery(tenant: string | null, query: string, sort: readonly Sort[]) {
  return orderOf(listed(tenant, query, sort));
}

/** Asks for the order and its first rows before anything is drawn. */
export function prefetchFirstRows(client: QueryClient, tenant: string | null, sort: readonly Sort[]) {
  return prefetchFirst(client, { ...listed(tenant, "", sort), rows: credentialRows });
}

/** The rows that a query finds in a tenant or in all of them, in an order. */
export function useRows(
  tenant: string | null,
  query: string,
  sort: readonly Sort[],
): Windowed<CredentialRow> {
  return useWindowed<CredentialRow>({
    ...listed(tenant, query, sort),
    rows: credentialRows,
    handleOf: (row) => row.handle,
  });
}
