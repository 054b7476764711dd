/** Recoverable credentials: their secret copied and downloaded again, each time audited, until they turn to show once. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CredentialDetails } from "../../ui/src/bindings/CredentialDetails";
import { Bridge } from "./bridge";
import { Screen } from "./screen";
import { Stage } from "./stage";

let stage: Stage;
let credential: string;

const row = () => stage.page.getByRole("row", { name: /Billing gateway/ });
const drawer = () => stage.page.getByRole("region", { name: "Details of Billing gateway" });
const said = (words: string | RegExp) => stage.page.getByText(words).first().waitFor();
const now = () => stage.bridge.call<CredentialDetails>("credential_details", { credential });
const done = async () => (await now()).history.map(({ action }) => action);
const copies = async () =>
  (await stage.bridge.effects()).filter(({ effect }) => effect === "clipboard").length;

async function opened() {
  await stage.page.getByRole("button", { name: "Billing gateway", exact: true }).click();
  await drawer().getByText("Fingerprint").first().waitFor();
}

beforeEach(async () => {
  const bridge = await Bridge.start();
  const tenant = await bridge.firstRun("Halden Service Desk", {
    scheme: "reference",
    presentation: { kind: "header", name: "Authorization", value: "rest_api_key={key}" },
    reveal: "recoverable",
  });
  credential = await bridge.issue(tenant.id, "Billing gateway");
  stage = new Stage(bridge, await Screen.open(bridge), tenant);
  await row().waitFor();
});
afterEach(() => stage.close());

test("from the row with one click; it leaves the clipboard again, and never passes the page", async () => {
  const before = await copies();
  const seen: string[] = [];
  stage.page.on("response", async (answer) => {
    if (answer.request().method() === "POST") seen.push(await answer.text().catch(() => ""));
  });
  await row().hover();
  await stage.button("Copy API key of Billing gateway").click();
  await said(/^Copied the API key of Billing gateway\. It leaves the clipboard in \d+.s\./);
  expect(await copies()).toBe(before + 1);
  expect(await done()).toContain("copy_again");
  // 32 upper-case hexadecimal characters are a key.
  expect(seen.join("\n")).not.toMatch(/(?<![0-9A-F-])[0-9A-F]{32}(?![0-9A-F])/);
  await stage.button("Clear now").click();
  await said("Cleared from the clipboard.");
});

test("from the details, and downloaded where the desktop's dialog says", async () => {
  await opened();
  await drawer().getByText("Kept sealed, can be copied again").waitFor();
  await drawer().getByRole("button", { name: "Copy API key again" }).click();
  await said(/^Copied the API key of Billing gateway\./);
  const path = join(stage.bridge.root, "again.csv");
  await stage.bridge.nextDialog({ path });
  await drawer().getByRole("button", { name: "Download CSV again" }).click();
  await said(/^Saved again\.csv in /);
  expect(await readFile(path, "utf8")).toMatch(/^Title,API URL,API Key,Expiration Date\r\nBilling gateway,/);
  expect(await done()).toContain("finish_download_again");
});

test("from the menu as Excel wants it, and the message leads to its folder", async () => {
  const path = join(stage.bridge.root, "excel.csv");
  await stage.bridge.nextDialog({ path });
  await row().hover();
  await stage.button("Actions for Billing gateway").click();
  await stage.page.getByRole("menuitem", { name: "Download CSV again, for Excel" }).click();
  await said(/^Saved excel\.csv in /);
  // Excel reads UTF-8 only after a byte order mark.
  expect((await readFile(path)).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  await stage.button("Show in folder").click();
  await expect
    .poll(async () => (await stage.bridge.effects()).find(({ effect }) => effect === "openFolder"))
    .toMatchObject({ path });
});

test("without a dialog the path is asked for, and a file that is there is replaced only when that is said", async () => {
  await opened();
  const path = join(stage.bridge.root, "again.csv");
  for (const turn of ["made", "replaced"]) {
    await stage.bridge.nextDialog({ missing: true });
    await drawer().getByRole("button", { name: "Download CSV again" }).click();
    await stage.page.getByRole("dialog", { name: "Download Billing gateway again" }).waitFor();
    await stage.field("Save as").fill("/no/such/folder/again.csv");
    await stage.button("Save").click();
    await stage.page.getByRole("alert").first().waitFor();
    await stage.field("Save as").fill(path);
    await stage.button("Save").click();
    if (turn === "replaced") await stage.button("Replace it").click();
    await said(/^Saved again\.csv in /);
    await stage.page.getByRole("dialog").waitFor({ state: "detached" });
  }
});

test("turned to show once, it says why it cannot be had again", async () => {
  const madeAt = (await now()).row.createdAt + 1_000;
  const backups = [{ file: "keywright-before-4.db", madeAt, bytes: 401_408, schema: 3 }];
  await stage.page.route("**/list_backups", (route) => route.fulfill({ json: backups }));
  await opened();
  await stage.button("More actions for Billing gateway").click();
  await stage.page.getByRole("menuitem", { name: "Turn to show once…" }).click();
  await stage.page.getByRole("alertdialog", { name: "Turn Billing gateway to show once?" }).waitFor();
  await said("One backup still holds a sealed copy of its API key.");
  await stage.button("Drop them now").waitFor();
  await expect.poll(() => stage.page.evaluate(() => document.activeElement?.textContent)).toBe("Cancel");
  await stage.button("Turn to show once").click();
  await said("Billing gateway is show once from now on.");
  expect(await stage.button("Undo").count()).toBe(0);
  await drawer()
    .getByText(/Shown once/)
    .first()
    .waitFor();
  const reason = (await now()).deeds.find(({ deed }) => deed === "copyAgain")?.closed ?? "";
  expect(reason).not.toBe("");
  await row().hover();
  expect(await stage.button("Copy API key of Billing gateway").count()).toBe(0);
  await stage.button("Actions for Billing gateway").click();
  const item = stage.page.getByRole("menuitem", { name: /^Copy API key again/ });
  await item.waitFor();
  expect(await item.getAttribute("aria-disabled")).toBe("true");
  expect(await item.innerText()).toContain(reason);
  await stage.screen.sound();
});
