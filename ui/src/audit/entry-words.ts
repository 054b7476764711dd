import type { AuditRow } from "../bindings/AuditRow";
import type { Moment } from "../bindings/Moment";
import { clockTime, dayWords } from "../credentials/dates";
import { number, t } from "../text";
import { auditTexts } from "../text/audit-texts";

/** What an entry is about: its title, or what kind of thing it was where it has none. */
export function subjectWords({ title, kind }: Pick<AuditRow, "title" | "kind">): string {
  if (title !== "") return title;
  return Object.hasOwn(auditTexts.audit.kind, kind)
    ? t(`audit.kind.${kind as keyof typeof auditTexts.audit.kind}`)
    : kind;
}

/** What else an entry says: how many rows it stands for, and its detail. */
export function detailWords({ detail, count }: Pick<AuditRow, "detail" | "count">): string {
  const rows = count === null ? null : t("audit.rows", { count, formatted: number(count) });
  return [rows, detail].filter(Boolean).join(", ");
}

/**
 * When an entry was made, as the operator has dates written: “Today 14:19:06”, “23 Nov 17:48:30”; of another year
 * without the seconds, “1 Nov 2025 09:00”.
 */
export function entryTime(at: Moment, now: Moment, zone: string): string {
  const day = dayWords(at, now, zone);
  const time = clockTime(at, zone);
  return `${day} ${/\d{4}$/.test(day) ? time.slice(0, 5) : time}`;
}
