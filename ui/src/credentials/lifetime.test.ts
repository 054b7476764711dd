import { expect, test } from "vitest";
import type { TenantRow } from "../bindings/TenantRow";
import { dayAfter } from "./dates";
import { expiresOf, firstLifetime, lifetimeLike, lifetimeOf } from "./lifetime";

const tenant = (policy: Partial<TenantRow>) =>
  ({ zone: "UTC", defaultDays: null, longestDays: null, neverAllowed: true, ...policy }) as TenantRow;

test("a form begins with the tenant's default", () => {
  expect(firstLifetime(tenant({ defaultDays: 365 }))).toEqual({ choice: "365", date: dayAfter(365, "UTC") });
  expect(firstLifetime(tenant({ defaultDays: 45 }))).toEqual({ choice: "date", date: dayAfter(45, "UTC") });
});

test("without a default it begins with 90 days, or the longest allowed", () => {
  expect(firstLifetime(tenant({})).choice).toBe("90");
  expect(firstLifetime(tenant({ longestDays: 30 })).choice).toBe("30");
});

test("it begins with never where that is the default and allowed", () => {
  expect(firstLifetime(tenant({ defaultNever: true }))).toEqual({
    choice: "never",
    date: dayAfter(90, "UTC"),
  });
  expect(firstLifetime(tenant({ defaultNever: true, neverAllowed: false })).choice).toBe("90");
});

test("another like it has its expiry, unless the policy would not allow that today", () => {
  const row = { expiresOn: "2099-02-22", daysLeft: 40, beyondPolicy: null };
  expect(lifetimeLike(tenant({}), row)).toEqual({ choice: "date", date: "2099-02-22" });
  expect(lifetimeLike(tenant({ longestDays: 30 }), { ...row, beyondPolicy: "Too long." }).choice).toBe("30");
});

test("no date is no answer", () => {
  expect(expiresOf({ choice: "date", date: null })).toBeNull();
  expect(expiresOf({ choice: "never", date: "2027-01-01" })).toEqual({ kind: "never" });
  expect(expiresOf({ choice: "90", date: "2027-01-01" })).toEqual({ kind: "on", date: "2027-01-01" });
});

test("a change of expiry begins with what stands; one that is over begins anew", () => {
  const open = tenant({});
  expect(lifetimeOf(open, { expiresOn: "2099-02-22", daysLeft: 40 })).toEqual({
    choice: "date",
    date: "2099-02-22",
  });
  expect(lifetimeOf(open, { expiresOn: "2020-02-22", daysLeft: -40 }).choice).toBe("90");
  expect(lifetimeOf(open, { expiresOn: null, daysLeft: null }).choice).toBe("never");
  // A policy made stricter meanwhile: what never expires stands, but is not offered again.
  expect(lifetimeOf(tenant({ neverAllowed: false }), { expiresOn: null, daysLeft: null }).choice).toBe("90");
});
