/** Selection: by box, range and keys, by query, and what is said of it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { filled, made, type Stage } from "./stage";

let stage: Stage;

const row = (index: number) => stage.page.locator(`[role=row][data-row='${index}']`);
const tick = (index: number) => row(index).getByRole("checkbox");
const bar = () => stage.page.getByRole("region", { name: "Selection" });
const selected = () =>
  stage.page
    .locator("[role=row][aria-selected=true]")
    .evaluateAll((rows) => rows.map((each) => Number(each.getAttribute("data-row"))).sort((a, b) => a - b));
const counted = (words: string | RegExp) => bar().getByText(words).waitFor();
const header = () => stage.page.getByRole("columnheader", { name: "Select" }).getByRole("checkbox");
const press = (...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => stage.page.keyboard.press(key)), Promise.resolve());

describe("rows are selected", () => {
  beforeAll(async () => {
    stage = await filled();
    await row(20).waitFor();
  });
  afterEach(async () => {
    const clear = stage.button("Clear selection");
    if (await clear.count()) await clear.click();
    await stage.page.getByRole("grid").evaluate((grid) => {
      grid.scrollTop = 0;
    });
  });
  afterAll(() => stage.close());

  test("by their boxes, by Ctrl and by Shift; a press alone selects nothing", async () => {
    await row(1).getByRole("gridcell").nth(3).click();
    expect(await selected()).toEqual([]);
    expect(await stage.page.getByRole("grid").getAttribute("aria-multiselectable")).toBe("true");
    await tick(2).click();
    await counted("1 selected");
    await row(5)
      .getByRole("gridcell")
      .nth(4)
      .click({ modifiers: ["Control"] });
    await counted("2 selected");
    await row(8)
      .getByRole("gridcell")
      .nth(4)
      .click({ modifiers: ["Shift"] });
    expect(await selected()).toEqual([2, 5, 6, 7, 8]);
    // The range is drawn anew from the same row.
    await row(6)
      .getByRole("gridcell")
      .nth(4)
      .click({ modifiers: ["Shift"] });
    expect(await selected()).toEqual([2, 5, 6]);
    await tick(5).click();
    expect(await selected()).toEqual([2, 6]);
    expect(await tick(6).getAttribute("aria-checked")).toBe("true");
    await stage.screen.sound();
  });

  test("by keys alone, with each step said", async () => {
    await stage.page.locator("[role=gridcell][tabindex='0']").focus();
    await press("Control+Home", "Space");
    await stage.page.locator("[role=status]", { hasText: /^Selected .+\. 1 selected\.$/ }).waitFor();
    await press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown");
    await counted("4 selected");
    await press("Shift+ArrowUp");
    expect(await selected()).toEqual([0, 1, 2]);
    await press("ArrowDown", "ArrowDown", "Space");
    expect(await selected()).toEqual([0, 1, 2, 4]);
    await press("Space");
    await stage.page.locator("[role=status]", { hasText: /^Left out .+\. 3 selected\.$/ }).waitFor();
    await press("Control+a");
    await counted("500 selected");
    await press("Space");
    await counted("499 selected");
    await press("Control+Shift+End");
    await expect
      .poll(() =>
        stage.page.evaluate(() => document.activeElement?.closest("[data-row]")?.getAttribute("data-row")),
      )
      .toBe("499");
    // Into the bar and out again, by the panes.
    await press("F6");
    await expect
      .poll(() =>
        stage.page.evaluate(() => document.activeElement?.closest("[data-pane]")?.getAttribute("data-pane")),
      )
      .toBe("selection");
  });

  test("all of the result, as a query, with exceptions; the box in the heading has three states", async () => {
    expect(await header().getAttribute("aria-checked")).toBe("false");
    await tick(3).click();
    expect(await header().getAttribute("aria-checked")).toBe("mixed");
    await stage.button("Select all 500 matching").click();
    await counted("500 selected");
    expect(await header().getAttribute("aria-checked")).toBe("true");
    expect(await stage.button("Select all 500 matching").count()).toBe(0);
    await tick(3).click();
    await counted("499 selected");
    expect(await header().getAttribute("aria-checked")).toBe("mixed");
    await header().click();
    await counted("500 selected");
    await header().click();
    await expect.poll(() => bar().count()).toBe(0);
    await stage.page.locator("[role=status]", { hasText: "Nothing is selected." }).waitFor();
  });

  test("and stay so when the table scrolls and is sorted anew", async () => {
    const title = (await row(1).getByRole("gridcell").nth(1).innerText()).trim();
    await tick(1).click();
    await stage.page.getByRole("grid").evaluate((grid) => {
      grid.scrollTop = 9_000;
    });
    await row(250).waitFor();
    await counted("1 selected");
    await stage.page.getByRole("grid").evaluate((grid) => {
      grid.scrollTop = 0;
    });
    await expect.poll(selected).toEqual([1]);
    await stage.button("Sort by Created").click();
    await counted("1 selected");
    await stage.page.getByRole("grid").evaluate((grid) => {
      grid.scrollTop = grid.scrollHeight;
    });
    await expect.poll(selected).toEqual([498]);
    expect((await row(498).getByRole("gridcell").nth(1).innerText()).trim()).toBe(title);
    await stage.button("Sort by Created").click();
  });

  test("which forced colours and a small window show as well", async () => {
    await tick(1).click();
    await stage.page.emulateMedia({ forcedColors: "active" });
    await stage.page.setViewportSize({ width: 640, height: 400 });
    await bar().waitFor();
    const [one, other] = await Promise.all(
      [1, 3].map((index) => row(index).evaluate((element) => getComputedStyle(element).backgroundColor)),
    );
    expect(one).not.toBe(other);
    await stage.screen.sound();
    await stage.page.emulateMedia({ forcedColors: "none" });
    await stage.page.setViewportSize({ width: 1200, height: 800 });
  });
});

describe("the focus", () => {
  afterEach(() => stage.close());

  test("stays with the neighbour when its row goes away, and with the last when the end does", async () => {
    stage = await made();
    const tenant = stage.tenant?.id ?? "";
    const ids: string[] = [];
    for (const title of ["Alpha", "Bravo", "Charlie"]) ids.push(await stage.bridge.issue(tenant, title));
    await stage.screen.load();
    await stage.page.getByRole("row", { name: /Alpha/ }).waitFor();
    await stage.button("Sort by Title").click();
    await stage.page.getByRole("row", { name: /Bravo/ }).getByRole("gridcell").nth(3).click();
    const remove = async (credential: string) => {
      const { row: known } = await stage.bridge.call<{ row: { revision: number } }>("credential_details", {
        credential,
      });
      await stage.bridge.call("delete_credential", { target: { credential, revision: known.revision } });
    };
    const focused = () =>
      stage.page.evaluate(() => document.activeElement?.closest("[role=row]")?.textContent ?? "");
    await remove(ids[1] ?? "");
    await expect.poll(focused).toContain("Charlie");
    await remove(ids[2] ?? "");
    await expect.poll(focused).toContain("Alpha");
  });

  test("and what is selected and gone is counted no more", async () => {
    stage = await made();
    const tenant = stage.tenant?.id ?? "";
    await stage.bridge.issue(tenant, "Alpha");
    await stage.bridge.issue(tenant, "Bravo");
    await stage.screen.load();
    await row(1).waitFor();
    await tick(0).click();
    await tick(1).click();
    await counted("2 selected");
    expect(await stage.page.locator("footer").innerText()).toContain("2 selected");
    await stage.button("Clear selection").click();
    await expect.poll(() => bar().count()).toBe(0);
    expect(await stage.page.locator("footer").innerText()).not.toContain("selected");
  });
});

describe("single letters", () => {
  afterEach(() => stage.close());

  test("act on the focused row, in the grid and nowhere else", async () => {
    stage = await made();
    await stage.bridge.issue(stage.tenant?.id ?? "", "Alpha");
    await stage.screen.load();
    await stage.page.getByRole("row", { name: /Alpha/ }).waitFor();
    await stage.page.locator("[role=gridcell][tabindex='0']").focus();
    await press("a");
    await stage.page.getByRole("row", { name: /Alpha/ }).getByText("Inactive").waitFor();
    await press("a");
    await stage.page.getByRole("row", { name: /Alpha/ }).getByText("Active", { exact: true }).waitFor();
    await press("e");
    await stage.page.getByRole("dialog", { name: "Edit Alpha" }).waitFor();
    await stage.field("Title").fill("area");
    expect(await stage.page.getByRole("dialog").count()).toBe(1);
    await stage.field("Title").fill("Alpha");
    await press("Escape");
    await expect.poll(() => stage.page.getByRole("dialog").count()).toBe(0);
    await expect
      .poll(() => stage.page.evaluate(() => document.activeElement?.getAttribute("role")))
      .toBe("gridcell");
    await press("x");
    await stage.page.getByRole("dialog").waitFor();
    await press("Escape");
    await expect.poll(() => stage.page.getByRole("dialog").count()).toBe(0);
    await press("ArrowUp", "a");
    await stage.page.waitForTimeout(200);
    expect(await stage.page.getByRole("row", { name: /Alpha/ }).innerText()).toContain("Active");
  });
});
