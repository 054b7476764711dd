// The table in the real window: found in, sorted, arranged and selected with the keys and the mouse of the window,
// and as it was left after a restart.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openDesktop } from "./desktop.mjs";
import { makeSamples, openWindow } from "./person.mjs";

const SAMPLES = 500;

describe("the table", () => {
  let desktop;
  let folder;
  let person;

  before(async () => {
    desktop = await openDesktop();
    folder = join(desktop.home, "vault");
    await makeSamples(desktop, folder, SAMPLES);
    person = await openWindow(desktop, folder);
    await rows(SAMPLES);
  });
  after(async () => {
    await person?.close();
    await desktop?.close();
  });

  const { evaluate, waitFor, press, keys } = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...args) =>
          person.window[name](...args),
    },
  );
  /** Waits until the grid holds so many rows, and those in sight are there. */
  const rows = (count) =>
    waitFor(
      `${count} rows`,
      (wanted) => {
        const grid = document.querySelector("[role=grid]");
        return (
          grid?.getAttribute("aria-rowcount") === String(wanted + 1) &&
          !grid.querySelector("[role=row][aria-busy=true]")
        );
      },
      [count],
    );
  const count = () =>
    evaluate(() => Number(document.querySelector("[role=grid]").getAttribute("aria-rowcount")) - 1);
  const titles = () =>
    evaluate(() =>
      [...document.querySelectorAll("[role=row][data-row]:not([data-row='-1'])")].map((row) => row.innerText),
    );
  const heads = () =>
    evaluate(() =>
      [...document.querySelectorAll("[role=columnheader] button:first-child")].map((head) =>
        head.innerText.trim(),
      ),
    );
  const said = (words) =>
    waitFor(
      `“${words}” to be said`,
      (wanted) =>
        [...document.querySelectorAll("[role=status]")].some((one) => one.textContent.includes(wanted)),
      [words],
    );

  test("is searched as one types, and whole again when the box is empty", async () => {
    await press("Control", "f");
    await keys("hamburg");
    await waitFor(
      "fewer rows, all of them with the word",
      (all) => {
        const grid = document.querySelector("[role=grid]");
        const found = [...grid.querySelectorAll("[role=row][data-row]:not([data-row='-1'])")];
        const fewer = Number(grid.getAttribute("aria-rowcount")) - 1 < all;
        return fewer && found.length > 0 && found.every((row) => row.textContent.includes("Hamburg"));
      },
      [SAMPLES],
    );
    for (const _ of "hamburg") await press("Backspace");
    await rows(SAMPLES);
  });

  test("is sorted by a heading, numbers in a name by their worth", async () => {
    await person.press("Sort by Title");
    await said("Sorted by Title, ascending.");
    await rows(SAMPLES);
    const names = (await titles()).map((text) => text.split("\n")[0]);
    assert.deepEqual(names, [...names].sort(new Intl.Collator("en", { numeric: true }).compare));
  });

  test("hides a column in the panel, and says how many are hidden", async () => {
    const before = await heads();
    assert.ok(before.includes("Status"));
    await person.press("Columns");
    await person.choose("checkbox", "Status");
    await said("Status is hidden.");
    assert.deepEqual(
      await heads(),
      before.filter((head) => head !== "Status"),
    );
    await person.press("Close columns");
  });

  test("moves a column by keys", async () => {
    const before = await heads();
    await evaluate(() => {
      const head = [...document.querySelectorAll("[role=columnheader]")].find((one) =>
        one.textContent.includes("Expires"),
      );
      head.focus();
    });
    await press("Alt", "Shift", "ArrowLeft");
    await said("Expires is now column");
    assert.equal((await heads()).indexOf("Expires"), before.indexOf("Expires") - 1);
  });

  test("selects all that a query finds, drawn or not", async () => {
    await press("Control", "f");
    await keys("status:active");
    await waitFor(
      "fewer rows",
      (all) => Number(document.querySelector("[role=grid]").getAttribute("aria-rowcount")) - 1 < all,
      [SAMPLES],
    );
    const found = await count();
    await evaluate(() => document.querySelector('[role=grid] [role=gridcell][tabindex="0"]').focus());
    await press("Control", "a");
    await person.see(`${found} selected`);
    await person.press("Clear selection");
  });

  test("is after a restart as it was left", async () => {
    const before = await heads();
    await person.close();
    person = await openWindow(desktop, folder);
    await rows(SAMPLES);
    assert.deepEqual(await heads(), before);
    assert.ok(!before.includes("Status"));
  });
});
