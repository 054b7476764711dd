/** The settings: the look of the window, the clipboard, defaults, operators and their groups, the folder, the versions. */
import { afterEach, expect, test } from "vitest";
import type { Settings } from "../../ui/src/bindings/Settings";
import { asIssuer, onSettings, peopled } from "./shots-settings";
import { filled, made, type Stage } from "./stage";

let stage: Stage;
afterEach(() => stage.close());

const said = (text: string) => stage.page.getByText(text, { exact: true }).waitFor();
const choose = (name: string) => stage.page.getByRole("radio", { name, exact: true }).click({ force: true });
const root = () => stage.page.evaluate(() => ({ ...document.documentElement.dataset }));
const row = (name: string | RegExp) => stage.page.getByRole("row", { name });

test("theme, density and dates are in effect at once, kept in the vault, and there before anything is drawn", async () => {
  stage = await filled(undefined, 50);
  const { page, bridge } = stage;
  await bridge.issue(stage.tenant?.id ?? "", "Billing gateway", {
    expires: { kind: "on", date: "2026-03-05" },
  });
  // Its sheet, open only between two calls, may have been seen by the page.
  await stage.screen.load();
  await onSettings(stage, "Appearance");
  await choose("Dark");
  await choose("Comfortable");
  await choose("ISO 8601");
  await expect.poll(root).toMatchObject({ theme: "dark", density: "comfortable" });
  await page.getByText("For example “2026-03-05”").waitFor();
  await expect
    .poll(() => bridge.call("preferences"))
    .toEqual({ theme: "dark", density: "comfortable", dates: "iso", singleKeys: true });
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);

  // Every look that the root had since something was drawn into it.
  await page.addInitScript(() => {
    const seen: (string | undefined)[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      if (document.querySelector("nav")) seen.push(document.documentElement.dataset.theme);
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await stage.screen.load();
  await page.getByRole("row", { name: /Billing gateway/ }).waitFor();
  const seen = await page.evaluate(() => (window as unknown as { seen: unknown[] }).seen);
  expect(new Set(seen)).toEqual(new Set(["dark"]));
  const billing = page.getByRole("row", { name: /Billing gateway/ });
  expect((await billing.boundingBox())?.height).toBe(44);
  expect(await billing.innerText()).toContain("2026-03-05");
  await stage.screen.sound();
});

test("a choice that could not be kept is in effect, and says so", async () => {
  stage = await made();
  await onSettings(stage, "Appearance");
  const refusal = { code: "disk_full", message: "The disk is full.", field: null };
  await stage.page.route("**/change_preferences", (route) => route.fulfill({ status: 400, json: refusal }));
  await choose("Dark");
  await stage.page.getByText("could not be kept").waitFor();
  expect(await root()).toMatchObject({ theme: "dark" });
});

test("how long a secret stays on the clipboard: the core judges, beneath the field, and what was typed stays", async () => {
  stage = await made();
  await onSettings(stage, "Clipboard");
  const field = stage.field("Clear after");
  for (const typed of ["4", "301", "soon"]) {
    await field.fill(typed);
    await stage.button("Save changes").click();
    await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
    expect(await field.inputValue()).toBe(typed);
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  }
  await field.fill("60");
  await stage.page.keyboard.press("Enter");
  await said("Saved the settings.");
  expect((await stage.bridge.call<Settings>("settings")).clipboardSeconds).toBe(60);
});

test("what was typed in one part stays while another is looked at", async () => {
  stage = await made();
  await onSettings(stage, "Clipboard");
  await stage.field("Clear after").fill("90");
  await onSettings(stage, "About");
  await onSettings(stage, "Clipboard");
  expect(await stage.field("Clear after").inputValue()).toBe("90");
  await stage.button("Cancel").click();
  await expect.poll(() => stage.field("Clear after").inputValue()).not.toBe("90");
});

test("what was typed stays while another page is looked at, and what somebody else saved meanwhile is told", async () => {
  stage = await made();
  await onSettings(stage, "Clipboard");
  await stage.field("Clear after").fill("90");
  await stage.page
    .getByRole("navigation", { name: "Main" })
    .getByRole("button", { name: /^Credentials/ })
    .click();
  await stage.page.getByRole("heading", { name: "Credentials", exact: true }).waitFor();
  const stands = await stage.bridge.call<Settings>("settings");
  await stage.bridge.call("change_settings", { settings: { ...stands, clipboardSeconds: 20 } });
  await onSettings(stage, "Clipboard");
  expect(await stage.field("Clear after").inputValue()).toBe("90");
  await stage.button("Save changes").click();
  await stage.page.getByRole("alert").first().waitFor();
  expect((await stage.bridge.call<Settings>("settings")).clipboardSeconds).toBe(20);
  expect(await stage.field("Clear after").inputValue()).toBe("90");
  await stage.button("Save changes").click();
  await said("Saved the settings.");
  expect((await stage.bridge.call<Settings>("settings")).clipboardSeconds).toBe(90);
});

test("the defaults are what the form for a new tenant begins with", async () => {
  stage = await made();
  await onSettings(stage, "Credential defaults");
  await choose("Other");
  await stage.page.getByRole("textbox", { name: "Default lifetime" }).fill("45");
  await stage.page.getByRole("switch", { name: /Credentials may never expire/ }).uncheck();
  expect(await stage.page.getByRole("radio", { name: "Never", exact: true }).isDisabled()).toBe(true);
  await stage.field("Expiring from").fill("14");
  await choose("Recoverable");
  await stage.button("Save changes").click();
  await said("Saved the settings.");
  const { draft } = await stage.bridge.call<{ draft: object }>("new_tenant");
  expect(draft).toMatchObject({
    defaultDays: 45,
    defaultNever: false,
    neverAllowed: false,
    warningDays: 14,
    reveal: "recoverable",
  });
});

test("an operator is added by number, changed and removed; the last administrator stays", async () => {
  stage = await made();
  await onSettings(stage, "Operators");
  await row(/^Dana/).getByText("last administrator").waitFor();
  expect(await stage.button("Remove Dana").getAttribute("aria-disabled")).toBe("true");
  await stage.button("Edit Dana").click();
  expect(await stage.field("Group").isDisabled()).toBe(true);
  await stage.page.getByText("is the last administrator and stays one").waitFor();
  await stage.page.keyboard.press("Escape");

  await stage.button("Add operator").click();
  await stage.field("Account").selectOption({ label: "Another account, by its number" });
  await stage.field("Account number").fill("robin");
  await stage.field("Name").fill("Robin");
  await stage.page.getByRole("dialog").getByRole("button", { name: "Add operator" }).click();
  await expect.poll(() => stage.field("Account number").getAttribute("aria-invalid")).toBe("true");
  await stage.field("Account number").fill("4001");
  await stage.field("Group").selectOption({ label: "Auditors" });
  await stage.page.getByRole("dialog").getByRole("button", { name: "Add operator" }).click();
  await said("Added Robin.");
  await row(/^Robin 4001 Auditors/).waitFor();

  await stage.button("Edit Robin").click();
  await stage.field("Group").selectOption({ label: "Administrators" });
  await stage.button("Save changes").click();
  await said("Changed Robin.");
  await row(/^Robin 4001 Administrators/).waitFor();
  // Two administrators: neither is the last one.
  await expect.poll(() => stage.page.getByText("last administrator").count()).toBe(0);

  await stage.button("Remove Robin").click();
  await expect.poll(() => stage.page.evaluate(() => document.activeElement?.textContent)).toBe("Cancel");
  await stage.button("Remove operator").click();
  await said("Removed Robin.");
  await row(/^Robin/).waitFor({ state: "detached" });
  await stage.screen.sound();
});

test("a group of the vault's own has the permissions that are ticked; built-in ones are fixed", async () => {
  stage = await made();
  await onSettings(stage, "Operators");
  for (const name of ["Administrators", "Issuers", "Auditors"]) {
    expect(await stage.button(`Edit ${name}`).getAttribute("aria-disabled")).toBe("true");
    expect(await stage.button(`Delete ${name}`).getAttribute("aria-disabled")).toBe("true");
  }
  await stage.button("New group").click();
  await stage.field("Name").fill("issuers");
  await stage.page.getByRole("checkbox", { name: "Reveal" }).check();
  await stage.button("Create group").click();
  await expect.poll(() => stage.field("Name").getAttribute("aria-invalid")).toBe("true");
  await stage.field("Name").fill("Integration team");
  await stage.button("Create group").click();
  await said("Created the group Integration team.");
  await row(/^Integration team View, Reveal 0 operators/).waitFor();

  await stage.button("Edit Integration team").click();
  await stage.page.getByRole("checkbox", { name: "Reveal" }).uncheck();
  await stage.button("Save changes").click();
  await row(/^Integration team View 0 operators/).waitFor();
  await stage.button("Delete Integration team").click();
  await stage.button("Delete group").click();
  await said("Deleted the group Integration team.");
  await row(/^Integration team/).waitFor({ state: "detached" });
});

test("a group that somebody is in is not deleted, and says so", async () => {
  stage = await made();
  await peopled(stage.bridge);
  await onSettings(stage, "Operators");
  const button = stage.button("Delete Integration team");
  await button.waitFor();
  expect(await button.getAttribute("aria-disabled")).toBe("true");
  expect(await button.getAttribute("data-tip")).toContain("1 operator is in this group");
});

test("one who may not manage settings sees them, and is told whom to ask", async () => {
  stage = await asIssuer();
  await onSettings(stage, "Clipboard");
  await stage.page
    .getByText(/^Your role may not change this\./)
    .first()
    .waitFor();
  expect(await stage.field("Clear after").isDisabled()).toBe(true);
  expect(await stage.button("Save changes").getAttribute("aria-disabled")).toBe("true");
  await onSettings(stage, "Operators");
  expect(await stage.button("Add operator").getAttribute("aria-disabled")).toBe("true");
  // The look of the window is everybody's own.
  await onSettings(stage, "Appearance");
  await choose("Dark");
  await expect.poll(() => stage.bridge.call("preferences")).toMatchObject({ theme: "dark" });
  await stage.screen.sound();
});

test("the data folder is named, and opened by the desktop", async () => {
  stage = await made();
  await onSettings(stage, "Data folder");
  await stage.page.getByText(stage.bridge.folder, { exact: true }).waitFor();
  await stage.page.getByText("There are none.").waitFor();
  await stage.button("Open folder").click();
  await expect
    .poll(async () => (await stage.bridge.effects()).some(({ effect }) => effect === "openFolder"))
    .toBe(true);
});

test("every package is listed with its licence, once it is asked for", async () => {
  stage = await made();
  await onSettings(stage, "About");
  await stage.page.getByText("SQLite", { exact: true }).waitFor();
  await stage.button("Show all licences").click();
  await stage.field("Find").fill("react-dom");
  await row(/^react-dom \S+ MIT JavaScript/).waitFor();
  await stage.field("Find").fill("no such package");
  await said("No package or licence of this name.");
});
