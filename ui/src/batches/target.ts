import type { BatchDeed } from "../bindings/BatchDeed";
import type { Until } from "../bindings/Until";
import { writtenDay } from "../credentials/dates";
import { withTags } from "../credentials/draft";
import { number, t } from "../text";
import { type BatchKind, isTargeted, plainDeed, type TargetedKind } from "./kinds";

/** What a deed is done with, as it stands in the form. */
export type Target = {
  group: string | null;
  until: "date" | "days" | "months" | "never";
  /** `YYYY-MM-DD`. */
  date: string | null;
  days: string;
  months: string;
  tags: readonly string[];
  typedTag: string;
};

export const firstTarget: Target = {
  group: null,
  until: "days",
  date: null,
  days: "90",
  months: "12",
  tags: [],
  typedTag: "",
};

/** Which field says what is missing or wrong with each kind. */
export const targetFields: Record<TargetedKind, string> = {
  move: "group",
  changeExpiry: "expires",
  tag: "tags",
  untag: "tags",
};

/** A whole number above nothing, or null for anything else that was typed. */
export function countOf(typed: string): number | null {
  const trimmed = typed.trim();
  return /^\d{1,9}$/.test(trimmed) && Number(trimmed) > 0 ? Number(trimmed) : null;
}

function untilOf({ until, date, days, months }: Target): Until | null {
  if (until === "never") return { kind: "expires", expires: { kind: "never" } };
  if (until === "date") return date === null ? null : { kind: "expires", expires: { kind: "on", date } };
  const count = countOf(until === "days" ? days : months);
  if (count === null) return null;
  return until === "days" ? { kind: "days", days: count } : { kind: "months", months: count };
}

/** The deed as the core takes it, or null while something that it is done with is missing. */
export function deedOf(kind: BatchKind, target: Target): BatchDeed | null {
  if (!isTargeted(kind)) return plainDeed(kind);
  if (kind === "move") return target.group === null ? null : { kind, group: target.group };
  if (kind === "changeExpiry") {
    const until = untilOf(target);
    return until && { kind, until };
  }
  const tags = withTags(target.tags, target.typedTag);
  return tags.length === 0 ? null : { kind, tags };
}

/** What is missing, in words. */
export function missing(kind: TargetedKind): string {
  if (kind === "move") return t("batch.groupNeeded");
  return t(kind === "changeExpiry" ? "batch.expiryNeeded" : "batch.tagsNeeded");
}

export function untilWords(until: Until): string {
  if (until.kind === "days") return t("batch.daysLater", { count: until.days, total: number(until.days) });
  if (until.kind === "months")
    return t("batch.monthsLater", { count: until.months, total: number(until.months) });
  return until.expires.kind === "never"
    ? t("batch.untilNever")
    : t("batch.untilDate", { date: writtenDay(until.expires.date) });
}

/** What a deed is done with, in words: empty for one that needs nothing, or whose group is not known. */
export function targetWords(deed: BatchDeed, groupName: (group: string) => string | undefined): string {
  if (deed.kind === "move") return groupName(deed.group) ?? "";
  if (deed.kind === "changeExpiry") return untilWords(deed.until);
  return deed.kind === "tag" || deed.kind === "untag" ? deed.tags.join(", ") : "";
}
