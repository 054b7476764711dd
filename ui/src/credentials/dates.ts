import type { DateStyle } from "../bindings/DateStyle";
import type { Moment } from "../bindings/Moment";
import { locale, t } from "../text";

/** Up to this many days a date is said in days; beyond, it is written. */
const spokenDays = 60;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let style: DateStyle = "near";

/** How dates are written from now on: in words where they are near, always as dates, or as ISO 8601 has them. */
export function writeDatesAs(next: DateStyle) {
  style = next;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const clockParts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

function format(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone ?? ""} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    } catch {
      // A zone newer than the web view's own list: UTC is named in the text, so it stays true.
      found = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    }
    formats.set(key, found);
  }
  return found;
}

function write(zone: string | undefined, at: Moment, options: Intl.DateTimeFormatOptions): string {
  const parts = format(zone, options).formatToParts(at);
  // “Sept” is the locale's; four letters among three read as a slip.
  return parts.map((part) => (part.type === "month" ? part.value.slice(0, 3) : part.value)).join("");
}

/** “2027-02-22”. */
function isoDate(at: Moment, zone?: string): string {
  const parts = format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** “22 Feb 2027”. */
export function writtenDate(at: Moment, zone?: string): string {
  if (style === "iso") return isoDate(at, zone);
  return write(zone, at, { day: "numeric", month: "short", year: "numeric" });
}

/** “22 Feb 2027” of `YYYY-MM-DD`. */
export function writtenDay(date: string): string {
  return writtenDate(Date.parse(`${date}T00:00:00Z`), "UTC");
}

/** “23 Feb 2027, 00:00:00 CET (Europe/Berlin)”: the instant itself, with its zone. */
export function exactTime(at: Moment, zone: string): string {
  if (style === "iso") {
    const clock = format(zone, { ...clockParts, second: "2-digit", timeZoneName: "short" });
    return `${isoDate(at, zone)} ${clock.format(at)} (${zone})`;
  }
  const parts = format(zone, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
  return `${parts.format(at).replace("Sept ", "Sep ")} (${zone})`;
}

/** “23 Feb 2027, 14:05”, in `zone`. */
export function shortTime(at: Moment, zone: string): string {
  const time = format(zone, clockParts).format(at);
  return `${writtenDate(at, zone)}${style === "iso" ? "" : ","} ${time}`;
}

/** “14:05:09”, in `zone`. */
export function clockTime(at: Moment, zone: string): string {
  return format(zone, { ...clockParts, second: "2-digit" }).format(at);
}

/** “Today” and “Yesterday” where the operator wants dates in words; otherwise the date. */
export function dayWords(at: Moment, now: Moment, zone: string): string {
  if (style === "near") {
    const days = (Date.parse(isoDate(now, zone)) - Date.parse(isoDate(at, zone))) / day;
    if (days === 0) return t("date.today");
    if (days === 1) return t("date.yesterday");
  }
  return nearDate(at, now, zone);
}

/** “23 Feb”, with the year if it is not this one. */
export function nearDate(at: Moment, now: Moment, zone: string): string {
  if (style !== "near") return writtenDate(at, zone);
  const year = (moment: Moment) => write(zone, moment, { year: "numeric" });
  return year(at) === year(now) ? write(zone, at, { day: "numeric", month: "short" }) : writtenDate(at, zone);
}

/** How an expiry reads in the table: the last day on which a credential works, and how many days until it. */
export function expiryWords(lastDay: string | null, daysLeft: number | null): string {
  if (lastDay === null) return t("table.never");
  if (style !== "near" || daysLeft === null || Math.abs(daysLeft) > spokenDays) return writtenDay(lastDay);
  if (daysLeft === 0) return t("date.today");
  if (daysLeft === 1) return t("date.tomorrow");
  if (daysLeft === -1) return t("date.yesterday");
  return daysLeft > 0 ? t("date.inDays", { count: daysLeft }) : t("date.daysAgo", { count: -daysLeft });
}

/** How a moment in the past reads: in minutes and hours on the same day, then as a date, with the year if it is another. */
export function pastWords(at: Moment, now: Moment, zone: string): string {
  if (style !== "near") return writtenDate(at, zone);
  const ago = now - at;
  // What was made since the clock was last looked at lies a little ahead of it.
  if (ago > -minute && ago < minute) return t("date.justNow");
  if (ago >= 0 && ago < hour) return t("date.minutesAgo", { count: Math.floor(ago / minute) });
  if (ago >= 0 && ago < day) return t("date.hoursAgo", { count: Math.floor(ago / hour) });
  return nearDate(at, now, zone);
}

/** `YYYY-MM-DD` of today plus `days`, in `zone`. */
export function dayAfter(days: number, zone: string, now: Moment = Date.now()): string {
  return new Date(Date.parse(`${isoDate(now, zone)}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}
