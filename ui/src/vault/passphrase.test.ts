import { expect, test } from "vitest";
import { strengthOf } from "./passphrase";

test.each([
  ["", "short"],
  ["eleven char", "short"],
  ["aaaaaaaaaaaaaaaa", "monotone"],
  ["twelve chars", "fair"],
  ["four unrelated words make one", "strong"],
  ["🔑🔒🗝🔐🔓🪪", "short"],
] as const)("%j is %s", (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});
