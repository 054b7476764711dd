import { expect, test } from "vitest";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import { whatChanged } from "./meanwhile";

const details = (
  row: Partial<CredentialRow>,
  versions = 1,
  more: Partial<CredentialDetails> = {},
): CredentialDetails =>
  ({
    row: { title: "CRM", description: "", expiresOn: "2027-02-22", status: "active", tags: [], ...row },
    roles: [],
    user: null,
    inRole: null,
    addresses: [],
    startsOn: null,
    ...more,
    versions: Array.from({ length: versions }, (_, index) => ({ number: index + 1 })),
  }) as CredentialDetails;

test("only what differs is named", () => {
  expect(whatChanged(details({}), details({}))).toEqual([]);
  expect(whatChanged(details({}), details({ title: "Payroll" }))).toEqual(["The title is now “Payroll”."]);
});

test("everything that differs is named", () => {
  expect(
    whatChanged(
      details({ description: "old" }),
      details({ description: "new", expiresOn: null, status: "revoked" }, 2),
    ),
  ).toEqual([
    "The description is now “new”.",
    "It now never expires.",
    "Its status is now Revoked.",
    "It has a newer Secret Key, version 2.",
  ]);
  expect(
    whatChanged(details({ description: "old", expiresOn: null }), details({ expiresOn: "2027-02-22" })),
  ).toEqual(["The description is now empty.", "It now expires at the end of 22 Feb 2027."]);
});

test("who may use it, from where and from when is named as well", () => {
  const before = details({ group: "g1", groupName: "General" });
  const reader = { id: "r1", name: "reader" };
  expect(
    whatChanged(
      before,
      details({ group: "g2", groupName: "Partners", tags: ["erp"] }, 1, {
        roles: [reader],
        user: { id: "u1", name: "Jonas Doerr" },
        inRole: reader,
        addresses: ["10.0.0.1", "::1"],
        startsOn: "2027-04-01",
      }),
    ),
  ).toEqual([
    "Its roles are now reader.",
    "It now acts on behalf of Jonas Doerr.",
    "It now acts in the role reader.",
    "Its allowed addresses are now 10.0.0.1, ::1.",
    "It now starts on 1 Apr 2027.",
    "Its tags are now erp.",
    "It is now in the group Partners.",
  ]);
  expect(whatChanged(details({}, 1, { addresses: ["::1"] }), details({}))).toEqual([
    "It may now be used from any address.",
  ]);
});
