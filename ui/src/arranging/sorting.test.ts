import { expect, test } from "vitest";
import type { Column } from "../bindings/Column";
import type { Sort } from "../bindings/Sort";
import { pressed, sortWords } from "./sorting";

const down = (column: string) => column === "created";
const by = (column: Column, descending = false): Sort => ({ column, descending });

test("a press sorts by a column alone, and another turns it round", () => {
  expect(pressed([by("title")], "created", false, down)).toEqual([by("created", true)]);
  expect(pressed([by("created", true)], "created", false, down)).toEqual([by("created")]);
  expect(pressed([], "title", false, down)).toEqual([by("title")]);
});

test("with Shift it adds a second key, or turns the one that is there", () => {
  expect(pressed([by("title")], "created", true, down)).toEqual([by("title"), by("created", true)]);
  expect(pressed([by("title"), by("created", true)], "created", true, down)).toEqual([
    by("title"),
    by("created"),
  ]);
  expect(pressed([by("title"), by("created")], "title", true, down)).toEqual([
    by("title", true),
    by("created"),
  ]);
  expect(pressed([by("title"), by("created")], "status", true, down)).toEqual([by("title"), by("status")]);
});

test("turning the first key keeps the second", () => {
  expect(pressed([by("title"), by("created")], "title", false, down)).toEqual([
    by("title", true),
    by("created"),
  ]);
});

test("both keys are said", () => {
  expect(sortWords([by("title"), by("created", true)], (column) => column)).toBe(
    "title, ascending, then created, descending",
  );
});
