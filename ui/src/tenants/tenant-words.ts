import type { Presentation } from "../bindings/Presentation";
import type { TenantDraft } from "../bindings/TenantDraft";
import { number, t } from "../text";
import { presentedLine } from "./presenting";
import type { TenantForm } from "./tenant-form";

/** How a request carries a credential, in words. */
export function carriedBy(presentation: Presentation): string {
  switch (presentation.kind) {
    case "signature":
      return t("tenants.bySignature", { seconds: presentation.within });
    case "basic":
      return t(presentation.part === "user" ? "tenants.byBasicUser" : "tenants.byBasicPassword");
    default:
      return presentedLine(presentation, "{key}");
  }
}

const days = (count: number) => t("tenants.dayCount", { count });

/** What a tenant's form shows, by the part of it that somebody may have changed: the sentence that says what it is now. */
const said: Partial<Record<keyof TenantForm, (now: TenantDraft) => string>> = {
  name: ({ name }) => t("tenants.now.name", { value: name }),
  apiUrl: ({ apiUrl }) => t("tenants.now.apiUrl", { value: apiUrl }),
  zone: ({ zone }) => t("tenants.now.zone", { value: zone }),
  scheme: ({ scheme }) => t("tenants.now.scheme", { value: t(`tenants.schemes.${scheme}`) }),
  tokenPrefix: ({ tokenPrefix }) => t("tenants.now.tokenPrefix", { value: tokenPrefix }),
  strongSecret: ({ strongSecret }) => t(strongSecret ? "tenants.now.strong" : "tenants.now.compatible"),
  credentialLimit: ({ credentialLimit: limit }) =>
    limit === null ? t("tenants.now.noLimit") : t("tenants.now.limit", { value: number(limit) }),
  longestDays: ({ longestDays: most }) =>
    most === null ? t("tenants.now.anyLength") : t("tenants.now.longest", { value: days(most) }),
  neverAllowed: ({ neverAllowed }) => t(neverAllowed ? "tenants.now.never" : "tenants.now.noNever"),
  warningDays: ({ warningDays }) => t("tenants.now.warning", { value: days(warningDays) }),
  reveal: ({ reveal }) => t(reveal === "recoverable" ? "tenants.now.recoverable" : "tenants.now.showOnce"),
  managementPaths: () => t("tenants.now.managementPaths"),
  testPath: () => t("tenants.now.testPath"),
  checkWithVendor: () => t("tenants.now.checkWithVendor"),
};

const presented: readonly (keyof TenantForm)[] = [
  ...(["carrier", "within", "headerName", "headerValue", "basicPart", "queryName"] as const),
];

/** What somebody else changed in a tenant meanwhile, one sentence each. */
export function whatIsNow(changed: readonly (keyof TenantForm)[], now: TenantDraft): string[] {
  const sentences = changed.flatMap((field) => said[field]?.(now) ?? []);
  if (changed.some((field) => presented.includes(field)))
    sentences.push(t("tenants.now.presentation", { value: carriedBy(now.presentation) }));
  if (changed.includes("defaultDays") || changed.includes("defaultNever"))
    sentences.push(t("tenants.now.default"));
  return sentences;
}
