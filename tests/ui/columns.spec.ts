/** Columns: hidden and shown, moved by pointer, menu and keys, made wider and as wide as their content. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { filled, type Stage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await filled();
  await stage.page.getByRole("row").nth(5).waitFor();
});
afterEach(() => stage.close());

const head = (name: string) =>
  stage.page.getByRole("columnheader", { name: new RegExp(`^(Sort by )?${name}`) });
const panel = () => stage.page.getByRole("region", { name: "Columns" });
const order = async () =>
  (await stage.page.locator("[role=columnheader] button:first-child").allInnerTexts()).map((text) =>
    text.replace(/\s*\d$/, "").trim(),
  );
const said = (text: string | RegExp) =>
  stage.page.locator("[role=status]", { hasText: text }).first().waitFor();
const box = async (name: string) => {
  const found = await head(name).boundingBox();
  if (!found) throw new Error(`There is no heading ${name}.`);
  return found;
};
const focusedColumn = () =>
  stage.page.evaluate(() => document.activeElement?.closest("[role=columnheader]")?.textContent ?? "");

/** Drags a heading until the pointer is at `x`, without letting go. */
async function drag(name: string, x: number) {
  const from = await box(name);
  const y = from.y + from.height / 2;
  await stage.page.mouse.move(from.x + 20, y);
  await stage.page.mouse.down();
  await stage.page.mouse.move(from.x + 34, y);
  await stage.page.mouse.move(x, y, { steps: 6 });
}

describe("the panel", () => {
  test("hides a column and shows it again in its place, finds one, and lists the title as the first", async () => {
    const before = await order();
    await stage.button("Columns").click();
    await expect
      .poll(() => stage.page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
      .toBe("Find a column");
    await stage.screen.sound();
    await panel().getByLabel("Status", { exact: true }).uncheck();
    await said("Status is hidden.");
    expect(await order()).toEqual(before.filter((name) => name !== "Status"));
    await stage.button(/columns? hidden$/).waitFor();
    await panel().getByLabel("Status", { exact: true }).check();
    expect(await order()).toEqual(before);
    expect(await panel().getByLabel("Title", { exact: true }).isDisabled()).toBe(true);
    await panel().getByText("Always first").waitFor();
    await stage.field("Find a column").fill("expi");
    await expect.poll(() => panel().getByRole("checkbox").count()).toBe(1);
    await stage.field("Find a column").fill("nobody");
    await panel().getByText("No column is called “nobody”.").waitFor();
    await stage.page.keyboard.press("Escape");
    await stage.page.keyboard.press("Escape");
    await expect.poll(() => panel().count()).toBe(0);
    await expect
      .poll(() => stage.page.evaluate(() => document.activeElement?.getAttribute("role")))
      .toBe("gridcell");
  });

  test("moves a column by its buttons and by its grip, shows all, and resets", async () => {
    const before = await order();
    await stage.button(/columns? hidden$/).click();
    await panel().getByRole("button", { name: "Move Status up" }).click();
    expect((await order()).indexOf("Status")).toBe(before.indexOf("Status") - 1);
    const names = () => panel().getByRole("listitem").allInnerTexts();
    const listed = await names();
    const grip = (name: string) =>
      panel().getByRole("listitem").filter({ hasText: name }).locator("[data-tip^=Drag]");
    const [from, to] = [await grip("Expires").boundingBox(), await grip("Status").boundingBox()];
    if (!from || !to) throw new Error("The grips are not there.");
    await stage.page.mouse.move(from.x + 4, from.y + 10);
    await stage.page.mouse.down();
    await stage.page.mouse.move(to.x + 4, to.y + 4, { steps: 6 });
    await stage.page.keyboard.press("Escape");
    await stage.page.mouse.up();
    expect(await names()).toEqual(listed);
    await panel().waitFor();
    await stage.page.mouse.move(from.x + 4, from.y + 10);
    await stage.page.mouse.down();
    await stage.page.mouse.move(to.x + 4, to.y + 4, { steps: 6 });
    await stage.page.mouse.up();
    await expect.poll(async () => (await order())[1]).toBe("Expires");
    await stage.button("Show all").click();
    await expect.poll(async () => (await order()).length).toBe(18);
    expect(await stage.page.getByRole("grid").getAttribute("aria-colcount")).toBe("20");
    expect(await stage.button(/columns? hidden$/).count()).toBe(0);
    await stage.screen.sound();
    await stage.button("Reset to default").click();
    expect(await order()).toEqual(before);
  });
});

describe("a heading", () => {
  test("is dragged to another place; Escape leaves everything as it was, and a press still sorts", async () => {
    const before = await order();
    await drag("Expires", (await box("Status")).x + 10);
    await stage.page.keyboard.press("Escape");
    await stage.page.mouse.up();
    await said("Nothing was moved.");
    expect(await order()).toEqual(before);
    await drag("Expires", (await box("Status")).x + 10);
    await stage.page.mouse.up();
    await said(/^Expires is now column 3 of \d+\.$/);
    expect((await order()).indexOf("Expires")).toBe(2);
    // Nothing comes before the title, and a drag sorts nothing.
    await drag("Expires", (await box("Title")).x + 5);
    await stage.page.mouse.up();
    await expect.poll(async () => (await order()).slice(0, 2)).toEqual(["Title", "Expires"]);
    expect(await head("Expires").getAttribute("aria-sort")).toBe("none");
    await stage.button("Sort by Expires").click();
    await expect.poll(() => head("Expires").getAttribute("aria-sort")).toBe("ascending");
  });

  test("scrolls the table at its edge while it is dragged", async () => {
    await stage.button("Columns").click();
    await stage.button("Show all").click();
    await stage.button("Close columns").click();
    const grid = await stage.page.getByRole("grid").boundingBox();
    await drag("Status", (grid?.x ?? 0) + (grid?.width ?? 0) - 12);
    await expect
      .poll(() =>
        stage.page
          .getByRole("grid")
          .evaluate(({ scrollLeft, scrollWidth, clientWidth }) => scrollWidth - clientWidth - scrollLeft),
      )
      .toBeLessThan(2);
    await stage.page.mouse.up();
    await expect.poll(async () => (await order()).at(-1)).toBe("Status");
    // The title stays in sight.
    expect((await box("Title")).x).toBeLessThan((grid?.x ?? 0) + 60);
  });

  test("has a menu: order, second key, place, and what hides it", async () => {
    const menu = async (name: string, item: string) => {
      await head(name).click({ button: "right" });
      await stage.page.getByRole("menu").waitFor();
      await stage.page.getByRole("menuitem", { name: item }).click();
      await expect.poll(() => stage.page.getByRole("menu").count()).toBe(0);
    };
    await menu("Status", "Sort ascending");
    await said("Sorted by Status, ascending.");
    await menu("Expires", "Then by this, descending");
    await said("Sorted by Status, ascending, then Expires, descending.");
    expect(await head("Status").getAttribute("aria-sort")).toBe("ascending");
    expect(await head("Expires").getAttribute("aria-sort")).toBe("descending");
    await menu("Status", "Move right");
    const moved = await order();
    expect(moved.indexOf("Status")).toBe(3);
    await menu("Status", "Hide column");
    expect(await order()).toEqual(moved.filter((name) => name !== "Status"));
    await head("Title").click({ button: "right" });
    await stage.page.getByText("The title is always shown.").waitFor();
    await stage.screen.sound();
    await stage.page.keyboard.press("Escape");
    await menu("Title", "Columns…");
    await panel().waitFor();
  });

  test("is moved, widened, sorted and asked by keys alone, and keeps the focus", async () => {
    const before = await order();
    await stage.page.locator("[role=gridcell][tabindex='0']").focus();
    await stage.page.keyboard.press("Control+Home");
    await stage.page.keyboard.press("ArrowUp");
    for (let at = 0; at < 3; at++) await stage.page.keyboard.press("ArrowRight");
    await expect.poll(focusedColumn).toContain("Status");
    await stage.page.keyboard.press("Alt+Shift+ArrowRight");
    await said(/^Status is now column 4 of/);
    await expect.poll(focusedColumn).toContain("Status");
    await stage.page.keyboard.press("Alt+Shift+ArrowLeft");
    expect(await order()).toEqual(before);
    await expect.poll(focusedColumn).toContain("Status");
    const { width } = await box("Status");
    await stage.page.keyboard.press("Alt+ArrowRight");
    await said(`Status is ${Math.round(width) + 16} pixels wide.`);
    await expect.poll(async () => Math.round((await box("Status")).width)).toBe(Math.round(width) + 16);
    await stage.page.keyboard.press("Enter");
    await said("Sorted by Status, ascending.");
    await stage.page.keyboard.press("ArrowRight");
    await stage.page.keyboard.press("Shift+Enter");
    await said(/^Sorted by Status, ascending, then/);
    await stage.page.keyboard.press("Shift+F10");
    await stage.page.getByRole("menu").waitFor();
    await stage.page.keyboard.press("Escape");
    await expect.poll(focusedColumn).toContain(before[3] ?? "");
    // The hidden column gives the focus to its neighbour.
    await stage.page.keyboard.press("Shift+F10");
    await stage.page.getByRole("menuitem", { name: "Hide column" }).waitFor();
    await stage.page.keyboard.type("Hide");
    await stage.page.keyboard.press("Enter");
    await expect
      .poll(() => stage.page.evaluate(() => document.activeElement?.getAttribute("role")))
      .toBe("columnheader");
  });

  test("is made wider at its edge, which stays under the pointer, and fits its content by a double click", async () => {
    const before = await box("Status");
    const y = before.y + 16;
    const edge = before.x + before.width;
    await stage.page.mouse.move(edge, y);
    await stage.page.mouse.down();
    await stage.page.mouse.move(edge + 80, y, { steps: 5 });
    const during = await box("Status");
    expect(Math.round(during.x + during.width)).toBe(Math.round(edge + 80));
    await stage.page.mouse.up();
    await said(/^Status is \d+ pixels wide\.$/);
    const after = await box("Status");
    expect([Math.round(after.x), Math.round(after.width)]).toEqual([
      Math.round(before.x),
      Math.round(before.width + 80),
    ]);
    // What somebody set stays in a window of another width.
    await stage.page.setViewportSize({ width: 1500, height: 800 });
    await expect.poll(async () => Math.round((await box("Status")).width)).toBe(Math.round(after.width));
    const { x, width } = await box("Status");
    await stage.page.mouse.dblclick(x + width, y);
    await expect.poll(async () => (await box("Status")).width).toBeLessThan(before.width + 60);
    const cut = await stage.page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>("[role=gridcell][aria-colindex='4'] *")].filter(
          (part) => part.scrollWidth > part.clientWidth && getComputedStyle(part).overflow === "hidden",
        ).length,
    );
    expect(cut).toBe(0);
  });
});

test("beside the details the table scrolls sideways, and the title stays in sight", async () => {
  await stage.page.locator("[role=gridcell][aria-colindex='2'] button").first().click();
  await stage.page.getByRole("region", { name: /^Details of/ }).waitFor();
  const grid = stage.page.getByRole("grid");
  await expect.poll(() => grid.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  await grid.evaluate((element) => {
    element.scrollLeft = 300;
  });
  const [title, around] = [await box("Title"), await grid.boundingBox()];
  expect(title.x - (around?.x ?? 0)).toBeLessThan(60);
  await stage.screen.sound();
  // The panel takes the place of the details.
  await stage.button("Columns").click();
  await panel().waitFor();
  expect(await stage.page.getByRole("region", { name: /^Details of/ }).count()).toBe(0);
});

test("what is cut is said whole where the pointer or the focus is", async () => {
  await stage.page.setViewportSize({ width: 900, height: 600 });
  const title = stage.page.locator("[role=gridcell][aria-colindex='2'] button").first();
  const whole = (await title.innerText()).trim();
  await stage.page.locator("[role=gridcell][aria-colindex='2']").first().focus();
  await stage.page.keyboard.press("ArrowDown");
  await stage.page.keyboard.press("ArrowUp");
  await stage.page.getByRole("tooltip").getByText(whole).waitFor();
});
