import { expect, test } from "vitest";
import { licencesWith } from "./licence-search";
import licences from "./licences.json";

const all = [
  { name: "react", version: "19.0.0", licence: "MIT", kind: "npm" as const },
  { name: "serde", version: "1.0.0", licence: "MIT OR Apache-2.0", kind: "rust" as const },
];

test("every word has to be in the name or the licence", () => {
  expect(licencesWith(all, "").map(({ name }) => name)).toEqual(["react", "serde"]);
  expect(licencesWith(all, " SER ").map(({ name }) => name)).toEqual(["serde"]);
  expect(licencesWith(all, "mit apache").map(({ name }) => name)).toEqual(["serde"]);
  expect(licencesWith(all, "gpl")).toEqual([]);
});

test("the list that is shipped names packages of both kinds, each with a version and a licence", () => {
  for (const kind of ["rust", "npm"]) expect(licences.some((each) => each.kind === kind)).toBe(true);
  for (const { name, version, licence } of licences) {
    expect(name && licence, name).toBeTruthy();
    expect(version, name).toMatch(/^\d+\.\d+\.\d+/);
  }
});
