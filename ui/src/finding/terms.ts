import type { QueryTerm } from "../bindings/QueryTerm";

/** A place in a query, in UTF-16 code units. */
export type Span = { start: number; end: number };

/** What stands for itself as a value; anything else is quoted, which is never wrong. */
const plain = /^[\p{L}\p{N}_@/][\p{L}\p{N}_@/.:+-]*$/u;

/** A value as it stands in a query, between quotes where it would be read as something else. */
export function quoted(value: string): string {
  if (plain.test(value) && !value.includes("..")) return value;
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** A term that asks for any of these values. */
export function termOf(field: string, values: readonly string[]): string {
  return `${field}:${values.map(quoted).join(",")}`;
}

/** The query with a term more at its end. */
export function withTerm(text: string, term: string): string {
  return text === "" || /\s$/.test(text) ? `${text}${term}` : `${text} ${term}`;
}

/** The query with something else in a place of it. */
export function replaced(text: string, { start, end }: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** The query without a term, and without the white space that set it apart; the rest stays as it was typed. */
export function withoutTerm(text: string, { start, end }: Span): string {
  const before = text.slice(0, start);
  const after = text.slice(end);
  return /\S/.test(after) ? before + after.trimStart() : before.trimEnd();
}

/** The query with a term turned round: left out what it asked for, or the other way. */
export function turnedRound(text: string, term: QueryTerm): string {
  const { start } = term;
  return term.negated && text[start] === "-"
    ? replaced(text, { start, end: start + 1 }, "")
    : replaced(text, { start, end: start }, "-");
}

/** Whether a term asks for a value as it is, rather than for what lies before or after it. */
const isSimple = (value: string) => !/^(<|>|=)/.test(value) && !value.includes("..");

/** The term to which a menu adds values of a field, and from which it takes them. */
export function termToEdit(terms: readonly QueryTerm[], field: string): QueryTerm | undefined {
  return terms.find((term) => term.field === field && !term.negated && term.values.every(isSimple));
}

const same = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

/** Whether a value of a field is asked for. */
export function asksFor(terms: readonly QueryTerm[], field: string, value: string): boolean {
  return termToEdit(terms, field)?.values.some((each) => same(each, value)) ?? false;
}

/**
 * The query that asks for a value of a field as well, or no longer. `insert` is the value as it stands in a query,
 * where that is known.
 */
export function toggled(
  text: string,
  terms: readonly QueryTerm[],
  field: string,
  value: string,
  insert = quoted(value),
): string {
  const term = termToEdit(terms, field);
  if (!term) return withTerm(text, `${field}:${insert}`);
  const rest = term.values.filter((each) => !same(each, value));
  if (rest.length === term.values.length)
    return replaced(text, { start: term.end, end: term.end }, `,${insert}`);
  return rest.length === 0 ? withoutTerm(text, term) : replaced(text, term, termOf(field, rest));
}

/** The query that asks for this of a field, in place of whatever it asked for before. */
export function setOnly(text: string, terms: readonly QueryTerm[], field: string, value: string): string {
  const term = terms.find((each) => each.field === field && !each.negated);
  return term ? replaced(text, term, `${field}:${value}`) : withTerm(text, `${field}:${value}`);
}
