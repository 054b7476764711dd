import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Moment } from "../bindings/Moment";
import type { Overlap } from "../bindings/Overlap";

export const overlapHours = ["1", "24", "168", "720"] as const;

/** For how long the old secret stays accepted: not at all, some hours, or until the end of a day. */
export type OverlapChoice = { kind: "now" | (typeof overlapHours)[number] | "date"; date: string | null };

/** What a rotation begins with: a secret that nobody has needs no overlap. */
export function firstOverlap({ row }: CredentialDetails): OverlapChoice {
  return { kind: row.neverCollected ? "now" : "24", date: null };
}

/** What the core is asked for, or null while no date stands. */
export function overlapOf({ kind, date }: OverlapChoice): Overlap | null {
  if (kind === "now") return { kind: "now" };
  if (kind !== "date") return { kind: "hours", hours: Number(kind) };
  return date === null ? null : { kind: "until", date };
}

/** When the old secret stops if hours were chosen, and whether that is only because the credential expires then. */
export function overlapEnd(
  hours: number,
  expiresAt: Moment | null,
  now: Moment,
): { at: Moment; expiry: boolean } {
  const end = now + hours * 3_600_000;
  return expiresAt !== null && expiresAt < end ? { at: expiresAt, expiry: true } : { at: end, expiry: false };
}
