import { expect, test } from "vitest";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import { whatChanged } from "./meanwhile";

const details = (
  row: Partial<CredentialRow>,
  versions = 1,
  rest: Partial<CredentialDetails> = {},
): CredentialDetails =>
  ({
    row: {
      title: "CRM",
      description: "",
      expiresOn: "2027-02-22",
      status: "active",
      scheme: "signed",
      groupName: "General",
      tags: [],
      ...row,
    },
    reveal: "show-once",
    roles: [],
    user: null,
    inRole: null,
    addresses: [],
    startsOn: null,
    versions: Array.from({ length: versions }, (_, index) => ({ number: index + 1 })),
    ...rest,
  }) as CredentialDetails;

test("only what differs is named", () => {
  expect(whatChanged(details({}), details({}))).toEqual([]);
  expect(whatChanged(details({}), details({ title: "Payroll" }))).toEqual(["The title is now “Payroll”."]);
});

test("everything that differs is named", () => {
  expect(
    whatChanged(
      details({ description: "old" }),
      details({ description: "new", expiresOn: null, status: "revoked", groupName: "Depots" }, 2),
    ),
  ).toEqual([
    "The description is now “new”.",
    "It now never expires.",
    "Its status is now Revoked.",
    "It is now in the group Depots.",
    "It has a newer Secret Key, version 2.",
  ]);
  expect(
    whatChanged(details({ description: "old", expiresOn: null }), details({ expiresOn: "2027-02-22" })),
  ).toEqual(["The description is now empty.", "It now expires at the end of 22 Feb 2027."]);
});

test("so is what it may do, for whom and from where", () => {
  const some = {
    roles: [{ id: "r", name: "reader" }],
    user: { id: "u", name: "Mei Tanaka" },
    inRole: { id: "r", name: "reader" },
    addresses: ["10.0.0.0/24", "192.0.2.7"],
    startsOn: "2026-04-01",
  };
  expect(whatChanged(details({}), details({ tags: ["depot"] }, 1, some))).toEqual([
    "It now starts on 1 Apr 2026.",
    "Its roles are now reader.",
    "It now acts on behalf of Mei Tanaka.",
    "It now acts in the role reader.",
    "Its addresses are now 10.0.0.0/24, 192.0.2.7.",
    "Its tags are now depot.",
  ]);
  expect(whatChanged(details({ tags: ["depot"] }, 1, some), details({}))).toEqual([
    "It now has no start.",
    "It now has no role.",
    "It now acts on nobody’s behalf.",
    "It now acts in no role.",
    "It may now be used from any address.",
    "It now has no tags.",
  ]);
  expect(
    whatChanged(details({ scheme: "token" }), details({ scheme: "token" }, 1, { reveal: "recoverable" })),
  ).toEqual(["Its API key can now be copied again."]);
});
