import type { Settings } from "../bindings/Settings";

/** What is typed where a whole number belongs, or null where it is none. */
export function wholeNumber(typed: string): number | null {
  const text = typed.trim();
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

export const lifetimes = ["none", "30", "90", "365", "other", "never"] as const;
export type DefaultLifetime = (typeof lifetimes)[number];

/** The defaults for new tenants as the form has them. */
export type Defaults = {
  lifetime: DefaultLifetime;
  /** What is typed where the lifetime is another one. */
  days: string;
  neverAllowed: boolean;
  warningDays: string;
  reveal: Settings["reveal"];
};

export function defaultsOf(settings: Settings): Defaults {
  const { defaultDays, defaultNever, neverAllowed, warningDays, reveal } = settings;
  const preset = lifetimes.find((each) => each === String(defaultDays));
  return {
    lifetime: defaultNever ? "never" : defaultDays === null ? "none" : (preset ?? "other"),
    days: defaultDays === null ? "" : String(defaultDays),
    neverAllowed,
    warningDays: String(warningDays),
    reveal,
  };
}

/** The settings with these defaults, or the field in which no number stands. */
export function withDefaults(settings: Settings, draft: Defaults): Settings | "defaultDays" | "warningDays" {
  const { lifetime, neverAllowed, reveal } = draft;
  const warningDays = wholeNumber(draft.warningDays);
  const typed = lifetime === "other" ? draft.days : lifetime;
  const defaultDays = lifetime === "none" || lifetime === "never" ? null : wholeNumber(typed);
  if (lifetime === "other" && defaultDays === null) return "defaultDays";
  if (warningDays === null) return "warningDays";
  return { ...settings, defaultDays, defaultNever: lifetime === "never", neverAllowed, warningDays, reveal };
}
