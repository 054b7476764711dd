import { expect, test } from "vitest";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import { whatChanged } from "./meanwhile";

const details = (row: Partial<CredentialRow>, versions = 1): CredentialDetails =>
  ({
    row: { title: "CRM", description: "", expiresOn: "2027-02-22", status: "active", ...row },
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
