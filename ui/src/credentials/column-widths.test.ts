import { expect, test } from "vitest";
import { columnWidths } from "./column-widths";

const shown = (room: number, tenants: boolean, beside = false, dated = false) => {
  const { narrow, extras, width } = columnWidths(room, { tenants, beside, dated });
  const names = ["title", "accessId", "status", "expires", "actions", ...extras] as const;
  return { narrow, extras: [...extras], least: names.reduce((sum, name) => sum + width[name], 0) };
};

test("the usual window shows everything without scrolling sideways", () => {
  expect(shown(996, false)).toMatchObject({ narrow: true, extras: ["group", "modified", "created"] });
  expect(shown(1196, false)).toMatchObject({ narrow: false });
  expect(shown(996, false).least).toBeLessThanOrEqual(996);
  expect(shown(996, true).extras).toContain("tenant");
  expect(shown(996, true).least).toBeLessThanOrEqual(996);
});

test("the smallest window does too for one tenant; words beside titles become icons", () => {
  expect(shown(848, false)).toMatchObject({ narrow: true, extras: ["group", "modified", "created"] });
  expect(shown(848, false).least).toBeLessThanOrEqual(848);
});

test("beside the details what does not fit gives way, from the last column on", () => {
  expect(shown(576, true, true)).toMatchObject({ narrow: true, extras: [] });
  expect(shown(576, true, true).least).toBeLessThanOrEqual(576);
  expect(shown(700, true, true).extras).toEqual(["tenant"]);
  expect(shown(1400, true, true).extras).toEqual(["tenant", "group", "modified", "created"]);
});

test("a sample is a word only where titles keep their room beside it", () => {
  expect(columnWidths(996, { tenants: false, beside: false, dated: false }).signs).toBe(true);
  expect(columnWidths(1236, { tenants: false, beside: false, dated: false }).signs).toBe(false);
});

test("tags come where there is room for them", () => {
  expect(shown(996, false).extras).not.toContain("tags");
  expect(shown(1236, false).extras).toContain("tags");
});

test("dates that are all written out have their room in the same windows", () => {
  expect(shown(1196, false, false, true)).toMatchObject({ narrow: false });
  expect(shown(996, false, false, true).least).toBeLessThanOrEqual(996);
  expect(shown(848, false, false, true).least).toBeLessThanOrEqual(848);
});
