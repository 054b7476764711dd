import { locale, t } from "../text";

const units = ["bytes", "kib", "mib", "gib"] as const;

/** A size as a person reads it, in the largest unit that it fills. */
export function byteSize(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 100 ? 1 : 0;
  const formatted = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return t(`size.${units[unit] ?? "gib"}`, { value: formatted });
}
