import { describe, expect, test } from "vitest";
import type { QueryPart } from "../bindings/QueryPart";
import { carried, runsOf } from "./parts";

const text = "status:active crm";
const parts: QueryPart[] = [
  { kind: "field", start: 0, end: 7 },
  { kind: "value", start: 7, end: 13 },
  { kind: "space", start: 13, end: 14 },
  { kind: "text", start: 14, end: 17 },
];

const drawn = (now: string) =>
  carried(parts, text, now).map(({ kind, start, end }) => [kind, now.slice(start, end)]);

describe("parts of a text that is being read", () => {
  test("are those of the text before, where nothing has changed", () => {
    expect(drawn(text)).toEqual(parts.map(({ kind, start, end }) => [kind, text.slice(start, end)]));
  });

  test("grow where something is typed", () => {
    expect(drawn("status:activeX crm")).toEqual([
      ["field", "status:"],
      ["value", "activeX"],
      ["space", " "],
      ["text", "crm"],
    ]);
    expect(drawn("status:active crm2").at(-1)).toEqual(["text", "crm2"]);
    expect(drawn("Xstatus:active crm")[0]).toEqual(["field", "Xstatus:"]);
  });

  test("shrink where something is taken away", () => {
    expect(drawn("status: crm")).toEqual([
      ["field", "status:"],
      ["space", " "],
      ["text", "crm"],
    ]);
    expect(
      drawn("crm")
        .map(([, each]) => each)
        .join(""),
    ).toBe("crm");
    expect(drawn("")).toEqual([]);
  });

  test("always make up the whole text", () => {
    const letters = [
      "",
      "a",
      "st",
      " ",
      "status:active",
      "status:active  crm",
      "tatus:active crm",
      "x".repeat(40),
    ];
    for (const now of letters)
      expect(
        drawn(now)
          .map(([, each]) => each)
          .join(""),
      ).toBe(now);
  });
});

describe("runs", () => {
  test("are terms, and a term with a field is a token", () => {
    expect(
      runsOf(text, parts, null).map(({ token, pieces }) => [
        token,
        pieces.map((piece) => piece.text).join(""),
      ]),
    ).toEqual([
      [true, "status:active"],
      [false, " "],
      [false, "crm"],
    ]);
  });

  test("mark what is wrong at its place", () => {
    const [run] = runsOf(text, parts, { start: 7, end: 10 });
    expect(run?.pieces.map((piece) => [piece.text, piece.wrong])).toEqual([
      ["status:", false],
      ["act", true],
      ["ive", false],
    ]);
  });
});
