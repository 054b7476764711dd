import { expect, test } from "vitest";
import type { Column } from "../bindings/Column";
import type { LayoutColumn } from "../bindings/LayoutColumn";
import { tracksOf } from "../grid/columns";
import { controls, roomIn, widthOf } from "./column-widths";

const columns = (...names: Column[]): LayoutColumn[] =>
  names.map((column) => ({ column, shown: true, width: null }));
const usual = columns("title", "accessId", "status", "group", "expires", "created", "modified");
const least = (shown: LayoutColumn[]) =>
  shown.reduce((sum, column) => sum + widthOf(column).width, controls.select + controls.actions);

test("the usual columns fit the usual window without scrolling sideways", () => {
  expect(least(usual)).toBeLessThanOrEqual(996);
});

test("a status has words, and a sample its word, where there is room for them", () => {
  expect(roomIn(usual, 996)).toMatchObject({ narrow: true, signs: true });
  expect(roomIn(usual, 1296)).toMatchObject({ narrow: false, signs: false });
});

test("a width that somebody set stays, whatever the room", () => {
  const set = usual.map((each) => (each.column === "status" ? { ...each, width: 300 } : each));
  expect(roomIn(set, 848).narrow).toBe(false);
  const tracks = (room: number) => tracksOf(set.map(widthOf), room)[2];
  expect([tracks(500), tracks(2_000)]).toEqual([300, 300]);
});

test("what is left goes to those that grow, to the last pixel", () => {
  const tracks = tracksOf(
    [{ width: 100, grows: 1 }, { width: 50 }, { width: 100, grows: 2 }, { width: 36, controls: true }],
    387,
  );
  expect(tracks).toEqual([134, 50, 167, 36]);
  expect(tracksOf([{ width: 100 }, { width: 36, controls: true }], 200)).toEqual([100, 100]);
  expect(tracksOf([{ width: 100, grows: 1 }], 20)).toEqual([100]);
});
