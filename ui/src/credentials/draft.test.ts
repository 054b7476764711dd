import { describe, expect, test } from "vitest";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { UserRow } from "../bindings/UserRow";
import {
  adopted,
  answerOf,
  copyTitle,
  draftOf,
  duplicateOf,
  emptyDraft,
  inOrder,
  isSameDraft,
  withTags,
  withUser,
} from "./draft";

const details = {
  row: { title: "CRM", description: "Pulls invoices", tags: ["erp"] },
  roles: [{ id: "r1", name: "reader" }],
  user: { id: "u1", name: "Jonas Doerr" },
  inRole: { id: "r1", name: "reader" },
  addresses: ["10.0.0.0/24"],
  startsOn: "2026-04-01",
} as unknown as CredentialDetails;

const user = (id: string, name: string, roles: string[] = [], own = false) =>
  ({ id, name, roles, own }) as UserRow;

describe("what is sent", () => {
  test("is what the credential has, if nothing was touched", () => {
    expect(answerOf(draftOf(details))).toEqual({
      title: "CRM",
      description: "Pulls invoices",
      roles: ["r1"],
      user: "u1",
      inRole: "r1",
      addresses: ["10.0.0.0/24"],
      starts: "2026-04-01",
      tags: ["erp"],
    });
  });

  test("holds what was typed and not ended, so that no restriction is lost", () => {
    const draft = {
      ...emptyDraft,
      addresses: ["10.0.0.1"],
      typedAddress: " 10.0.0.2, ::1 ",
      typedTag: "Depot",
    };
    expect(answerOf(draft)).toMatchObject({ addresses: ["10.0.0.1", "10.0.0.2", "::1"], tags: ["depot"] });
    expect(isSameDraft(draft, { ...draft, typedAddress: "" })).toBe(false);
  });

  test("has no start where none is wanted any more", () => {
    expect(answerOf({ ...emptyDraft, starts: "2027-01-01", startsLater: false }).starts).toBeNull();
  });
});

test("tags are folded, and each stands once", () => {
  expect(withTags(["erp"], " ERP, Depot West ,, ")).toEqual(["erp", "depot west"]);
});

describe("another like it", () => {
  test("has a title of its own that is not too long", () => {
    expect(copyTitle("CRM")).toBe("CRM copy");
    expect(copyTitle("x".repeat(50))).toBe(`${"x".repeat(45)} copy`);
    expect(Array.from(copyTitle("🚚".repeat(50)))).toHaveLength(50);
  });

  test("takes over everything else, but for a start that is past", () => {
    expect(duplicateOf(details, "2026-03-02")).toMatchObject({ title: "CRM copy", starts: "2026-04-01" });
    expect(duplicateOf(details, "2026-04-01")).toMatchObject({ starts: null, startsLater: false });
  });
});

test("what was not touched takes over what another wrote; what was typed stays", () => {
  const seen = draftOf(details);
  const draft = { ...seen, title: "CRM, new", addresses: [] };
  const now = { ...seen, title: "Payroll", description: "Written by another", addresses: ["::1"] };
  expect(adopted(draft, seen, now)).toEqual({ ...now, title: "CRM, new", addresses: [] });
});

test("a role in which another user cannot act is let go", () => {
  const draft = { ...emptyDraft, user: "u1", inRole: "r1" };
  expect(withUser(draft, user("u2", "Mei", ["r1", "r2"]))).toEqual({ user: "u2", inRole: "r1" });
  expect(withUser(draft, user("u3", "Ola", ["r2"]))).toEqual({ user: "u3", inRole: null });
  expect(withUser(draft, null)).toEqual({ user: null, inRole: null });
});

test("the operator's own user stands first", () => {
  const users = [user("1", "Ada"), user("2", "Zoe", [], true), user("3", "Bo")];
  expect(inOrder(users).map(({ name }) => name)).toEqual(["Zoe", "Ada", "Bo"]);
});
