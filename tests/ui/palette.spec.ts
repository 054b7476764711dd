/** The palette and the shortcuts: everything that can be done, found by typing, and every key. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { box } from "./shots-finding";
import { filled, type Stage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await filled();
  await stage.bridge.issue(stage.tenant?.id ?? "", "Wharf crane telemetry");
  await stage.page.getByRole("row", { name: /Wharf crane telemetry/ }).waitFor();
});
afterAll(() => stage.close());

const dialog = () => stage.page.getByRole("dialog", { name: "Find an action, a view or a credential" });
const field = () => dialog().getByRole("combobox");
const option = (name: string | RegExp) => dialog().getByRole("option", { name });

describe("the palette", () => {
  beforeEach(async () => {
    await stage.page.keyboard.press("Control+k");
    await field().waitFor();
  });

  test("begins with the credential that the table is at, and what cannot be done says why", async () => {
    await dialog().getByText("With Wharf crane telemetry").waitFor();
    await field().pressSequentially("reinst");
    await field().press("Control+a");
    await field().pressSequentially("copy secret");
    const closed = option(/^Copy Secret Key/);
    await closed.waitFor();
    expect(await closed.getAttribute("aria-disabled")).toBe("true");
    await stage.screen.sound();
    await field().press("Escape");
    await expect.poll(() => dialog().count()).toBe(0);
  });

  test("does something with it", async () => {
    await option("Move to group…").waitFor();
    await field().pressSequentially("move gro");
    await expect.poll(() => dialog().locator("[aria-selected=true]").innerText()).toContain("Move to group");
    await field().press("Enter");
    await stage.page.getByRole("dialog", { name: "Move Wharf crane telemetry" }).waitFor();
    await stage.page.keyboard.press("Escape");
  });

  test("goes to a screen and to a view", async () => {
    await field().pressSequentially("audit");
    await field().press("Enter");
    await stage.page.getByRole("heading", { name: "Audit log" }).waitFor();
    await stage.page.keyboard.press("Control+k");
    await field().pressSequentially("never exp");
    await field().press("Enter");
    await expect.poll(() => box(stage).inputValue()).toBe("is:never-expires");
  });

  test("finds credentials, and opens one", async () => {
    await field().pressSequentially("wharf cra");
    await option(/^Wharf crane telemetry/).click();
    await stage.page.getByRole("region", { name: /Wharf crane telemetry/ }).waitFor();
    await stage.button(/^Close details/).click();
  });

  test("changes how the window looks", async () => {
    await field().pressSequentially("compact");
    await field().press("Enter");
    await expect
      .poll(() => stage.page.evaluate(() => document.documentElement.dataset.density))
      .toBe("compact");
  });

  test("moves by keys round its list, and says how many there are", async () => {
    await field().press("ArrowUp");
    const active = await field().getAttribute("aria-activedescendant");
    expect(await dialog().getByRole("option").last().getAttribute("id")).toBe(active);
    await field().pressSequentially("nothing is called so");
    await dialog().getByText("Nothing is called so.").waitFor();
    await field().press("Escape");
  });

  test("looks a pasted key up, and does not keep it", async () => {
    await field().evaluate((element) => {
      const data = new DataTransfer();
      data.setData("text/plain", "0123456789ABCDEF0123456789ABCDEF");
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    await dialog().getByText("No credential has this key, Access ID or fingerprint.").waitFor();
    expect(await field().inputValue()).toBe("");
    await field().press("Escape");
  });
});

describe("the shortcuts", () => {
  const sheet = () => stage.page.getByRole("dialog", { name: "Keyboard shortcuts" });

  test("are listed, and single keys can be switched off", async () => {
    await stage.page.keyboard.press("Control+/");
    await sheet().waitFor();
    await sheet().getByText("Find an action, a view or a credential").waitFor();
    await stage.screen.sound();
    const single = sheet().getByRole("switch", { name: "Single keys act" });
    await single.click();
    await expect.poll(() => single.isChecked()).toBe(false);
    await stage.page.keyboard.press("Escape");
    await expect.poll(() => sheet().count()).toBe(0);
    await stage.button("Filter").focus();
    await stage.page.keyboard.press("/");
    await stage.page.keyboard.press("?");
    expect(await box(stage).evaluate((element) => element === document.activeElement)).toBe(false);
    expect(await sheet().count()).toBe(0);
    await stage.page.keyboard.press("Control+/");
    await single.click();
    await expect.poll(() => single.isChecked()).toBe(true);
    await stage.page.keyboard.press("Escape");
    await stage.button("Filter").focus();
    await stage.page.keyboard.press("?");
    await sheet().waitFor();
    await stage.page.keyboard.press("Escape");
  });
});
