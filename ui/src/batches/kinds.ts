import type { BatchDeed } from "../bindings/BatchDeed";
import type { KeyStatus } from "../bindings/KeyStatus";
import type { Permission } from "../bindings/Permission";
import { t } from "../text";

/** What is done to many credentials, without what it is done with. */
export type BatchKind = BatchDeed["kind"];

/** What is done to a selection, in the order in which it stands; what finds no room goes behind *More* from the end on. */
export const selectionKinds = [
  "revoke",
  "deactivate",
  "move",
  "changeExpiry",
  "tag",
  "delete",
  "reinstate",
  "activate",
  "untag",
] as const satisfies readonly BatchKind[];

/** The order behind *More*: opposites beside each other, and what is for ever at the end. */
const moreOrder: readonly BatchKind[] = [
  "revoke",
  "reinstate",
  "activate",
  "deactivate",
  "move",
  "changeExpiry",
  "tag",
  "untag",
  "delete",
];

/** What stands behind *More* where so many stand before it. */
export function behindMore(shown: number): BatchKind[] {
  const rest: readonly BatchKind[] = selectionKinds.slice(shown);
  return moreOrder.filter((kind) => rest.includes(kind));
}

/** What is done over a whole scope. */
export const scopeKinds = [
  "revokeAll",
  "reinstateAll",
  "deleteAllRevoked",
] as const satisfies readonly BatchKind[];

/** What a deed comes to for each credential, whatever it is done over. */
export type BatchVerb = Exclude<BatchKind, (typeof scopeKinds)[number]>;

export function verbOf(kind: BatchKind): BatchVerb {
  if (kind === "revokeAll") return "revoke";
  if (kind === "reinstateAll") return "reinstate";
  return kind === "deleteAllRevoked" ? "delete" : kind;
}

/** The deeds that need to be told with what. */
export type TargetedKind = "move" | "changeExpiry" | "tag" | "untag";

export function isTargeted(kind: BatchKind): kind is TargetedKind {
  return kind === "move" || kind === "changeExpiry" || kind === "tag" || kind === "untag";
}

/** A deed that needs to be told nothing. */
export function plainDeed(kind: Exclude<BatchKind, TargetedKind>): BatchDeed {
  return { kind };
}

/** What is gone for ever after it. */
export function deletes(kind: BatchKind): boolean {
  return verbOf(kind) === "delete";
}

/** What takes access away, or what cannot be had back: its button is red. */
export function isGrave(kind: BatchKind): boolean {
  return deletes(kind) || verbOf(kind) === "revoke";
}

export function permissionOf(kind: BatchKind): "revokeAndReinstate" | "delete" | "createAndUpdate" {
  const verb = verbOf(kind);
  if (verb === "revoke" || verb === "reinstate") return "revokeAndReinstate";
  return verb === "delete" ? "delete" : "createAndUpdate";
}

/** What only ever blocks, and so works while the key of the vault is not open. */
export function worksLocked(kind: BatchKind): boolean {
  return verbOf(kind) === "revoke" || kind === "deactivate";
}

export function isLocked(keys: KeyStatus | null | undefined): boolean {
  return Boolean(keys && keys.state !== "ready" && keys.state !== "opening");
}

/** Why a deed cannot be done now, whatever it would be done over; null if it can. The core decides again when asked. */
export function whyClosed(
  kind: BatchKind,
  permissions: readonly Permission[],
  keys: KeyStatus | null | undefined,
): string | null {
  const needed = permissionOf(kind);
  if (!permissions.includes(needed)) return t(`batch.closed.${needed}`);
  return isLocked(keys) && !worksLocked(kind) ? t("batch.closed.keys") : null;
}

/** Whether `typed` is what must be typed, as the core reads it: the case of letters and space do not count. */
export function isConfirmed(wanted: string, typed: string): boolean {
  const words = (text: string) => text.trim().toLowerCase().split(/\s+/).join(" ");
  return words(wanted) === words(typed);
}
