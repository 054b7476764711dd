import type { AuditFilter } from "../bindings/AuditFilter";

/** Everything, of one credential if one is named. */
export function everything(credential: string | null): AuditFilter {
  return { operator: null, action: null, text: "", credential, from: null, to: null };
}

/** Whether anything is left out by hand; the credential for which the page was opened apart. */
export function isNarrowed({ operator, action, text, from, to }: AuditFilter): boolean {
  return operator !== null || action !== null || text.trim() !== "" || from !== null || to !== null;
}

/** No vault is older; a year that is still being typed is. */
export const firstDay = "2020-01-01";

/** The filter as it is asked for: without days that are still being typed. */
export function askable(filter: AuditFilter): AuditFilter {
  const whole = (date: string | null) => (date !== null && date >= firstDay ? date : null);
  return { ...filter, from: whole(filter.from), to: whole(filter.to) };
}

/** Whether the first day is after the last one, so that nothing can be between them. */
export function isCrossed({ from, to }: AuditFilter): boolean {
  return from !== null && to !== null && from > to;
}
