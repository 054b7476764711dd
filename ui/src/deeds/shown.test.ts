import { describe, expect, test } from "vitest";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import { closedReason, sharedReason, shownDeeds } from "./shown";

const every: Deed[] = [
  "delete",
  "edit",
  "activate",
  "deactivate",
  "revoke",
  "reinstate",
  "changeExpiry",
  "rotate",
];

function details(status: string, open: Deed[]): CredentialDetails {
  return {
    row: { status },
    deeds: every.map((deed) => ({ deed, closed: open.includes(deed) ? null : `not ${deed}` })),
  } as unknown as CredentialDetails;
}

const names = (of: CredentialDetails) => shownDeeds(of).map(({ deed }) => deed);

describe("of two opposites one is shown", () => {
  test("an active credential can be deactivated and revoked", () => {
    expect(
      names(details("active", ["edit", "changeExpiry", "rotate", "deactivate", "revoke", "delete"])),
    ).toEqual(["edit", "changeExpiry", "rotate", "deactivate", "revoke", "delete"]);
  });

  test("an inactive one can be activated, also where nothing is permitted", () => {
    expect(names(details("inactive", ["activate"]))).toContain("activate");
    expect(names(details("inactive", []))).toContain("activate");
    expect(names(details("inactive", []))).not.toContain("deactivate");
  });

  test("one that is switched off and has expired is activated, whatever its status says", () => {
    expect(names(details("expired", ["activate"]))).toContain("activate");
  });

  test("a revoked one can be reinstated", () => {
    expect(names(details("revoked", ["reinstate"]))).toContain("reinstate");
    expect(names(details("revoked", ["reinstate"]))).not.toContain("revoke");
  });
});

test("a reason that all share is said once, and only then", () => {
  const same = every.map((deed) => ({ deed, closed: "Ask an administrator." }));
  expect(sharedReason(same)).toBe("Ask an administrator.");
  expect(sharedReason(same.slice(0, 1))).toBeNull();
  expect(sharedReason([...same, { deed: "edit", closed: "It is revoked." }])).toBeNull();
  expect(sharedReason(every.map((deed) => ({ deed, closed: null })))).toBeNull();
});

test("what the core does not offer cannot be done", () => {
  const one = details("active", ["edit"]);
  expect(closedReason(one, "edit")).toBeNull();
  expect(closedReason(one, "delete")).toBe("not delete");
  expect(closedReason({ ...one, deeds: [] }, "edit")).not.toBeNull();
});
