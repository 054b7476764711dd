import { describe, expect, test } from "vitest";
import { auditTexts } from "../text/audit-texts";
import { actionIcon, isWeighty } from "./action-icons";
import { actionWords } from "./action-words";
import { fieldWords, tableWords, valueWords } from "./changed-field";
import { detailWords, entryTime, subjectWords } from "./entry-words";
import { askable, everything, isCrossed, isNarrowed } from "./filter";

describe("an action", () => {
  test.each(Object.keys(auditTexts.actions))("%s has plain words and an icon", (action) => {
    expect(actionWords(action)).toMatch(/^\p{Lu}[^_]+$/u);
    expect(actionIcon(action)).toBeTruthy();
  });

  test("of a later version is named as it is", () => {
    expect(actionWords("frobnicate_tenant")).toBe("frobnicate_tenant");
    expect(actionWords("toString")).toBe("toString");
    expect(actionIcon("frobnicate_tenant")).toBeTruthy();
  });

  test("is weighty where something is gone for ever", () => {
    expect(isWeighty("delete_credential")).toBe(true);
    expect(isWeighty("revoke_credential")).toBe(false);
  });
});

describe("an entry", () => {
  test("without a title is named by its kind", () => {
    expect(subjectWords({ title: "CRM", kind: "credential" })).toBe("CRM");
    expect(subjectWords({ title: "", kind: "vault" })).toBe("The vault");
    expect(subjectWords({ title: "", kind: "gadget" })).toBe("gadget");
  });

  test("says how many rows it stands for, and its detail", () => {
    expect(detailWords({ detail: null, count: null })).toBe("");
    expect(detailWords({ detail: "leak", count: null })).toBe("leak");
    expect(detailWords({ detail: "sent", count: 1500 })).toBe("1,500 rows, sent");
  });

  test("has its time in the zone of the window, to the second while that is near", () => {
    const now = Date.parse("2026-11-24T14:20:00Z");
    const time = (text: string) => entryTime(Date.parse(text), now, "Europe/Berlin");
    expect(time("2026-11-24T13:19:06Z")).toBe("Today 14:19:06");
    expect(time("2026-11-23T22:59:59Z")).toBe("Yesterday 23:59:59");
    expect(time("2026-11-01T08:00:00Z")).toBe("1 Nov 09:00:00");
    expect(time("2025-11-01T08:00:00Z")).toBe("1 Nov 2025 09:00");
  });
});

describe("a filter", () => {
  test("narrows by anything but the credential that it was opened for", () => {
    expect(isNarrowed(everything("c"))).toBe(false);
    expect(isNarrowed({ ...everything(null), text: "  " })).toBe(false);
    expect(isNarrowed({ ...everything(null), text: "crm" })).toBe(true);
    expect(isNarrowed({ ...everything(null), to: "2026-01-01" })).toBe(true);
  });

  test("is asked without a day whose year is still being typed", () => {
    const typing = { ...everything(null), from: "0202-03-01", to: "2026-03-31" };
    expect(askable(typing)).toMatchObject({ from: null, to: "2026-03-31" });
  });

  test("tells when its days are crossed", () => {
    const days = (from: string | null, to: string | null) => isCrossed({ ...everything(null), from, to });
    expect(days("2026-03-02", "2026-03-01")).toBe(true);
    expect(days("2026-03-01", "2026-03-01")).toBe(false);
    expect(days("2026-03-02", null)).toBe(false);
  });
});

describe("a changed field", () => {
  test("is named in words, or as it is where they are not known", () => {
    expect(tableWords("credential_group")).toBe("Group");
    expect(tableWords("gadget")).toBe("gadget");
    expect(fieldWords("expiresAt")).toBe("Expires");
    expect(fieldWords("constructor")).toBe("constructor");
  });

  test("has its value in words where a person would not read it", () => {
    const at = String(Date.parse("2026-03-02T10:00:00Z"));
    expect(valueWords("expiresAt", at, "UTC")).toBe("2 Mar 2026, 10:00");
    expect(valueWords("acceptedUntil", null, "UTC")).toBe("nothing");
    expect(valueWords("description", "", "UTC")).toBe("empty");
    expect(valueWords("neverAllowed", "true", "UTC")).toBe("yes");
    expect(valueWords("credentialLimit", "500", "UTC")).toBe("500");
    expect(valueWords("title", at, "UTC")).toBe(at);
    expect(valueWords("roles", '["reader","writer"]', "UTC")).toBe("reader, writer");
    expect(valueWords("tags", "[]", "UTC")).toBe("none");
    expect(valueWords("rules", '[{"methods":[]}]', "UTC")).toBe('[{"methods":[]}]');
    expect(valueWords("title", "[draft", "UTC")).toBe("[draft");
  });
});
