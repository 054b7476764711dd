import { describe, expect, test } from "vitest";
import { decodeHandles } from "./handles";
import { arranges, moved } from "./keys";
import { scrollScale, tallest } from "./scroll-scale";
import { singleKeyOf, singleKeys } from "./single-keys";
import { windowsOf } from "./windows";

function answer(generation: number, total: number, handles: number[]): ArrayBuffer {
  const bytes = new ArrayBuffer(8 + handles.length * 4);
  const view = new DataView(bytes);
  view.setUint32(0, generation, true);
  view.setUint32(4, total, true);
  handles.forEach((handle, index) => {
    view.setUint32(8 + index * 4, handle, true);
  });
  return bytes;
}

describe("the handles of a query", () => {
  test("are read little-endian, in order", () => {
    const read = decodeHandles(answer(7, 3, [1, 0x01020304, 0xffffffff]));
    expect(read.generation).toBe(7);
    expect([...read.handles]).toEqual([1, 16909060, 4294967295]);
  });

  test("may be none", () => {
    expect(decodeHandles(answer(1, 0, [])).handles).toHaveLength(0);
  });

  test("are refused when they are cut short or longer than announced", () => {
    expect(() => decodeHandles(answer(1, 3, [1, 2]))).toThrow(RangeError);
    expect(() => decodeHandles(answer(1, 1, [1, 2]))).toThrow(RangeError);
    expect(() => decodeHandles(new ArrayBuffer(4))).toThrow(RangeError);
  });
});

describe("the scroll scale", () => {
  test("is one to one while the rows fit", () => {
    const scale = scrollScale(100_000, 36, 700);
    expect(scale.height).toBe(3_600_000);
    expect(scale.toRows(123_456)).toBe(123_456);
    expect(scale.toScroll(123_456)).toBe(123_456);
  });

  test("keeps a million rows under the height that engines hold", () => {
    expect(scrollScale(1_000_000, 36, 700).height).toBe(tallest);
    expect(tallest).toBeLessThan(33_554_428);
  });

  test("leads from end to end and back", () => {
    const scale = scrollScale(1_000_000, 36, 700);
    expect(scale.toRows(0)).toBe(0);
    expect(scale.toRows(tallest - 700)).toBeCloseTo(36_000_000 - 700, 3);
    expect(scale.toRows(tallest)).toBeCloseTo(36_000_000 - 700, 3);
    for (const offset of [0, 36, 17_999_964, 35_999_300]) {
      expect(scale.toRows(scale.toScroll(offset))).toBeCloseTo(offset, 3);
    }
  });

  test("does not divide by nothing when all fits", () => {
    expect(scrollScale(3, 36, 700).toRows(0)).toBe(0);
  });
});

describe("windows", () => {
  test("are those that hold the rows in sight", () => {
    expect(windowsOf(0, 40, 100_000)).toEqual([0]);
    expect(windowsOf(190, 230, 100_000)).toEqual([0, 1]);
    expect(windowsOf(99_990, 100_020, 100_000)).toEqual([499]);
    expect(windowsOf(0, 40, 0)).toEqual([]);
  });
});

describe("keys", () => {
  const bounds = { rows: 100, columns: 6, page: 18 };
  const from = (key: string, control = false, row = 50, column = 2) =>
    moved({ row, column }, key, control, bounds);

  test("move by cell, to the ends, and by page", () => {
    expect(from("ArrowDown")).toEqual({ row: 51, column: 2 });
    expect(from("ArrowLeft")).toEqual({ row: 50, column: 1 });
    expect(from("Home")).toEqual({ row: 50, column: 0 });
    expect(from("End")).toEqual({ row: 50, column: 5 });
    expect(from("PageDown")).toEqual({ row: 68, column: 2 });
    expect(from("Home", true)).toEqual({ row: 0, column: 0 });
    expect(from("End", true)).toEqual({ row: 99, column: 5 });
  });

  test("stop at the edges, and reach the header by the arrow", () => {
    expect(from("ArrowUp", false, 0)).toEqual({ row: -1, column: 2 });
    expect(from("ArrowUp", false, -1)).toEqual({ row: -1, column: 2 });
    expect(from("PageUp", false, 3)).toEqual({ row: 0, column: 2 });
    expect(from("ArrowDown", false, 99)).toEqual({ row: 99, column: 2 });
    expect(from("ArrowRight", false, 0, 5)).toEqual({ row: 0, column: 5 });
  });

  test("leave other keys alone", () => {
    expect(from("a")).toBeNull();
  });
});

describe("keys on a heading", () => {
  const pressed = (key: string, held: Partial<Record<"altKey" | "shiftKey" | "ctrlKey", boolean>> = {}) =>
    arranges({ key, altKey: true, shiftKey: false, ctrlKey: false, ...held });

  test("widen with Alt, move with Shift as well, and mean nothing else", () => {
    expect(pressed("ArrowRight")).toEqual({ widen: 16 });
    expect(pressed("ArrowLeft")).toEqual({ widen: -16 });
    expect(pressed("ArrowLeft", { shiftKey: true })).toEqual({ move: -1 });
    expect(pressed("ArrowRight", { altKey: false })).toBeNull();
    expect(pressed("ArrowRight", { ctrlKey: true })).toBeNull();
    expect(pressed("ArrowUp")).toBeNull();
  });
});

describe("single letters", () => {
  test("are one letter each, and mean one thing", () => {
    const keys = singleKeys.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-z]$/);
    const deeds = singleKeys.flatMap((each) => each.deeds);
    expect(new Set(deeds).size).toBe(deeds.length);
    // Nothing that cannot be taken back is a letter away.
    expect(deeds).not.toContain("delete");
    expect(singleKeyOf("r")?.deeds).toEqual(["revoke", "reinstate"]);
    expect(singleKeyOf("R")).toBeUndefined();
  });
});
