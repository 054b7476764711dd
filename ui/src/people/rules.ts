import type { Rule } from "../bindings/Rule";
import { t } from "../text";

/** The methods that a rule can name, in the order in which they are offered. */
export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

/** A rule as it is being edited. */
export type RuleDraft = Rule & {
  /** Tells the rules of a form apart while they come and go. */
  key: number;
  /** What stands in the field of paths and is not one of them yet. */
  typed: string;
};

let lastKey = 0;

export function ruleDraft(rule: Rule = { methods: [], paths: [] }): RuleDraft {
  lastKey += 1;
  return { ...rule, key: lastKey, typed: "" };
}

/** These paths and those that are typed, each once. */
export function withPaths(paths: readonly string[], typed: string): string[] {
  return [...new Set([...paths, ...typed.split(/[\s,]+/).filter(Boolean)])];
}

/** What the core takes: a path that was typed and not ended counts as well. */
export function rulesOf(drafts: readonly RuleDraft[]): Rule[] {
  return drafts.map(({ methods, paths, typed }) => ({ methods, paths: withPaths(paths, typed) }));
}

/** The methods after one was switched on or off, in the order of the list. */
export function switched(chosen: readonly string[], method: string): string[] {
  return methods.filter((each) => (each === method) !== chosen.includes(each));
}

/** What the first rule permits, and that there are more; null where nothing restricts. */
export function rulesInWords(rules: readonly Rule[]): { first: string; more: string | null } | null {
  const [first] = rules;
  if (!first) return null;
  const which = first.methods.length === 0 ? t("roles.anyMethod") : first.methods.join(", ");
  const where = first.paths.length === 0 ? t("roles.anyPath") : first.paths.join(", ");
  const more = rules.length - 1;
  return {
    first: `${which} ${where}`,
    more: more === 0 ? null : t("roles.moreRules", { count: more }),
  };
}
