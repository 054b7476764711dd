import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { CommandFailure } from "../backend/backend";
import { listRoles, listUsers } from "../backend/commands";
import type { RoleRow } from "../bindings/RoleRow";
import type { UserRow } from "../bindings/UserRow";

/** The question for the roles of a tenant, or of all of them. */
export const rolesOf = (tenant: string | null) =>
  queryOptions<RoleRow[], CommandFailure>({
    queryKey: ["roles", tenant],
    queryFn: () => listRoles(tenant),
  });

/** The question for the users of a tenant, or of all of them. */
export const usersOf = (tenant: string | null) =>
  queryOptions<UserRow[], CommandFailure>({
    queryKey: ["users", tenant],
    queryFn: () => listUsers(tenant),
  });

export const useRoles = (tenant: string | null) => useQuery(rolesOf(tenant));
export const useUsers = (tenant: string | null) => useQuery(usersOf(tenant));

/** Asks again for everything in which a role or a user is named. */
export function refreshPeople(client: QueryClient) {
  for (const noun of ["roles", "users", "groups"]) client.invalidateQueries({ queryKey: [noun] });
  client.invalidateQueries({ queryKey: ["credentials", "details"] });
}
