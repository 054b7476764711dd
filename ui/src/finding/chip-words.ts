import type { QueryTerm } from "../bindings/QueryTerm";
import { writtenDay } from "../credentials/dates";
import { locale, t } from "../text";

/** What a chip says: what is asked about, and what of it. */
export type ChipWords = { name: string; value: string };

/** The fields of the query language, in the order in which the menu has them. */
export const fields = [
  "status",
  "is",
  "kind",
  "group",
  "tenant",
  "role",
  "owner",
  "tag",
  "address",
  "expires",
  "starts",
  "created",
  "modified",
  "rotated",
  "title",
  "id",
] as const;
export type Field = (typeof fields)[number];

const isField = (name: string): name is Field => (fields as readonly string[]).includes(name);

export const statuses = ["active", "expiring", "scheduled", "expired", "inactive", "revoked"] as const;
export const kinds = ["signed", "reference", "token"] as const;
export const facts = [
  "expired",
  "expiring",
  "revoked",
  "inactive",
  "never-expires",
  "no-address",
  "in-rotation",
  "recoverable",
  "never-collected",
  "sample",
] as const;

const times = ["expires", "starts", "created", "modified", "rotated"] as const;
type Time = (typeof times)[number];
const isTime = (field: Field): field is Time => (times as readonly string[]).includes(field);
/** Fields whose durations count from now on rather than back. */
const isAhead = (field: Time) => field === "expires" || field === "starts";

/** A term in the words of a person. */
export function chipWords({ field, negated, values }: QueryTerm): ChipWords {
  const { name, value } = positive(field, values);
  if (!negated) return { name, value };
  return name === ""
    ? { name: t("find.not"), value }
    : { name: t("find.notNamed", { name: name.charAt(0).toLowerCase() + name.slice(1) }), value };
}

/** A term in one line, as its buttons are named. */
export function chipName(term: QueryTerm): string {
  const { name, value } = chipWords(term);
  return [name, value].filter(Boolean).join(" ");
}

function positive(field: string | null, values: readonly string[]): ChipWords {
  if (field === null) return { name: "", value: t("find.text", { text: values.join(" ") }) };
  if (!isField(field)) return { name: field, value: values.join(", ") };
  if (isTime(field)) {
    const [only] = values;
    if (values.length === 1 && only !== undefined) return timeWords(field, only);
    const each = values.map((value) => {
      const words = timeWords(field, value);
      return `${words.name.slice(t(`find.field.${field}`).length).trim()} ${words.value}`.trim();
    });
    return { name: t(`find.field.${field}`), value: each.join(t("find.or")) };
  }
  const value = values.map((each) => valueWord(field, each)).join(", ");
  return { name: field === "is" ? "" : t(`find.field.${field}`), value };
}

/** What one value of a field is called. */
export function valueWord(field: Field, value: string): string {
  const code = value.toLowerCase();
  const among = <Code extends string>(codes: readonly Code[]) => codes.find((each) => each === code);
  const status = field === "status" && among(statuses);
  if (status) return t(`table.statusWord.${status}`);
  const kind = field === "kind" && among(kinds);
  if (kind) return t(`kind.${kind}`);
  const fact = field === "is" && among(facts);
  if (fact) return t(`find.fact.${fact}`);
  return value;
}

const duration = /^(\d+)([dwmy])$/i;

type Unit = "d" | "w" | "m" | "y";

function durationOf(value: string): { unit: Unit; count: number } | null {
  const [, figure, unit] = duration.exec(value) ?? [];
  return figure && unit ? { unit: unit.toLowerCase() as Unit, count: Number(figure) } : null;
}

/** “30 days” of `30d`; null for what is no duration. */
export function span(value: string): string | null {
  const of = durationOf(value);
  return of && t(`find.span.${of.unit}`, { count: of.count });
}

/** “the last 30 days” of `30d`. */
export function lastSpan(value: string): string {
  const of = durationOf(value);
  return of ? t(`find.last.${of.unit}`, { count: of.count }) : value;
}

const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });

/** A date, a month, a year or a day by its name, in words. */
function dateWord(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return writtenDay(value);
  if (/^\d{4}-\d{2}$/.test(value)) return month.format(Date.parse(`${value}-01T00:00:00Z`));
  const day = value.toLowerCase();
  if (day === "today" || day === "yesterday" || day === "tomorrow") return t(`find.day.${day}`);
  return span(value) ?? value;
}

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);

function timeWords(field: Time, value: string): ChipWords {
  const name = t(`find.field.${field}`);
  const say = (
    word: "after" | "from" | "before" | "until" | "on" | "in" | "within" | "more",
    of: string,
  ) => ({
    name: t(`find.time.${word}`, { field: name }),
    value: of,
  });
  if (value.toLowerCase() === "never") return { name, value: t("find.never") };
  if (value.includes("..")) {
    const [from = "", to = ""] = value.split("..", 2);
    if (from === "") return say("until", dateWord(to));
    if (to === "") return say("from", dateWord(from));
    return say("from", t("find.range", { from: dateWord(from), to: dateWord(to) }));
  }
  const [, sign = "", rest = ""] = /^(<=|>=|<|>|=)?(.*)$/.exec(value) ?? [];
  const length = span(rest);
  if (length !== null && sign.startsWith("<")) return say("within", isAhead(field) ? length : lastSpan(rest));
  if (length !== null && sign.startsWith(">"))
    return isAhead(field) ? say("more", length) : { name, value: t("find.longAgo", { span: length }) };
  const of = dateWord(rest);
  if (sign === ">") return say("after", of);
  if (sign === ">=") return say("from", of);
  if (sign === "<") return say("before", of);
  if (sign === "<=") return say("until", of);
  if (isDay(rest)) return say("on", of);
  return /^\d{4}(-\d{2})?$/.test(rest) ? say("in", of) : { name, value: of };
}
