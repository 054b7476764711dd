import type { Deed } from "../bindings/Deed";
import { t } from "../text";

type SingleKey = {
  key: string;
  /** What it does to the row that has the focus: of two opposites the one that fits. */
  deeds: readonly Deed[];
  label: "edit" | "revoke" | "activate" | "move" | "expiry" | "rotate" | "duplicate";
};

/** The letters that act on the focused row by themselves, in the table and nowhere else. */
export const singleKeys: readonly SingleKey[] = [
  { key: "e", deeds: ["edit"], label: "edit" },
  { key: "r", deeds: ["revoke", "reinstate"], label: "revoke" },
  { key: "a", deeds: ["deactivate", "activate"], label: "activate" },
  { key: "x", deeds: ["changeExpiry"], label: "expiry" },
  { key: "m", deeds: ["move"], label: "move" },
  { key: "o", deeds: ["rotate"], label: "rotate" },
  { key: "d", deeds: ["duplicate"], label: "duplicate" },
];

export function singleKeyOf(key: string): SingleKey | undefined {
  return singleKeys.find((each) => each.key === key);
}

/** What a letter does, in words. */
export function singleKeyWords({ label }: SingleKey): string {
  return t(`letters.${label}`);
}
