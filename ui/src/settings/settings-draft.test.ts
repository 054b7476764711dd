import { describe, expect, test } from "vitest";
import type { Settings } from "../bindings/Settings";
import { defaultsOf, wholeNumber, withDefaults } from "./settings-draft";

const settings: Settings = {
  revision: 4,
  clipboardSeconds: 45,
  defaultDays: null,
  defaultNever: false,
  neverAllowed: true,
  warningDays: 30,
  reveal: "show-once",
};

test.each([
  ["45", 45],
  [" 7 ", 7],
  ["0", 0],
  ["", null],
  ["4.5", null],
  ["-3", null],
  ["1e3", null],
  ["1234567", null],
])("%j is read as %j", (typed, read) => {
  expect(wholeNumber(typed)).toBe(read);
});

describe("the defaults of new tenants", () => {
  test.each([
    [{}, "none", ""],
    [{ defaultDays: 90 }, "90", "90"],
    [{ defaultDays: 45 }, "other", "45"],
    [{ defaultNever: true }, "never", ""],
  ])("%j stand in the form as %s", (part, lifetime, days) => {
    expect(defaultsOf({ ...settings, ...part })).toMatchObject({ lifetime, days });
  });

  test.each([{}, { defaultDays: 90 }, { defaultDays: 45 }, { defaultNever: true }, { warningDays: 7 }])(
    "%j come back as they were",
    (part) => {
      const stands = { ...settings, ...part };
      expect(withDefaults(stands, defaultsOf(stands))).toEqual(stands);
    },
  );

  test("name the field that holds no number", () => {
    const draft = defaultsOf(settings);
    expect(withDefaults(settings, { ...draft, lifetime: "other", days: "soon" })).toBe("defaultDays");
    expect(withDefaults(settings, { ...draft, warningDays: "" })).toBe("warningDays");
  });

  test("leave what was typed for another lifetime out once a preset is chosen", () => {
    const draft = { ...defaultsOf(settings), lifetime: "30" as const, days: "soon" };
    expect(withDefaults(settings, draft)).toMatchObject({ defaultDays: 30, defaultNever: false });
  });
});
