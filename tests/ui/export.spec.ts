/** The list of the table as a file: which rows and columns, where to, how far it is, and what came of it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exporting, someSelected } from "./shots-table";
import type { Stage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await exporting();
});
afterEach(() => stage.close());

const dialog = () => stage.page.getByRole("dialog", { name: "Export a list" });
const file = (name: string) => join(stage.bridge.root, name);
const lines = (name: string) => readFileSync(file(name), "utf8").trimEnd().split("\r\n");
const closed = () => expect.poll(() => dialog().count()).toBe(0);

test("the selection, in the order and under the shown columns of the table", async () => {
  await dialog().getByText("Title, Access ID, Status, Group, Expires, Created, Modified").waitFor();
  await stage.bridge.nextDialog({ path: file("some.csv") });
  await stage.button("Export 5 rows").click();
  await dialog().getByText("Exported 5 rows").waitFor();
  await dialog()
    .getByText(/^some\.csv in /)
    .waitFor();
  await stage.screen.sound();
  const [head, ...rows] = lines("some.csv");
  expect(head).toBe("Title,Access ID,Status,Group,Expires,Created,Modified");
  expect(rows).toHaveLength(5);
  const seen = await stage.page
    .locator("[role=row][aria-selected=true] [role=gridcell][aria-colindex='2'] button")
    .allInnerTexts();
  expect(rows.map((row) => row.replaceAll('"', "")).every((row, at) => row.startsWith(seen[at] ?? "?"))).toBe(
    true,
  );
  await dialog().getByRole("button", { name: "Show in folder" }).click();
  const opened = async () => (await stage.bridge.effects()).find(({ effect }) => effect === "openFolder");
  await expect.poll(async () => (await opened())?.path).toMatch(/some\.csv$/);
  await dialog().locator("footer").getByRole("button", { name: "Close" }).click();
  await closed();
  await stage.page.getByRole("region", { name: "Selection" }).getByText("5 selected").waitFor();
});

test("all of the result, for Excel, under other columns in another order", async () => {
  await stage.page.keyboard.press("Escape");
  await closed();
  await stage.button("Columns").click();
  const panel = stage.page.getByRole("region", { name: "Columns" });
  await panel.getByLabel("Access ID", { exact: true }).uncheck();
  await panel.getByRole("button", { name: "Move Modified up" }).click();
  await stage.button("Export").click();
  await dialog().getByText("Title, Status, Group, Expires, Modified, Created").waitFor();
  expect(await dialog().getByLabel("All 500 of the result").isChecked()).toBe(true);
  await dialog().getByLabel("For Excel").check();
  await stage.bridge.nextDialog({ path: file("all.csv") });
  await stage.button("Export 500 rows").click();
  await dialog().getByText("Exported 500 rows").waitFor();
  expect(readFileSync(file("all.csv"))[0]).toBe(0xef);
  const [head, ...rows] = lines("all.csv");
  expect(head?.slice(1)).toBe("Title,Status,Group,Expires,Modified,Created");
  expect(rows).toHaveLength(500);
});

test("a dialog that was left leaves everything as it was", async () => {
  await stage.bridge.nextDialog({ path: null });
  await stage.button("Export 5 rows").click();
  await expect
    .poll(async () => (await stage.bridge.effects()).filter(({ effect }) => effect === "saveDialog").length)
    .toBe(1);
  await expect.poll(() => stage.button("Export 5 rows").getAttribute("aria-busy")).toBe(null);
  expect(await dialog().getByLabel("The 5 selected").isChecked()).toBe(true);
});

test("without a save dialog a path is asked for, and what is wrong with it stands under it", async () => {
  await stage.bridge.nextDialog({ missing: true });
  await stage.button("Export 5 rows").click();
  const path = stage.field("File");
  await path.waitFor();
  await expect.poll(() => path.evaluate((field) => field === document.activeElement)).toBe(true);
  await path.fill("relative.csv");
  await stage.button("Export 5 rows").click();
  await expect.poll(() => path.getAttribute("aria-invalid")).toBe("true");
  await stage.screen.sound();
  await path.fill(file("path.csv"));
  await stage.page.keyboard.press("Enter");
  await dialog().getByText("Exported 5 rows").waitFor();
  await dialog().locator("footer").getByRole("button", { name: "Close" }).click();
  await closed();
  await stage.button("Export…").click();
  await stage.bridge.nextDialog({ missing: true });
  await stage.button("Export 5 rows").click();
  await path.waitFor();
  await path.fill(file("path.csv"));
  await stage.page.keyboard.press("Enter");
  await stage.button("Replace the file").waitFor();
  await stage.button("Replace the file").click();
  await dialog().getByText("Exported 5 rows").waitFor();
});

test("a folder that is not there is said, with the next step, and nothing is left behind", async () => {
  await stage.bridge.nextDialog({ path: file("nowhere/some.csv") });
  await stage.button("Export 5 rows").click();
  await dialog().getByText("The list was not exported.").waitFor();
  await stage.screen.sound();
  expect(existsSync(file("nowhere"))).toBe(false);
  await stage.bridge.nextDialog({ path: file("some.csv") });
  const again = stage.button("Choose another folder");
  await ((await again.count()) ? again : stage.button("Export 5 rows")).click();
  await dialog().getByText("Exported 5 rows").waitFor();
});

test("nothing selected: the whole result is what there is, with no choice", async () => {
  await stage.close();
  stage = await someSelected();
  await stage.button("Clear selection").click();
  await stage.button("Export").click();
  await dialog().getByText("All 500 of the result").waitFor();
  expect(await dialog().getByRole("radio").count()).toBe(0);
});
