import { afterEach, describe, expect, test } from "vitest";
import {
  dayAfter,
  exactTime,
  expiryWords,
  nearDate,
  pastWords,
  shortTime,
  writeDatesAs,
  writtenDate,
  writtenDay,
} from "./dates";

const at = (text: string) => Date.parse(text);

describe("an expiry", () => {
  test.each([
    [0, "Today"],
    [1, "Tomorrow"],
    [-1, "Yesterday"],
    [2, "in 2 days"],
    [60, "in 60 days"],
    [-12, "12 days ago"],
    [-60, "60 days ago"],
  ])("%i days away is said in days", (days, words) => {
    expect(expiryWords("2027-02-22", days)).toBe(words);
  });

  test.each([61, -61, 400])("%i days away is a date", (days) => {
    expect(expiryWords("2027-02-22", days)).toBe("22 Feb 2027");
  });

  test("without an end says so", () => {
    expect(expiryWords(null, null)).toBe("Never");
  });
});

describe("a moment in the past", () => {
  const now = at("2026-11-24T12:00:00Z");
  test.each([
    ["2026-11-24T11:59:30Z", "just now"],
    ["2026-11-24T12:00:30Z", "just now"],
    ["2026-11-24T11:55:00Z", "5 min ago"],
    ["2026-11-24T10:00:00Z", "2 h ago"],
    ["2026-11-23T11:00:00Z", "23 Nov"],
    ["2026-09-09T11:00:00Z", "9 Sep"],
    ["2025-11-23T11:00:00Z", "23 Nov 2025"],
    ["2026-11-25T12:00:00Z", "25 Nov"],
  ])("%s reads %s", (moment, words) => {
    expect(pastWords(at(moment), now, "UTC")).toBe(words);
  });
});

describe("written dates", () => {
  test("September has three letters like the others", () => {
    expect(writtenDate(at("2026-09-05T12:00:00Z"), "UTC")).toBe("5 Sep 2026");
  });

  test("a day is the day that it names, whatever the zone of the window", () => {
    expect(writtenDay("2027-02-22")).toBe("22 Feb 2027");
  });

  test("the exact time names its zone", () => {
    expect(exactTime(at("2027-02-22T23:00:00Z"), "Europe/Berlin")).toBe(
      "23 Feb 2027, 00:00:00 CET (Europe/Berlin)",
    );
  });

  test("an unknown zone falls back to UTC and says so", () => {
    expect(exactTime(at("2027-02-22T23:00:00Z"), "Moon/Tranquility")).toContain("23:00:00 UTC");
  });
});

describe("a day some days after today", () => {
  test("is counted in the tenant's zone", () => {
    const lateInLondon = at("2026-03-01T23:30:00Z");
    expect(dayAfter(0, "Europe/London", lateInLondon)).toBe("2026-03-01");
    expect(dayAfter(0, "Europe/Berlin", lateInLondon)).toBe("2026-03-02");
  });

  test("runs over the ends of months and leap days", () => {
    expect(dayAfter(30, "UTC", at("2028-01-31T10:00:00Z"))).toBe("2028-03-01");
  });
});

describe("how dates are written", () => {
  afterEach(() => writeDatesAs("near"));
  const now = at("2026-11-24T12:00:00Z");
  const moment = at("2026-11-24T11:55:00Z");

  test("as dates, near ones as well", () => {
    writeDatesAs("date");
    expect(expiryWords("2026-11-26", 2)).toBe("26 Nov 2026");
    expect(expiryWords(null, null)).toBe("Never");
    expect(pastWords(moment, now, "UTC")).toBe("24 Nov 2026");
    expect(nearDate(moment, now, "UTC")).toBe("24 Nov 2026");
    expect(shortTime(moment, "UTC")).toBe("24 Nov 2026, 11:55");
  });

  test("as ISO 8601 has them", () => {
    writeDatesAs("iso");
    expect(expiryWords("2026-11-26", 2)).toBe("2026-11-26");
    expect(pastWords(moment, now, "UTC")).toBe("2026-11-24");
    expect(writtenDay("2027-02-02")).toBe("2027-02-02");
    expect(shortTime(moment, "Asia/Tokyo")).toBe("2026-11-24 20:55");
    expect(exactTime(at("2027-02-22T23:00:00Z"), "Europe/Berlin")).toBe(
      "2027-02-23 00:00:00 CET (Europe/Berlin)",
    );
  });
});
