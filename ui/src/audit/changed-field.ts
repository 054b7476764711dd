import { shortTime } from "../credentials/dates";
import { t } from "../text";
import { auditTexts } from "../text/audit-texts";

/** The table of a row in words; one that this version does not know is named as it is. */
export function tableWords(table: string): string {
  return Object.hasOwn(auditTexts.auditEntry.table, table)
    ? t(`auditEntry.table.${table as keyof typeof auditTexts.auditEntry.table}`)
    : table;
}

/** The field of a row in words; one that this version does not know is named as it is. */
export function fieldWords(field: string): string {
  return Object.hasOwn(auditTexts.auditEntry.field, field)
    ? t(`auditEntry.field.${field as keyof typeof auditTexts.auditEntry.field}`)
    : field;
}

/** What stood in a field: instants as times, yes and no as words, all else as it is. */
export function valueWords(field: string, value: string | null, zone: string): string {
  if (value === null || value === "null") return t("auditEntry.nothing");
  if (value === "") return t("auditEntry.empty");
  if (value === "true") return t("auditEntry.yes");
  if (value === "false") return t("auditEntry.no");
  if (/(At|Until)$/.test(field) && /^-?\d{1,15}$/.test(value)) return shortTime(Number(value), zone);
  return listed(value) ?? value;
}

/** A list of texts or numbers in one line; null if it is none. */
function listed(value: string): string | null {
  if (!value.startsWith("[")) return null;
  try {
    const items: unknown = JSON.parse(value);
    if (!Array.isArray(items) || items.some((item) => typeof item === "object")) return null;
    return items.length === 0 ? t("auditEntry.none") : items.join(", ");
  } catch {
    return null;
  }
}
