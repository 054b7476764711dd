import { expect, test } from "vitest";
import { layoutBefore, viewBefore, viewName } from "./built-in";
import { isEdited, sameLayout } from "./sameness";

test("a view is edited where query, order or columns differ from what it saved", () => {
  expect(isEdited(viewBefore, "", viewBefore.sort)).toBe(false);
  expect(isEdited(viewBefore, "  ", viewBefore.sort)).toBe(false);
  expect(isEdited(viewBefore, "crm", viewBefore.sort)).toBe(true);
  expect(isEdited(viewBefore, "", [{ column: "created", descending: false }])).toBe(true);
  const columns = layoutBefore.columns.map((each) => ({ ...each, shown: true }));
  expect(isEdited({ ...viewBefore, layout: { columns } }, "", viewBefore.sort)).toBe(true);
});

test("layouts are the same column by column", () => {
  const again = { columns: layoutBefore.columns.map((each) => ({ ...each })) };
  expect(sameLayout(layoutBefore, again)).toBe(true);
  expect(sameLayout(layoutBefore, { columns: [...again.columns].reverse() })).toBe(false);
});

test("built-in views have names of their own", () => {
  expect(viewName({ key: "expiring", name: "" })).toBe("Expiring in 30 days");
  expect(viewName({ key: "0197", name: "Mine" })).toBe("Mine");
});
