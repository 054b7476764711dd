import { expect, test } from "vitest";
import { everyPermission, permissionWords } from "./permissions";

test("a set of permissions is named in the order of the list", () => {
  expect(permissionWords(["readAudit", "view"])).toBe("View, Read the audit log");
});

test("all and none have words of their own", () => {
  expect(permissionWords(everyPermission)).toBe("Everything");
  expect(permissionWords([])).toBe("No permissions");
});
