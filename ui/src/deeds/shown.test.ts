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
    row: { status, scheme: "signed" },
    deeds: every.map((deed) => ({ deed, closed: open.includes(deed) ? null : `not ${deed}` })),
  } as unknown as CredentialDetails;
}

const names = (of: CredentialDetails) => shownDeeds(of).map(({ deed }) => deed);

describe("of two opposites one is shown", () => {
  test("an active credential can be deactivated and revoked", () => {
    expect(
      names(details("active", ["edit", "changeExpiry", "rotate", "deactivate", "revoke", "delete"])),
    ).toEqual(["edit", "rotate", "changeExpiry", "deactivate", "revoke", "delete"]);
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

test("a reason that most share is said once; any other stays where it belongs", () => {
  const same = every.map((deed) => ({ deed, closed: "Ask an administrator." }));
  expect(sharedReason(same)).toBe("Ask an administrator.");
  expect(sharedReason([...same, { deed: "move", closed: "It is revoked." }])).toBe("Ask an administrator.");
  expect(sharedReason(same.slice(0, 2))).toBeNull();
  expect(sharedReason([...same.slice(0, 3), ...other(3)])).toBeNull();
  expect(sharedReason(every.map((deed) => ({ deed, closed: null })))).toBeNull();
});

const other = (times: number) =>
  Array.from({ length: times }, (_, index) => ({ deed: "move" as const, closed: `Reason ${index}` }));

test("what the core does not offer cannot be done", () => {
  const one = details("active", ["edit"]);
  expect(closedReason(one, "edit")).toBeNull();
  expect(closedReason(one, "delete")).toBe("not delete");
  expect(closedReason({ ...one, deeds: [] }, "edit")).not.toBeNull();
});
