import { describe, expect, test } from "vitest";
import type { Column } from "../bindings/Column";
import type { Layout } from "../bindings/Layout";
import {
  canMove,
  hiddenCount,
  moveBefore,
  moveInList,
  moveShown,
  show,
  showAll,
  shownColumns,
  widen,
} from "./layout";

const names: Column[] = ["title", "accessId", "status", "group", "tags", "expires"];
const first: Layout = {
  columns: names.map((column) => ({ column, shown: column !== "group" && column !== "tags", width: null })),
};
const order = ({ columns }: Layout) => columns.map(({ column }) => column).join(" ");
const shown = (layout: Layout) =>
  shownColumns(layout)
    .map(({ column }) => column)
    .join(" ");

describe("a layout", () => {
  test("hides and shows a column in its place, but never the title", () => {
    const less = show(first, "status", false);
    expect(shown(less)).toBe("title accessId expires");
    expect(shown(show(less, "status", true))).toBe("title accessId status expires");
    expect(show(first, "title", false)).toBe(first);
    expect([hiddenCount(first), hiddenCount(showAll(first))]).toEqual([2, 0]);
  });

  test("moves a column before another or to the end, and never before the title", () => {
    expect(order(moveBefore(first, "expires", "accessId"))).toBe("title expires accessId status group tags");
    expect(order(moveBefore(first, "accessId", null))).toBe("title status group tags expires accessId");
    expect(order(moveBefore(first, "status", "title"))).toBe("title status accessId group tags expires");
    expect(moveBefore(first, "title", null)).toBe(first);
    expect(moveBefore(first, "tags", "tags")).toBe(first);
  });

  test("moves by one among the shown, past the hidden, and stops at both ends", () => {
    expect(shown(moveShown(first, "status", 1))).toBe("title accessId expires status");
    expect(canMove(first, "accessId", -1)).toBe(false);
    expect(canMove(first, "expires", 1)).toBe(false);
    expect(canMove(first, "title", 1)).toBe(false);
    expect(order(moveInList(first, "status", 1))).toBe("title accessId group status tags expires");
  });

  test("keeps a width within its bounds, and gives it up", () => {
    const width = (layout: Layout) => layout.columns.find(({ column }) => column === "status")?.width;
    expect(width(widen(first, "status", 199.6))).toBe(200);
    expect(width(widen(first, "status", 3))).toBe(48);
    expect(width(widen(first, "status", 9_000))).toBe(1_200);
    expect(width(widen(widen(first, "status", 200), "status", null))).toBe(null);
  });

  test("has each column once, whatever is done to it", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const any = () => names[random(names.length)] ?? "title";
    let layout = first;
    for (let round = 0; round < 2_000; round++) {
      const by = random(2) === 0 ? -1 : 1;
      layout = [
        () => show(layout, any(), random(2) === 0),
        () => moveBefore(layout, any(), random(4) === 0 ? null : any()),
        () => moveShown(layout, any(), by),
        () => moveInList(layout, any(), by),
        () => widen(layout, any(), random(2_000)),
      ][random(5)]?.() as Layout;
      expect(layout.columns.map(({ column }) => column).sort()).toEqual([...names].sort());
      expect(layout.columns[0]).toMatchObject({ column: "title", shown: true });
    }
  });
});
