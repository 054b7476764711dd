import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import type { OpenDeed } from "../bindings/OpenDeed";
import { secretName } from "../credentials/secret-name";
import { t } from "../text";

/** The order in which the deeds stand, in parts: having the secret again, changing it, and whether it is accepted. */
const parts = [
  ["copyAgain", "downloadAgain"],
  ["edit", "rotate", "changeExpiry", "move", "duplicate", "makeShowOnce"],
  ["activate", "deactivate", "revoke", "reinstate", "delete"],
] as const satisfies readonly (readonly Deed[])[];

/** The deeds that a credential is offered, in their parts: of two opposites the one that fits its state. */
export function deedParts({ deeds, row }: CredentialDetails): OpenDeed[][] {
  const open = (deed: Deed) => deeds.some((each) => each.deed === deed && each.closed === null);
  const revoked = row.status === "revoked";
  const wake = open("activate") || (!open("deactivate") && row.status === "inactive");
  const hidden = new Set<Deed>([wake ? "deactivate" : "activate", revoked ? "revoke" : "reinstate"]);
  return parts.map((part) =>
    part.flatMap((deed) => deeds.filter((each) => each.deed === deed && !hidden.has(deed))),
  );
}

export function shownDeeds(details: CredentialDetails): OpenDeed[] {
  return deedParts(details).flat();
}

/** What a deed is called for this credential. */
export function deedName(deed: Deed, { row }: CredentialDetails): string {
  return t(`deeds.name.${deed}`, { secret: secretName(row.scheme) });
}

/** So many closed deeds with one reason say it once, above all of them. */
const several = 3;

/** The reason that most closed deeds have, if several do: it is said once. Any other is said where it belongs. */
export function sharedReason(deeds: readonly OpenDeed[]): string | null {
  const reasons = deeds.flatMap(({ closed }) => (closed === null ? [] : [closed]));
  const times = (reason: string) => reasons.filter((each) => each === reason).length;
  return reasons.find((reason) => times(reason) >= several && times(reason) * 2 > reasons.length) ?? null;
}

/** Why this deed cannot be done, or null; one that the core does not name cannot be. */
export function closedReason(details: CredentialDetails, deed: Deed): string | null {
  const found = details.deeds.find((each) => each.deed === deed);
  return found ? found.closed : "";
}
