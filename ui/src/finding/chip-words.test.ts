import { describe, expect, test } from "vitest";
import { chipName } from "./chip-words";

const words = (field: string | null, values: string[], negated = false) =>
  chipName({ start: 0, end: 1, negated, field, values });

describe("a chip says", () => {
  test.each([
    ["group", ["Payments", "Logistics"], "Group Payments, Logistics"],
    ["status", ["active", "expiring"], "Status Active, Expiring"],
    ["owner", ["Dana"], "On behalf of Dana"],
    ["is", ["never-collected"], "never collected"],
    ["kind", ["reference"], "Kind Reference ID"],
    [null, ["crm"], "“crm”"],
    ["expires", ["<30d"], "Expires within 30 days"],
    ["expires", [">1y"], "Expires in more than 1 year"],
    ["expires", ["never"], "Expires never"],
    ["created", ["<1y"], "Created within the last year"],
    ["created", ["<2w"], "Created within the last 2 weeks"],
    ["created", [">6m"], "Created more than 6 months ago"],
    ["created", [">2024-01-01"], "Created after 1 Jan 2024"],
    ["created", [">=2024-01-01"], "Created from 1 Jan 2024"],
    ["created", ["<2024-01-01"], "Created before 1 Jan 2024"],
    ["created", ["<=2024-01-01"], "Created until 1 Jan 2024"],
    ["created", ["2024-01-01"], "Created on 1 Jan 2024"],
    ["created", ["2026-11"], "Created in November 2026"],
    ["created", ["2026"], "Created in 2026"],
    ["created", ["today"], "Created today"],
    ["created", ["2026-01-01..2026-03-31"], "Created from 1 Jan 2026 to 31 Mar 2026"],
    ["created", ["2026-01-01.."], "Created from 1 Jan 2026"],
    ["created", ["..2026-01-01"], "Created until 1 Jan 2026"],
    ["created", ["<7d", "2024"], "Created within the last 7 days or in 2024"],
  ] as const)("%s %s: %s", (field, values, said) => {
    expect(words(field, [...values])).toBe(said);
  });

  test("what is left out", () => {
    expect(words("role", ["writer"], true)).toBe("not role writer");
    expect(words("is", ["sample"], true)).toBe("not sample data");
    expect(words(null, ["crm"], true)).toBe("not “crm”");
  });
});
