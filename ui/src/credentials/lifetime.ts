import type { CredentialRow } from "../bindings/CredentialRow";
import type { IssueRequest } from "../bindings/IssueRequest";
import type { TenantRow } from "../bindings/TenantRow";
import { dayAfter } from "./dates";

export const presets = ["30", "90", "365"] as const;

/** A preset in days, a picked date, or no end. */
export type Lifetime = { choice: (typeof presets)[number] | "date" | "never"; date: string | null };

/** The lifetime that a new form begins with: the tenant's default, or 90 days, or the longest allowed. */
export function firstLifetime(tenant: TenantRow): Lifetime {
  const days = Math.min(tenant.defaultDays ?? 90, tenant.longestDays ?? Number.POSITIVE_INFINITY);
  const preset = presets.find((each) => Number(each) === days);
  const date = dayAfter(days, tenant.zone);
  return tenant.defaultNever && tenant.neverAllowed
    ? { choice: "never", date }
    : { choice: preset ?? "date", date };
}

/** The lifetime of another credential like this one; what the policy would not allow today begins anew. */
export function lifetimeLike(
  tenant: TenantRow,
  row: Pick<CredentialRow, "expiresOn" | "daysLeft" | "beyondPolicy">,
): Lifetime {
  return row.beyondPolicy === null ? lifetimeOf(tenant, row) : firstLifetime(tenant);
}

/** The lifetime that a credential has, as the form shows it; one that is over begins anew. */
export function lifetimeOf(
  tenant: TenantRow,
  { expiresOn, daysLeft }: Pick<CredentialRow, "expiresOn" | "daysLeft">,
): Lifetime {
  const first = firstLifetime(tenant);
  if (expiresOn === null) return tenant.neverAllowed ? { choice: "never", date: first.date } : first;
  return (daysLeft ?? 0) < 0 ? first : { choice: "date", date: expiresOn };
}

/** What the core is asked for, or null while no date stands. */
export function expiresOf(lifetime: Lifetime): IssueRequest["expires"] | null {
  if (lifetime.choice === "never") return { kind: "never" };
  return lifetime.date === null ? null : { kind: "on", date: lifetime.date };
}
