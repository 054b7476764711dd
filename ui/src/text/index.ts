import type { TFunction } from "i18next";
import { en } from "./en";
import { type ErrorCode, errorTexts } from "./error-texts";
import { translator } from "./translate";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

/** A sentence of the catalogue, with its values: its names and what each needs are checked as i18next types them. */
export const t = translator(en, "en") as TFunction;

/** The language tag for numbers and dates. British English writes day, month, year. */
export const locale = "en-GB";

/** The catalogue's text for a code; an unknown code reads as `internal`. */
export function errorText(code: string): { title: string; meaning: string; next: string } {
  return code in errorTexts ? errorTexts[code as ErrorCode] : errorTexts.internal;
}

const wholeNumber = new Intl.NumberFormat(locale);

export function number(value: number): string {
  return wholeNumber.format(value);
}

export type Emphasis = { text: string; strong: boolean };

/**
 * Splits a sentence of the catalogue at its `<b>…</b>` marks and fills in the values afterwards, so that a value
 * that holds markup stays text.
 */
export function emphasised(template: string, values: Record<string, string>): Emphasis[] {
  const fill = (part: string) => part.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");
  return template
    .split(/(<b>.*?<\/b>)/)
    .filter((part) => part !== "")
    .map((part) =>
      part.startsWith("<b>")
        ? { text: fill(part.slice(3, -4)), strong: true }
        : { text: fill(part), strong: false },
    );
}
