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

  test("its headings are called what the columns are, and one of them says how the rows are sorted", async () => {
    const sortedIn = (told) =>
      headsOf(told)
        .filter((head) => ["ascending", "descending"].includes(head.attributes.sort))
        .map((head) => `${head.words()} ${head.attributes.sort}`);
    const grid = await gridWhere("headings", (told) => headsOf(told).length > 0);
    for (const head of headsOf(grid)) assert.notEqual(head.words(), "", String(grid));
    assert.match(sortedIn(grid).join(), /^Sort by Created.* descending$/);
    await person.press("Sort by Title");
    const turned = await gridWhere("another order", (told) =>
      /Title.* ascending$/.test(sortedIn(told).join()),
    );
    assert.equal(sortedIn(turned).length, 1);
    // As for all that is stored in the table: the newest come first again for what follows.
    await person.press("Sort by Created");
    await gridWhere("the first order", (told) => /Created.* descending$/.test(sortedIn(told).join()));
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
    await person.window.evaluate(() =>
      document.querySelector('[data-row="0"] [role=gridcell][data-column="1"]').focus(),
    );
    for (const row of ["2", "3", "4"]) {
      const grid = await gridWhere(`the focus in row ${row}`, (told) =>
        focused(told).some((thing) => thing.attributes.rowindex === row),
      );
      assert.equal(focused(grid).length, 1);
      await person.window.press("ArrowDown");
    }
  });

  test("a row that is selected says so, and the box in it is ticked", async () => {
    const selectedIn = (told) => rowsOf(told).filter((row) => row.is("selected"));
    const before = await gridWhere("rows", (told) => rowsOf(told).length > 5);
    assert.ok(before.is("multiselectable"));
    assert.deepEqual(selectedIn(before), []);
    await person.window.press("Space");
    const grid = await gridWhere("a selected row", (told) => selectedIn(told).length === 1);
    const [row] = selectedIn(grid);
    assert.ok(row.having("check box")[0].is("checked"), String(row));
    assert.ok([...row.all()].some((thing) => thing.is("focused")));
    await person.press("Clear selection");
    await gridWhere("no selected row", (told) => selectedIn(told).length === 0);
  });

  test("the search box says what stands in it, what it offers, what is wrong, and what was found", async () => {
    const box = (page) => page.having("combo box", "Search or filter credentials")[0];
    const said = (page) => page.having("status bar").map((status) => status.words());
    const pageIs = (what, holds) => pageWhere(desktop, pid, what, (page) => box(page) && holds(page));
    await person.window.press("Control", "f");
    await person.window.keys("status:activ");
    const wrong = await pageIs("the problem", (page) =>
      said(page).some((words) => words.includes("no status")),
    );
    assert.equal(box(wrong).text, "status:activ");
    assert.ok(
      ["editable", "expanded", "invalid-entry"].every((state) => box(wrong).is(state)),
      String(wrong),
    );
    const offered = wrong.one("list box", "Suggestions").having("list item");
    assert.ok(
      offered.some((item) => item.is("selected") && item.words().startsWith("active")),
      String(wrong),
    );
    await person.window.keys("e");
    await pageIs("the result", (page) => said(page).some((words) => /^\d+ credentials match\.$/.test(words)));
    // What is usable now is active or expiring.
    const usable = (row) =>
      row.having("table cell").some((cell) => /^(Active|Expiring)\b/.test(cell.words()));
    await gridWhere(
      "fewer rows, all of them usable",
      (told) =>
        Number(told.attributes.rowcount) <= SAMPLES && rowsOf(told).length > 0 && rowsOf(told).every(usable),
    );
  });
});
