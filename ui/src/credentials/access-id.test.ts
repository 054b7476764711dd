import { expect, test } from "vitest";
import { shortAccessId } from "./access-id";

test("an Access ID shows its first block and its last four characters", () => {
  expect(shortAccessId("7e4e6a9c-11ca-40f4-95af-edae017358d0")).toBe("7e4e6a9c…58d0");
});

test("what has no blocks is shown whole", () => {
  expect(shortAccessId("AK02V8C5HM3TQ6RD")).toBe("AK02V8C5HM3TQ6RD");
});
