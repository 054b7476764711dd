import { expect, test } from "vitest";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import { firstOverlap, overlapEnd, overlapOf } from "./overlap";

const details = (neverCollected: boolean) => ({ row: { neverCollected } }) as CredentialDetails;

test("a secret that nobody has stops at once, any other after a day", () => {
  expect(firstOverlap(details(true)).kind).toBe("now");
  expect(firstOverlap(details(false)).kind).toBe("24");
});

test("what the core is asked for", () => {
  expect(overlapOf({ kind: "now", date: null })).toEqual({ kind: "now" });
  expect(overlapOf({ kind: "168", date: "2027-01-01" })).toEqual({ kind: "hours", hours: 168 });
  expect(overlapOf({ kind: "date", date: "2027-01-01" })).toEqual({ kind: "until", date: "2027-01-01" });
  expect(overlapOf({ kind: "date", date: null })).toBeNull();
});

test("the old secret never outlives the credential", () => {
  const now = Date.UTC(2026, 2, 2);
  const day = 86_400_000;
  expect(overlapEnd(24, null, now)).toEqual({ at: now + day, expiry: false });
  expect(overlapEnd(24, now + 2 * day, now)).toEqual({ at: now + day, expiry: false });
  expect(overlapEnd(720, now + 2 * day, now)).toEqual({ at: now + 2 * day, expiry: true });
});
