import { expect, test } from "vitest";
import { fits, fitting } from "./fuzzy";

const labels = [
  "Revoke…",
  "Save the current query as a view…",
  "Revoked",
  "New credential",
  "Row density: Compact",
];
const found = (looked: string) => fitting(labels, looked, (label) => label);

test("nothing typed finds everything in its order", () => {
  expect(found("  ")).toEqual(labels);
});

test("the beginning of a word goes before its inside", () => {
  expect(found("rev")).toEqual(["Revoke…", "Revoked"]);
  expect(found("cred")[0]).toBe("New credential");
});

test("every word has to be found, in any order", () => {
  expect(found("view save")).toEqual(["Save the current query as a view…"]);
  expect(found("view nothing")).toEqual([]);
});

test("letters find what they abbreviate, and marks on letters do not matter", () => {
  expect(fits("nwcr", "New credential")).not.toBeNull();
  expect(fits("scq", "Save the current query as a view…")).not.toBeNull();
  expect(fits("zurich", "Zürich")).not.toBeNull();
  expect(fits("xyz", "New credential")).toBeNull();
});
