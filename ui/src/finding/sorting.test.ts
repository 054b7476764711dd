import { expect, test } from "vitest";
import type { Sort } from "../bindings/Sort";
import { firstSorts, sortedFirstBy, sortedThenBy, sortName, sortSentence, turned } from "./sorting";

const created: Sort = { column: "created", descending: true };
const title: Sort = { column: "title", descending: false };

test("the four usual sorts stand first, in their order", () => {
  expect(firstSorts.map(sortName)).toEqual(["Modified", "Created", "Name", "Expiry date"]);
});

test("another column comes in its usual direction, and the second key stays", () => {
  expect(sortedFirstBy([created], "expires")).toEqual([{ column: "expires", descending: false }]);
  expect(sortedFirstBy([title, created], "modified")).toEqual([
    { column: "modified", descending: true },
    created,
  ]);
  expect(sortedFirstBy([title, created], "created")).toEqual([created]);
});

test("a second key is added, turned round and taken away", () => {
  const both = sortedThenBy([created], "title");
  expect(both).toEqual([created, title]);
  expect(turned(both, 1, true)).toEqual([created, { ...title, descending: true }]);
  expect(sortedThenBy(both, null)).toEqual([created]);
  expect(sortedThenBy([created], "created")).toEqual([created]);
});

test("an order is said in words", () => {
  expect(sortSentence([created, title])).toBe("Created, latest first, then Name, A to Z");
});
