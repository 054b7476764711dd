import { describe, expect, test } from "vitest";
import type { Preset } from "../bindings/Preset";
import type { TenantDraft } from "../bindings/TenantDraft";
import { keyLike, presentedLine } from "./presenting";
import { digits, draftOf, formOf, merged, withPreset, withScheme } from "./tenant-form";

const draft: TenantDraft = {
  name: "Acme Logistics",
  apiUrl: "https://api.acme.example/v1",
  zone: "Europe/Amsterdam",
  scheme: "signed",
  presentation: { kind: "signature", within: 30 },
  tokenPrefix: "",
  strongSecret: true,
  credentialLimit: 5000,
  longestDays: null,
  defaultDays: 90,
  defaultNever: false,
  neverAllowed: true,
  warningDays: 30,
  reveal: "show-once",
  managementPaths: ["/v1/openapi/**"],
  testPath: "/v1/ping",
  checkWithVendor: false,
};

const ivanti: Preset = {
  code: "ivanti",
  name: "Ivanti Service Manager",
  says: "",
  scheme: "reference",
  presentation: { kind: "header", name: "Authorization", value: "rest_api_key={key}" },
  defaultNever: true,
  reveal: "recoverable",
  checkWithVendor: false,
};

describe("a draft", () => {
  test("is the same after it went through the form", () => {
    expect(draftOf(formOf(draft))).toEqual(draft);
    const query: TenantDraft = {
      ...draft,
      scheme: "token",
      tokenPrefix: "acme",
      strongSecret: false,
      presentation: { kind: "query", name: "key" },
      defaultDays: null,
      defaultNever: true,
    };
    expect(draftOf(formOf(query))).toEqual(query);
  });

  test("has no number where none is typed", () => {
    const form = { ...formOf(draft), credentialLimit: "", defaultDays: "", warningDays: "" };
    expect(draftOf(form)).toMatchObject({ credentialLimit: null, defaultDays: null, warningDays: 0 });
  });
});

describe("a preset", () => {
  test("takes over what the system does and leaves what was typed", () => {
    const form = withPreset(formOf({ ...draft, name: "Service desk" }), ivanti);
    expect(draftOf(form)).toMatchObject({
      name: "Service desk",
      scheme: "reference",
      presentation: ivanti.presentation,
      strongSecret: false,
      defaultNever: true,
      defaultDays: null,
      reveal: "recoverable",
      credentialLimit: 5000,
    });
  });

  test("does not offer what the policy refuses", () => {
    expect(withPreset(formOf({ ...draft, neverAllowed: false }), ivanti).defaultNever).toBe(false);
  });

  test("gives another scheme its presentation", () => {
    expect(draftOf(withScheme(formOf(draft), "reference", [ivanti])).presentation).toEqual(
      ivanti.presentation,
    );
    expect(draftOf(withScheme(formOf(draft), "token", [ivanti])).presentation).toEqual({
      kind: "header",
      name: "Authorization",
      value: "Bearer {key}",
    });
  });
});

describe("changed meanwhile", () => {
  test("what was typed stays, the rest is as it is now, and what is different is named", () => {
    const opened = formOf(draft);
    const typed = { ...opened, name: "Acme Freight" };
    const now = { ...opened, name: "Acme Group", zone: "Europe/Paris", managementPaths: ["/keys"] };
    const { form, changed } = merged(opened, typed, now);
    expect(form).toEqual({ ...now, name: "Acme Freight" });
    expect(changed.sort()).toEqual(["managementPaths", "name", "zone"]);
  });
});

test("a field for a number takes digits only", () => {
  expect(digits("1,000 days")).toBe("1000");
  expect(digits("-3.5")).toBe("35");
  expect(digits("99999999999")).toBe("999999999");
});

test.each([
  [{ kind: "header", name: "X-Api-Key", value: "{key}" }, "X-Api-Key: acme_7gQ2…"],
  [{ kind: "basic", part: "user" }, "Authorization: Basic base64(acme_7gQ2…:)"],
  [{ kind: "basic", part: "password" }, "Authorization: Basic base64(:acme_7gQ2…)"],
  [{ kind: "query", name: "key" }, "?key=acme_7gQ2…"],
] as const)("%j is presented as it says", (presentation, line) => {
  expect(presentedLine(presentation, keyLike("token", "acme"))).toBe(line);
});
