import type { QueryTerm } from "../bindings/QueryTerm";
import { t } from "../text";
import { type Field, lastSpan, span } from "./chip-words";

const ages = ["today", "<7d", "<30d", "<90d", "<1y", ">1y"] as const;
const ahead = ["today", "<7d", "<30d", "<90d", ">90d"] as const;

/** The spans of time that a menu offers, as the query language has them. */
export const datePresets: Partial<Record<Field, readonly string[]>> = {
  expires: [...ahead, "never"],
  starts: ["today", "<7d", "<30d"],
  created: ages,
  modified: ages,
  rotated: [...ages, "never"],
};

/** Whether a term asks for just this span. */
export function isPreset(term: QueryTerm | undefined, preset: string): boolean {
  return term?.values.length === 1 && term.values[0] === preset;
}

/** What a span is called for a field. */
export function presetWords(field: Field, preset: string): string {
  if (preset === "today") return t("find.preset.today");
  if (preset === "never") return t("find.preset.never");
  const length = preset.slice(1);
  const ahead = field === "expires" || field === "starts";
  if (preset.startsWith("<"))
    return ahead
      ? t("find.preset.ahead.within", { span: span(length) ?? length })
      : t("find.preset.back.within", { span: lastSpan(length) });
  return t(`find.preset.${ahead ? "ahead" : "back"}.more`, { span: span(length) ?? length });
}
