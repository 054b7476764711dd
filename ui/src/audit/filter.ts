import type { AuditFilter } from "../bindings/AuditFilter";

/** Everything, of one credential if one is named. */
export function everything(credential: string | null): AuditFilter {
  return { operator: null, action: null, text: "", credential, from: null, to: null };
}

/** Whether anything is left out by hand; the credential for which the page was opened apart. */
export function isNarrowed({ operator, action, text, from, to }: AuditFilter): boolean {
  return operator !== null || action !== null || text.trim() !== "" || from !== null || to !== null;
}

/** The filter with a first or last day; a day beyond the other one takes it along. */
export function withDay(filter: AuditFilter, end: "from" | "to", date: string | null): AuditFilter {
  const next = { ...filter, [end]: date };
  if (next.from === null || next.to === null || next.from <= next.to) return next;
  return end === "from" ? { ...next, to: next.from } : { ...next, from: next.to };
}
