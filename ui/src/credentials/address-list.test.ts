import { expect, test } from "vitest";
import type { AddressCheck } from "../bindings/AddressCheck";
import { taken } from "./address-list";

const good = (typed: string, address = typed): AddressCheck => ({
  typed,
  address,
  problem: null,
  warning: null,
});
const bad = (typed: string, problem: string): AddressCheck => ({
  typed,
  address: null,
  problem,
  warning: null,
});

test("an address is taken in the form that the core gives it", () => {
  expect(taken(["10.0.0.1"], [good("10.0.0.1"), good("::ffff:10.0.0.2", "10.0.0.2")])).toEqual({
    addresses: ["10.0.0.1", "10.0.0.2"],
    typed: "",
    problem: null,
  });
});

test("what is no address stays in the field with the first sentence; the others are taken", () => {
  const checks = [
    good("10.0.0.1"),
    bad("10.9.0.300", "The last part is above 255."),
    bad("x", "No."),
    good("::1"),
  ];
  expect(taken([], checks)).toEqual({
    addresses: ["10.0.0.1", "::1"],
    typed: "10.9.0.300 x",
    problem: "The last part is above 255.",
  });
});

test("what stands already is not judged again", () => {
  expect(taken(["10.0.0.1"], [bad("10.0.0.1", "Old."), good("::1")]).problem).toBeNull();
});
