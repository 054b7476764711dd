// What a screen reader is given of the real window: read from the accessibility bus, as screen readers do, and not
// from the page, which may say one thing and have the web view tell another.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openDesktop } from "./desktop.mjs";
import { makeSamples, openWindow, TENANT } from "./person.mjs";
import { pageWhere } from "./screen-reader.mjs";

const SAMPLES = 300;
const GRID = `Credentials of ${TENANT.name}`;

describe("what a screen reader is given of the table", () => {
  let desktop;
  let person;
  let pid;

  before(async () => {
    desktop = await openDesktop({ spoken: true });
    const folder = join(desktop.home, "vault");
    await makeSamples(desktop, folder, SAMPLES);
    person = await openWindow(desktop, folder);
    pid = await person.window.pid();
  });
  after(async () => {
    await person?.close();
    await desktop?.close();
  });

  /** The grid, as soon as it is as described. */
  const gridWhere = async (what, holds) => {
    const gridOf = (page) => page.having("table", GRID)[0];
    const page = await pageWhere(desktop, pid, what, (told) => gridOf(told) && holds(gridOf(told)));
    return gridOf(page);
  };
  const rowsOf = (grid) => grid.having("table row").filter((row) => row.having("table cell").length > 0);
  const headsOf = (grid) => grid.having("column header");

  test("the grid says what it is called and how long it is, though few of its rows are drawn", async () => {
    const grid = await gridWhere("rows", (told) => rowsOf(told).length > 5);
    assert.equal(grid.attributes.rowcount, String(SAMPLES + 1));
    assert.ok(rowsOf(grid).length < 120);
    assert.equal(grid.attributes.colcount, String(headsOf(grid).length));
  });

  test("its headers are called what the columns are, and one of them says how the rows are sorted", async () => {
    const heads = headsOf(await gridWhere("headers", (told) => headsOf(told).length > 0));
    assert.ok(
      heads.every((head) => head.words() !== ""),
      heads.join("\n"),
    );
    assert.ok(heads.some((head) => head.words().includes("Title")));
    const state = () =>
      person.window.evaluate(() => document.querySelectorAll("[aria-sort=descending]").length);
    const sorted = heads.filter((head) => ["ascending", "descending"].includes(head.attributes.sort));
    assert.equal(sorted.length, await state());
  });

  test("a row is read cell by cell, and says which of all it is", async () => {
    const grid = await gridWhere("rows", (told) => rowsOf(told).every((row) => !row.is("busy")));
    const shown = await person.window.evaluate(() =>
      [...document.querySelectorAll('[role="row"][aria-rowindex="2"] [role="gridcell"]')].map(
        (cell) => cell.innerText.trim().split("\n")[0],
      ),
    );
    const first = rowsOf(grid).find((row) => row.attributes.rowindex === "2");
    const cells = first.having("table cell");
    assert.equal(cells.length, headsOf(grid).length);
    for (const [at, cell] of cells.entries())
      assert.ok(cell.words().includes(shown[at]), `${cell}: ${shown[at]}`);
  });

  test("one thing has the focus, and the arrow keys move it from row to row", async () => {
    const focused = (told) => [...told.all()].filter((thing) => thing.is("focused"));
    await person.window.evaluate(() => document.querySelector('[role=grid] [tabindex="0"]').focus());
    for (const row of ["2", "3", "4"]) {
      const grid = await gridWhere(`the focus in row ${row}`, (told) =>
        focused(told).some((thing) => thing.attributes.rowindex === row),
      );
      assert.equal(focused(grid).length, 1);
      await person.window.press("ArrowDown");
    }
  });
});
