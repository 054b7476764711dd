/** The main job with the keyboard alone: no pointer is ever used. */
import { afterEach, expect, test } from "vitest";
import { fresh, type Stage } from "./stage";

let stage: Stage;
afterEach(() => stage.close());

/** Tabs until the control with this name has the focus. */
async function tabTo(name: RegExp, key = "Tab", most = 40): Promise<void> {
  const focused = () =>
    stage.page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      const labels = at?.labels ? [...at.labels].map((label) => label.textContent).join(" ") : "";
      const by = (at?.getAttribute("aria-labelledby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent);
      return (
        [at?.getAttribute("aria-label"), by.join(" "), labels, at?.textContent].find((text) =>
          text?.trim(),
        ) ?? ""
      );
    });
  const passed: string[] = [];
  for (let i = 0; i < most; i++) {
    const now = (await focused()).trim();
    if (name.test(now)) return;
    passed.push(now);
    await stage.page.keyboard.press(key);
  }
  throw new Error(`The focus never came to ${name}; it passed ${passed.join(" | ")}`);
}

test("first run, tenant, issue, copy, download, done, and the row", async () => {
  stage = await fresh();
  const { page, bridge } = stage;
  await page.getByText("Removed the test item").waitFor();
  await tabTo(/^Continue/);
  await page.keyboard.press("Enter");
  await page.getByText("Your first tenant").waitFor();
  await tabTo(/^Name/);
  await page.keyboard.type("Acme Logistics");
  await tabTo(/^API URL/);
  await page.keyboard.type("https://api.acme.example/openapi");
  await tabTo(/^Continue/);
  await page.keyboard.press("Enter");
  await page.getByText("Acme Logistics is ready").waitFor();
  await tabTo(/^Create the first credential/);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "New credential" }).waitFor();
  // The first field has the focus already.
  await expect
    .poll(() => stage.field("Title").evaluate((field) => field === document.activeElement))
    .toBe(true);
  await page.keyboard.type("Halden Shipping API");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Halden Shipping API is ready").waitFor();
  for (const part of ["API URL", "Access ID", "Secret Key"]) {
    await tabTo(new RegExp(`^Copy ${part}`));
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: new RegExp(`^Copied: ${part}`) }).waitFor();
  }
  await bridge.nextDialog({ path: `${bridge.root}/credential.csv` });
  await tabTo(/^Download CSV/);
  await page.keyboard.press("Enter");
  await page.getByText("Saved credential.csv").first().waitFor();
  await tabTo(/^I have stored the Secret Key/);
  await page.keyboard.press("Space");
  await tabTo(/^Done/);
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: /Halden Shipping API/ }).waitFor();
  // The focus is not lost with the sheet: it is somewhere that keys work.
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  // The table, its rows, and a second credential, still by keys.
  await page.keyboard.press("Control+n");
  await page.getByRole("dialog", { name: "New credential" }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await tabTo(/Halden Shipping API|Title/);
  await page.keyboard.press("Control+c");
  await expect
    .poll(async () => (await bridge.effects()).filter((one) => one.effect === "clipboard").length)
    .toBeGreaterThan(3);
});

test("a dialog keeps the focus inside, and gives it back", async () => {
  stage = await fresh();
  const { page, bridge } = stage;
  await bridge.firstRun();
  await stage.screen.load();
  await page.getByText("No credentials yet").waitFor();
  await tabTo(/^Create first credential/);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "New credential" }).waitFor();
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => Boolean(document.activeElement?.closest("[role=dialog]")))).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toBe("Create first credential");
});

test("what can be done to a credential is found, asked, done and taken back", async () => {
  stage = await fresh();
  const { page, bridge } = stage;
  const tenant = await bridge.firstRun();
  await bridge.issue(tenant.id, "Billing gateway");
  const request = { requestId: crypto.randomUUID(), tenant: tenant.id, name: "Depots", description: "" };
  await bridge.call("create_group", { request });
  await stage.screen.load();
  const row = page.getByRole("row", { name: /Billing gateway/ });
  await row.waitFor();
  await tabTo(/Billing gateway|Title/);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menu").waitFor();
  await page.keyboard.type("Move");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Move Billing gateway" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
  await page.keyboard.press("Control+Enter");
  await row.getByText("Depots").waitFor();
  // The focus is back where the menu was opened.
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("gridcell");
  await page.keyboard.press("Control+z");
  await row.getByText("General").waitFor();
});
