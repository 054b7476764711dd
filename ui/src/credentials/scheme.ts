import type { Scheme } from "../bindings/Scheme";
import type { TenantRow } from "../bindings/TenantRow";

/** The scheme that these tenants have in common, as far as what a credential is known by goes. */
export function sharedScheme(tenants: readonly TenantRow[]): Scheme | null {
  const [first] = tenants;
  if (!first) return null;
  const signed = first.scheme === "signed";
  return tenants.every(({ scheme }) => (scheme === "signed") === signed) ? first.scheme : null;
}
