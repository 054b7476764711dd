import { describe, expect, test } from "vitest";
import type { BatchCounts } from "../bindings/BatchCounts";
import type { GroupRow } from "../bindings/GroupRow";
import type { KeyStatus } from "../bindings/KeyStatus";
import type { TenantRow } from "../bindings/TenantRow";
import { behindMore, isConfirmed, isGrave, verbOf, whyClosed } from "./kinds";
import { fitting } from "./room";
import { scopesOf, touchedBy, whyNothing } from "./scopes";
import { countOf, deedOf, firstTarget, targetWords } from "./target";
import { millisLeft, timeLeftWords } from "./time-left";
import { outcomesOf, resultWords, standWords, totalOf } from "./words";

const acme = { id: "t", name: "Acme", used: 500, zone: "UTC" } as TenantRow;
const other = { id: "u", name: "Umbrella", used: 1, zone: "UTC" } as TenantRow;
const payments = { id: "g", name: "Payments", credentials: 40 } as GroupRow;
const place = {
  tenant: acme,
  tenants: [acme, other],
  query: "",
  group: null,
  groupAlone: false,
  found: 500,
  selection: null,
  revoked: 57,
};
const none: BatchCounts = { left: 0, skipped: 0, done: 0, changed: 0, newcomers: 0, undone: 0, kept: 0 };

describe("the scopes that are offered", () => {
  test("are those that differ, the narrowest first", () => {
    expect(scopesOf(place).map(({ id }) => id)).toEqual(["tenant"]);
    const selection = { scope: { kind: "query" as const, tenant: null, query: "" }, total: 3 };
    const named = { ...place, query: "group:Payments tag:x", group: payments, found: 7, selection };
    expect(scopesOf(named).map(({ id, words }) => `${id}: ${words}`)).toEqual([
      "selection: The 3 selected",
      "found: The 7 found now",
      "group: The group Payments, 40 credentials",
      "tenant: Acme, all 500 credentials",
    ]);
    expect(scopesOf({ ...named, groupAlone: true, selection: null }).map(({ id }) => id)).toEqual([
      "group",
      "tenant",
    ]);
  });

  test("are all tenants where all are in view", () => {
    const [all] = scopesOf({ ...place, tenant: null, revoked: null });
    expect(all).toMatchObject({ words: "All tenants, all 501 credentials", count: 501 });
    expect(all?.scope).toEqual({ kind: "query", tenant: null, query: "" });
  });

  test("say the number that a deed would touch where it is known, and nothing otherwise", () => {
    const [tenant] = scopesOf(place);
    if (!tenant) throw new Error("there is a scope");
    expect(touchedBy("revokeAll", tenant)).toBe(443);
    expect(touchedBy("deleteAllRevoked", tenant)).toBe(57);
    expect(touchedBy("reinstateAll", { ...tenant, revoked: null })).toBeNull();
    expect(whyNothing("reinstateAll", { ...tenant, revoked: 0 })).toBe("None of these is revoked.");
    expect(whyNothing("revokeAll", { ...tenant, revoked: 500 })).toBe("All of these are revoked already.");
    expect(whyNothing("revokeAll", { ...tenant, revoked: null })).toBeNull();
    expect(whyNothing("revokeAll", { ...tenant, count: 0 })).toBe("There is no credential here.");
  });
});

describe("a deed", () => {
  test("is closed by what the operator lacks, then by the key", () => {
    const locked = { state: "locked" } as KeyStatus;
    expect(whyClosed("revoke", ["view"], null)).toContain("“Revoke and reinstate”");
    expect(whyClosed("delete", ["createAndUpdate"], null)).toContain("“Delete”");
    expect(whyClosed("move", ["createAndUpdate"], locked)).toContain("key");
    for (const kind of ["revokeAll", "revoke", "deactivate"] as const)
      expect(whyClosed(kind, ["createAndUpdate", "revokeAndReinstate"], locked)).toBeNull();
    expect(whyClosed("activate", ["createAndUpdate"], { state: "ready" } as KeyStatus)).toBeNull();
  });

  test("over a whole scope is the same verb", () => {
    expect((["revokeAll", "reinstateAll", "deleteAllRevoked", "tag"] as const).map(verbOf)).toEqual([
      "revoke",
      "reinstate",
      "delete",
      "tag",
    ]);
    expect(isGrave("reinstateAll")).toBe(false);
    expect(isGrave("deleteAllRevoked")).toBe(true);
  });

  test("is confirmed as the core reads it", () => {
    expect(isConfirmed("revoke 7", "  Revoke   7 ")).toBe(true);
    for (const typed of ["", "revoke", "revoke 70", "delete 7"])
      expect(isConfirmed("revoke 7", typed)).toBe(false);
  });
});

describe("what a deed is done with", () => {
  test("is missing until it is chosen", () => {
    expect(deedOf("revoke", firstTarget)).toEqual({ kind: "revoke" });
    expect(deedOf("move", firstTarget)).toBeNull();
    expect(deedOf("move", { ...firstTarget, group: "g" })).toEqual({ kind: "move", group: "g" });
    expect(deedOf("tag", firstTarget)).toBeNull();
    expect(deedOf("untag", { ...firstTarget, tags: ["a"], typedTag: "B" })).toEqual({
      kind: "untag",
      tags: ["a", "b"],
    });
  });

  test("may be an expiry of four kinds", () => {
    const until = (part: object) => deedOf("changeExpiry", { ...firstTarget, ...part });
    expect(until({})).toEqual({ kind: "changeExpiry", until: { kind: "days", days: 90 } });
    expect(until({ until: "months", months: "6" })).toMatchObject({ until: { kind: "months", months: 6 } });
    expect(until({ until: "never" })).toMatchObject({ until: { expires: { kind: "never" } } });
    expect(until({ until: "date" })).toBeNull();
    expect(until({ until: "date", date: "2027-02-22" })).toMatchObject({
      until: { kind: "expires", expires: { kind: "on", date: "2027-02-22" } },
    });
    for (const typed of ["", "0", "-3", "1.5", "a year"]) expect(until({ days: typed })).toBeNull();
    expect(countOf(" 12 ")).toBe(12);
  });

  test("reads as words", () => {
    expect(targetWords({ kind: "changeExpiry", until: { kind: "months", months: 1 } }, () => undefined)).toBe(
      "1 month later",
    );
    expect(targetWords({ kind: "move", group: "g" }, () => "Payments")).toBe("Payments");
    expect(targetWords({ kind: "tag", tags: ["a", "b"] }, () => undefined)).toBe("a, b");
    expect(targetWords({ kind: "delete" }, () => undefined)).toBe("");
  });
});

describe("how long a batch still takes", () => {
  test("is told once something can be told", () => {
    expect(millisLeft(0, 100, 5_000)).toBeNull();
    expect(millisLeft(50, 100, 500)).toBeNull();
    expect(millisLeft(25, 100, 2_000)).toBe(6_000);
  });

  test("reads as seconds, then as minutes", () => {
    expect([200, 3_100, 89_000, 91_000, 600_000].map(timeLeftWords)).toEqual([
      "a moment left",
      "about 4 s left",
      "about 89 s left",
      "about 2 min left",
      "about 10 min left",
    ]);
  });
});

describe("what became of a batch", () => {
  const counts = { ...none, done: 1_204, skipped: 12, changed: 1, newcomers: 2 };

  test("is told by figures that are not nothing", () => {
    expect(resultWords(counts)).toBe("1,204 done, 1 changed since, 2 new since, 12 skipped");
    expect(resultWords(none)).toBe("nothing done");
    expect(totalOf(counts)).toBe(1_219);
    expect(outcomesOf(counts).map(({ outcome }) => outcome)).toEqual([
      "done",
      "changed",
      "newcomer",
      "skipped",
    ]);
  });

  test("reads as a sentence for each state", () => {
    const deed = { kind: "revokeAll" as const };
    expect(standWords({ deed, counts, state: "finished" })).toBe("Revoked 1,204 credentials.");
    const half = { ...none, done: 1_000, left: 204 };
    expect(standWords({ deed, counts: half, state: "cancelled" })).toBe(
      "Revoked 1,000 credentials. Stopped: 204 left as they were.",
    );
    expect(standWords({ deed, counts: half, state: "interrupted" })).toBe(
      "Revoked 1,000 credentials. Interrupted: 204 not reached.",
    );
    const back = { ...none, undone: 1_203, kept: 1 };
    expect(standWords({ deed, counts: back, state: "undone" })).toBe(
      "Undone: 1,203 credentials are as they were. Not undone: 1.",
    );
    expect(standWords({ deed, counts: { ...back, done: 5 }, state: "interrupted" })).toContain(
      "The undoing was interrupted.",
    );
  });
});

test("what has no room beside the selection goes behind More, from the end on", () => {
  expect(fitting([80, 160, 240], 240, 60)).toBe(3);
  expect(fitting([80, 160, 240], 239, 60)).toBe(2);
  expect(fitting([80, 160, 240], 100, 60)).toBe(0);
  expect(behindMore(4)).toEqual(["reinstate", "activate", "tag", "untag", "delete"]);
  expect(behindMore(9)).toEqual([]);
});
