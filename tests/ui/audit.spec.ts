/** The audit log: its entries, what narrows them, one entry with its proof, and what waits to be vouched for. */
import { afterEach, expect, test } from "vitest";
import type { AuditChoices } from "../../ui/src/bindings/AuditChoices";
import { busy, changedWhileLocked, onAudit } from "./shots-audit";
import type { Stage } from "./stage";

let stage: Stage;
afterEach(() => stage.close());

/** The action and the title of each row in sight, newest first. */
const rows = () =>
  stage.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[role=row][data-row]:not([data-row='-1'])")]
      // The table of credentials keeps its place behind this page.
      .filter((row) => row.checkVisibility() && !row.hasAttribute("aria-busy"))
      .sort((one, other) => Number(one.dataset.row) - Number(other.dataset.row))
      .map((row) => [3, 4].map((cell) => row.children[cell]?.textContent ?? "").join(" ")),
  );
const total = () => stage.page.locator("search [role=status]").innerText();
const panel = (number: number) => stage.page.getByRole("region", { name: `Details of entry ${number}` });

test("the newest entry comes first, and each says what was done to what", async () => {
  stage = await busy();
  await onAudit(stage);
  await expect.poll(async () => (await rows())[0]).toContain("Reinstated Customs filing service");
  expect((await rows())[1]).toContain("Revoked Customs filing service");
  expect((await rows()).at(-1)).toContain("Vault created The vault");
  await stage.screen.sound();
});

test("text, action, operator and days narrow it, and one button clears them", async () => {
  stage = await busy();
  await onAudit(stage);
  await expect.poll(total).toMatch(/^\d+ entries$/);
  const all = await total();
  await stage.field("Find in the audit log").fill("customs");
  await expect.poll(async () => (await rows()).every((row) => row.includes("Customs"))).toBe(true);
  await stage.field("Action").selectOption({ label: "Revoked" });
  await expect.poll(total).toBe("1 entry");
  const { operators } = await stage.bridge.call<AuditChoices>("audit_choices");
  await stage.field("Operator").selectOption(operators[0]?.account ?? "");
  await expect.poll(total).toBe("1 entry");
  await stage.button("Clear filters").click();
  await expect.poll(total).toBe(all);
  expect(await stage.field("Find in the audit log").inputValue()).toBe("");

  // Entries are of 2 March; the day before has none.
  await stage.page.getByRole("spinbutton").nth(3).focus();
  await stage.page.keyboard.type("01032026");
  await stage.page.getByText("No entries match.").waitFor();
  await stage.page.locator("main").getByRole("button", { name: "Clear filters" }).last().click();
  await expect.poll(total).toBe(all);
});

test("one entry says its changes and its proof; the arrow keys change what it shows", async () => {
  stage = await busy();
  await onAudit(stage);
  const last = Number((await total()).replace(/\D/g, ""));
  await stage.button("Revoked").click();
  const shown = panel(last - 1);
  await shown.getByText("It follows in the chain.").waitFor();
  await shown.getByText("It bears the vault’s mark.").waitFor();
  await shown.getByText("Suspected leak in a CI log").first().waitFor();
  await shown.locator("dt", { hasText: /^State$/ }).waitFor();
  expect(await shown.locator("code").last().innerText()).toMatch(/^[0-9a-f]{64}$/);
  await stage.screen.sound();

  await stage.page.locator("[role=gridcell][tabindex='0']:visible").focus();
  await stage.page.keyboard.press("ArrowUp");
  await panel(last).getByText("Reinstated").waitFor();
  await stage.page.keyboard.press("Escape");
  await panel(last).waitFor({ state: "detached" });
  await stage.page.keyboard.press("ArrowDown");
  await stage.page.keyboard.press("Enter");
  await panel(last - 1).waitFor();
  await stage.button("Close details").click();
  await panel(last - 1).waitFor({ state: "detached" });
  await expect.poll(() => stage.page.evaluate(() => document.activeElement?.role)).toBe("gridcell");
});

test("a new entry appears by itself", async () => {
  stage = await busy();
  await onAudit(stage);
  await stage.bridge.issue(stage.tenant?.id ?? "", "Night watch", {}, false);
  await expect.poll(async () => (await rows())[0]).toContain("Issued Night watch");
});

test("an entry that does not come is said so in its place, and Try again brings it", async () => {
  stage = await busy();
  await onAudit(stage);
  const refusal = { code: "storage", message: "The vault’s file could not be read.", field: null };
  await stage.page.route("**/audit_entry", (route) => route.fulfill({ status: 400, json: refusal }));
  await stage.button("Revoked").click();
  await stage.page.getByText("Could not read this entry").waitFor();
  await stage.page.unroute("**/audit_entry");
  await stage.button("Try again").click();
  await stage.page.getByText("It follows in the chain.").waitFor();
});

test("what was done while the keychain was locked is listed, looked at, and vouched for in one entry", async () => {
  stage = await changedWhileLocked();
  await onAudit(stage);
  await stage.page.getByText("2 changes were made while the keychain was locked.").waitFor();
  const list = stage.page.getByRole("list", { name: "Changes made while the keychain was locked" });
  expect(await list.getByText("Fits the row before it", { exact: true }).count()).toBe(2);
  await list.getByRole("button").first().click();
  await stage.page
    .getByText(/^Made while the keychain was locked\./)
    .first()
    .waitFor();
  await stage.screen.sound();
  await stage.button("Vouch for 2 changes").click();
  await stage.page.getByText(/^Vouched for \d+ changes?\.$/).waitFor();
  await list.waitFor({ state: "detached" });
  await stage.page.keyboard.press("Escape");
  await expect.poll(async () => (await rows())[0]).toContain("Changes vouched for");
  expect(await stage.bridge.call("pending_changes")).toEqual([]);
});

test("while the key is not at hand each entry says how it was made, and nobody is asked to vouch", async () => {
  stage = await changedWhileLocked(false);
  await onAudit(stage);
  const marks = stage.page.getByRole("img", { name: "Made while the keychain was locked" });
  await expect.poll(() => marks.count()).toBe(2);
  expect(await stage.button("Vouch for 2 changes").count()).toBe(0);
  await expect(stage.bridge.call("pending_changes")).rejects.toMatchObject({ code: "key_locked" });
});
