import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import type { OpenDeed } from "../bindings/OpenDeed";

/** The order in which the deeds stand; the last three stand apart. */
const order = [
  "edit",
  "changeExpiry",
  "rotate",
  "activate",
  "deactivate",
  "revoke",
  "reinstate",
  "delete",
] as const satisfies readonly Deed[];

/** The deeds that a credential is offered: of two opposites the one that fits its state. */
export function shownDeeds({ deeds, row }: CredentialDetails): OpenDeed[] {
  const open = (deed: Deed) => deeds.some((each) => each.deed === deed && each.closed === null);
  const revoked = row.status === "revoked";
  const wake = open("activate") || (!open("deactivate") && row.status === "inactive");
  const hidden = new Set<Deed>([wake ? "deactivate" : "activate", revoked ? "revoke" : "reinstate"]);
  return order.flatMap((deed) => deeds.filter((each) => each.deed === deed && !hidden.has(deed)));
}

/** The reason that all closed deeds share, if several do: it is said once. */
export function sharedReason(deeds: readonly OpenDeed[]): string | null {
  const reasons = deeds.flatMap(({ closed }) => (closed === null ? [] : [closed]));
  const [first] = reasons;
  return reasons.length > 1 && reasons.every((reason) => reason === first) ? (first ?? null) : null;
}

/** Why this deed cannot be done, or null; one that the core does not name cannot be. */
export function closedReason(details: CredentialDetails, deed: Deed): string | null {
  const found = details.deeds.find((each) => each.deed === deed);
  return found ? found.closed : "";
}
