import type { KeyStatus } from "../bindings/KeyStatus";
import type { Permission } from "../bindings/Permission";
import type { TenantRow } from "../bindings/TenantRow";
import { number, t } from "../text";

/** Why nothing can be issued now, said before anything is typed; null if it can. The core decides again when asked. */
export function whyBlocked(
  permissions: readonly Permission[],
  keys: KeyStatus | null,
  tenant: TenantRow,
): string | null {
  if (!permissions.includes("createAndUpdate")) return t("table.blocked.permission");
  if (keys && keys.state !== "ready" && keys.state !== "opening") return t("table.blocked.keys");
  if (tenant.credentialLimit !== null && tenant.used >= tenant.credentialLimit) {
    return t("table.blocked.limit", { limit: number(tenant.credentialLimit) });
  }
  return null;
}
