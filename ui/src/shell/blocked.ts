import type { KeyStatus } from "../bindings/KeyStatus";
import type { Permission } from "../bindings/Permission";
import type { TenantRow } from "../bindings/TenantRow";
import { number, t } from "../text";

export type Blocked = { by: "permission" | "keys" | "limit" | "tenant"; text: string };

/**
 * Why nothing can be issued now, said before anything is typed; null if it can. Without a tenant it is asked about all
 * of them. The core decides again when asked.
 */
export function whyBlocked(
  permissions: readonly Permission[],
  keys: KeyStatus | null,
  tenant: TenantRow | null,
  tenants: readonly TenantRow[],
): Blocked | null {
  if (!permissions.includes("createAndUpdate"))
    return { by: "permission", text: t("table.blocked.permission") };
  if (keys && keys.state !== "ready" && keys.state !== "opening")
    return { by: "keys", text: t("table.blocked.keys") };
  if (tenant) return whyFull(tenant);
  if (tenants.length === 0) return { by: "tenant", text: t("table.blocked.tenant") };
  return tenants.every(isFull) ? { by: "limit", text: t("table.blocked.limits") } : null;
}

export function isFull({ credentialLimit, used }: TenantRow): boolean {
  return credentialLimit !== null && used >= credentialLimit;
}

/** How much of its limit a tenant has in use, as it is written. */
export function figuresOf({ credentialLimit, used }: TenantRow): { used: string; limit: string } {
  return { used: number(used), limit: number(credentialLimit ?? 0) };
}

/** That the limit of a tenant is reached, with the figures and where it is changed. */
function whyFull(tenant: TenantRow): Blocked | null {
  if (!isFull(tenant)) return null;
  return { by: "limit", text: t("table.blocked.limit", { ...figuresOf(tenant), tenant: tenant.name }) };
}

/** What the operator lacks for managing tenants, groups, roles, users and limits; null if nothing. */
export function whyNoDirectory(permissions: readonly Permission[]): string | null {
  return permissions.includes("manageDirectory") ? null : t("directory.blocked");
}
