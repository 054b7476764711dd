import type { BatchScope } from "../bindings/BatchScope";
import type { GroupRow } from "../bindings/GroupRow";
import type { TenantRow } from "../bindings/TenantRow";
import { number, t } from "../text";
import type { BatchKind } from "./kinds";

/** Over what something can be done, with what the page knows of it. */
export type ScopeOffer = {
  id: "selection" | "found" | "group" | "tenant";
  scope: BatchScope;
  /** What a person calls it. */
  words: string;
  /** How many credentials are in it, where that is known. */
  count: number | null;
  /** How many of them are revoked, where that is known. */
  revoked: number | null;
};

type Known = {
  /** Null stands for all tenants. */
  tenant: TenantRow | null;
  tenants: readonly TenantRow[];
  /** The last query that could be answered. */
  query: string;
  /** The one group that it names, and whether it says nothing else. */
  group: GroupRow | null;
  groupAlone: boolean;
  /** How many the query finds. */
  found: number | null;
  selection: { scope: BatchScope; total: number } | null;
  /** How many of the tenant in view, or of all of them, are revoked. */
  revoked: number | null;
};

/** Over what something can be done now, the narrowest first; what comes to the same stands there once. */
export function scopesOf(known: Known): ScopeOffer[] {
  const { tenant, tenants, query, group, groupAlone, found, selection, revoked } = known;
  const offers: ScopeOffer[] = [];
  if (selection) {
    const { scope, total } = selection;
    const words = t("batch.selection", { count: total, total: number(total) });
    offers.push({ id: "selection", scope, words, count: total, revoked: null });
  }
  if (query !== "" && !(group && groupAlone)) {
    const count = found ?? 0;
    const words = t("batch.found", { count, total: number(count) });
    const scope: BatchScope = { kind: "query", tenant: tenant?.id ?? null, query };
    offers.push({ id: "found", scope, words, count: found, revoked: null });
  }
  if (group) {
    const count = group.credentials;
    const words = t("batch.groupCount", { count, name: group.name, total: number(count) });
    offers.push({ id: "group", scope: { kind: "group", group: group.id }, words, count, revoked: null });
  }
  if (tenant) {
    const count = tenant.used;
    const words = t("batch.tenant", { count, name: tenant.name, total: number(count) });
    offers.push({ id: "tenant", scope: { kind: "tenant", tenant: tenant.id }, words, count, revoked });
  } else {
    const count = tenants.reduce((sum, { used }) => sum + used, 0);
    const words = t("batch.allTenants", { count, total: number(count) });
    const scope: BatchScope = { kind: "query", tenant: null, query: "" };
    offers.push({ id: "tenant", scope, words, count, revoked });
  }
  return offers;
}

/** How many a deed would touch in a scope, where the page knows; the preview says it exactly. */
export function touchedBy(kind: BatchKind, { count, revoked }: ScopeOffer): number | null {
  if (kind === "revokeAll") return count === null || revoked === null ? null : Math.max(0, count - revoked);
  if (kind === "reinstateAll" || kind === "deleteAllRevoked") return revoked;
  return count;
}

/** Why a deed would do nothing in a scope, as far as the page knows. */
export function whyNothing(kind: BatchKind, offer: ScopeOffer): string | null {
  if (offer.count === 0) return t("batch.nothing");
  if (touchedBy(kind, offer) !== 0) return null;
  return t(kind === "revokeAll" ? "batch.allRevoked" : "batch.nothingRevoked");
}
