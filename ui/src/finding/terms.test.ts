import { describe, expect, test } from "vitest";
import type { QueryTerm } from "../bindings/QueryTerm";
import { asksFor, quoted, setOnly, termOf, toggled, turnedRound, withoutTerm, withTerm } from "./terms";

/** A term at the place where `part` stands in `text`. */
function at(text: string, part: string, field: string | null, values: string[]): QueryTerm {
  const start = text.indexOf(part);
  return { start, end: start + part.length, negated: part.startsWith("-"), field, values };
}

describe("a value", () => {
  test.each(["Payments", "10.0.0.0/8", "a@b.example", "crm-2", "Zürich"])("%s stands for itself", (value) => {
    expect(quoted(value)).toBe(value);
  });

  test.each([
    ["Field service", '"Field service"'],
    ["a,b", '"a,b"'],
    ['say "so"', '"say \\"so\\""'],
    ["back\\slash", '"back\\\\slash"'],
    ["<3", '"<3"'],
    ["-not", '"-not"'],
    ["a..b", '"a..b"'],
    ["", '""'],
  ])("%s is quoted", (value, as) => {
    expect(quoted(value)).toBe(as);
  });

  test("several stand in one term", () => {
    expect(termOf("group", ["Payments", "Field service"])).toBe('group:Payments,"Field service"');
  });
});

describe("a term", () => {
  const text = "crm  status:active -role:writer";

  test("goes with the space that set it apart, and the rest stays as it was typed", () => {
    expect(withoutTerm(text, at(text, "crm", null, ["crm"]))).toBe("status:active -role:writer");
    expect(withoutTerm(text, at(text, "status:active", "status", ["active"]))).toBe("crm  -role:writer");
    expect(withoutTerm(text, at(text, "-role:writer", "role", ["writer"]))).toBe("crm  status:active");
    expect(withoutTerm("status:active ", at("status:active ", "status:active", "status", ["active"]))).toBe(
      "",
    );
  });

  test("comes to the end, one space apart", () => {
    expect(withTerm("", "is:sample")).toBe("is:sample");
    expect(withTerm("crm", "is:sample")).toBe("crm is:sample");
    expect(withTerm("crm ", "is:sample")).toBe("crm is:sample");
  });

  test("is turned round, and back", () => {
    expect(turnedRound(text, at(text, "status:active", "status", ["active"]))).toBe(
      "crm  -status:active -role:writer",
    );
    expect(turnedRound(text, at(text, "-role:writer", "role", ["writer"]))).toBe(
      "crm  status:active role:writer",
    );
  });
});

describe("a menu", () => {
  const text = 'group:"Field service",Payments expires:<30d -group:Depots';
  const terms = [
    at(text, 'group:"Field service",Payments', "group", ["Field service", "Payments"]),
    at(text, "expires:<30d", "expires", ["<30d"]),
    at(text, "-group:Depots", "group", ["Depots"]),
  ];

  test("knows what is asked for, not what is left out", () => {
    expect(asksFor(terms, "group", "payments")).toBe(true);
    expect(asksFor(terms, "group", "Depots")).toBe(false);
    expect(asksFor(terms, "expires", "<30d")).toBe(false);
  });

  test("adds a value to the term that asks for the field", () => {
    expect(toggled(text, terms, "group", "Logistics")).toBe(
      'group:"Field service",Payments,Logistics expires:<30d -group:Depots',
    );
    expect(toggled(text, terms, "status", "active")).toBe(`${text} status:active`);
  });

  test("takes a value away, and the term with its last one", () => {
    expect(toggled(text, terms, "group", "Payments")).toBe(
      'group:"Field service" expires:<30d -group:Depots',
    );
    const one = "status:active crm";
    expect(toggled(one, [at(one, "status:active", "status", ["active"])], "status", "Active")).toBe("crm");
  });

  test("puts a span of time in the place of another", () => {
    expect(setOnly(text, terms, "expires", "never")).toBe(
      'group:"Field service",Payments expires:never -group:Depots',
    );
    expect(setOnly("", [], "created", "<7d")).toBe("created:<7d");
  });
});
