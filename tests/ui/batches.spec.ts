/** Many at once: what would be done, doing it, what became of it, and taking it back. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { BatchRow } from "../../ui/src/bindings/BatchRow";
import { Bridge } from "./bridge";
import { Screen } from "./screen";
import {
  askSelection,
  everyState,
  menuOpen,
  onBatches,
  overTenant,
  underWay,
  withBatches,
} from "./shots-batches";
import { someSelected } from "./shots-table";
import { filled, filledWithKeychain, Stage } from "./stage";

let stage: Stage;
afterEach(() => stage.close());

const dialog = () => stage.page.getByRole("dialog");
const inDialog = (name: string | RegExp) =>
  dialog().getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
const closed = () => expect.poll(() => dialog().count()).toBe(0);
const row = (index: number) => stage.page.locator(`[role=row][data-row='${index}']`);
const tick = (index: number) => row(index).getByRole("checkbox");
const batches = () => stage.bridge.call<BatchRow[]>("list_batches");
const said = (words: string | RegExp) =>
  stage.page.getByRole("region", { name: "Notifications" }).getByText(words);

/** How many a query finds, by the core. */
async function found(query: string): Promise<number> {
  const answer = await fetch(`${stage.bridge.url}/query_credentials`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant: stage.tenant?.id ?? null, query, sort: [] }),
  });
  expect(answer.ok, query).toBe(true);
  return new DataView(await answer.arrayBuffer()).getUint32(4, true);
}

/** How often the page asked for a command from now on. */
function counted(command: string): () => number {
  let times = 0;
  stage.page.on("request", (request) => {
    if (request.url().endsWith(`/${command}`)) times += 1;
  });
  return () => times;
}

async function group(name: string): Promise<string> {
  const request = { requestId: crypto.randomUUID(), tenant: stage.tenant?.id, name, description: "" };
  return (await stage.bridge.call<{ id: string }>("create_group", { request })).id;
}

describe("a selection", () => {
  test("is revoked after a preview, and all of it is undone from the message", async () => {
    stage = await someSelected();
    const before = await found("status:revoked");
    await askSelection(stage, "Revoke…");
    await dialog().getByText("You can undo this for 30 days.").waitFor();
    await dialog().getByText("5 selected credentials", { exact: true }).waitFor();
    await stage.screen.sound();
    // The first field has the focus, never the button.
    await expect
      .poll(() => stage.field("Reasonoptional").evaluate((field) => field === document.activeElement))
      .toBe(true);
    await stage.page.keyboard.type("Leaked CI cache");
    await stage.page.keyboard.press("Enter");
    await dialog()
      .getByText(/^Revoked \d credentials\.$/)
      .waitFor();
    await stage.screen.sound();
    expect(await found("status:revoked")).toBeGreaterThan(before);
    const [done] = await batches();
    expect(done).toMatchObject({ state: "finished", reason: "Leaked CI cache", operator: "Dana" });
    await dialog().locator("footer").getByRole("button", { name: "Close" }).click();
    await closed();
    await said(/^Revoked \d credentials\.$/).waitFor();
    await stage.page
      .getByRole("region", { name: "Notifications" })
      .getByRole("button", { name: "Undo" })
      .click();
    await said(/^Undone: \d credentials are as they were\.$/).waitFor();
    expect(await found("status:revoked")).toBe(before);
    // What is selected stays so.
    await stage.page.getByRole("region", { name: "Selection" }).getByText("5 selected").waitFor();
  });

  test("is moved to a group that is chosen first; going back keeps the choice", async () => {
    stage = await filled();
    await group("Depots");
    await tick(1).click();
    await tick(2).click();
    await askSelection(stage, "Move…");
    await inDialog("Preview").click();
    await dialog().getByText("Choose a group first.").waitFor();
    await stage.field("Group").selectOption({ label: "Depots" });
    await inDialog("Preview").click();
    await dialog().getByRole("heading", { name: "Move 2 credentials?" }).waitFor();
    await dialog()
      .getByText(/They go to\s*Depots/)
      .waitFor();
    await inDialog("Back").click();
    expect(
      await stage.field("Group").evaluate((field: HTMLSelectElement) => field.selectedOptions[0]?.label),
    ).toBe("Depots");
    await inDialog("Preview").click();
    await inDialog("Move 2 credentials").click();
    await dialog().getByText("Moved 2 credentials.").waitFor();
    expect(await found("group:Depots")).toBe(2);
  });

  test("gets tags, and loses them", async () => {
    stage = await someSelected();
    await askSelection(stage, "Tag…");
    await stage.field("Tags").fill("legacy, incident");
    await inDialog("Preview").click();
    await dialog()
      .getByText(/They get\s*legacy, incident/)
      .waitFor();
    await inDialog("Tag 5 credentials").click();
    await dialog().getByText("Tagged 5 credentials.").waitFor();
    await dialog().locator("footer").getByRole("button", { name: "Close" }).click();
    expect(await found("tag:legacy tag:incident")).toBe(5);
    await askSelection(stage, "Untag…");
    await stage.field("Tags").fill("legacy");
    await inDialog("Preview").click();
    await inDialog("Untag 5 credentials").click();
    await dialog().getByText("Untagged 5 credentials.").waitFor();
    expect(await found("tag:incident")).toBe(5);
    // Nothing has this tag any more, so that no query can name it.
    await expect(found("tag:legacy")).rejects.toThrow();
  });

  test("gets another expiry: days, months, a date or none", async () => {
    stage = await someSelected();
    await askSelection(stage, "Change expiry…");
    await stage.field("Days").fill("none");
    await inDialog("Preview").click();
    await dialog().getByText("Choose an expiry first.").waitFor();
    await stage.screen.sound();
    await dialog().getByText("Never", { exact: true }).click();
    await inDialog("Preview").click();
    await dialog()
      .getByText(/Their new expiry:\s*never/)
      .waitFor();
    await inDialog(/^Change \d expir/).click();
    await dialog()
      .getByText(/^Changed \d expir/)
      .waitFor();
    await dialog().locator("footer").getByRole("button", { name: "Close" }).click();
    await askSelection(stage, "Change expiry…");
    await dialog().getByText("Months later", { exact: true }).click();
    await stage.field("Months").fill("6");
    await inDialog("Preview").click();
    // They never expire now, so there is nothing to extend.
    await dialog().getByRole("heading", { name: "Nothing to change" }).waitFor();
    await dialog().getByText("It never expires, so there is nothing to extend.").waitFor();
    await stage.screen.sound();
    expect(
      await dialog()
        .getByRole("button", { name: /^Change/ })
        .count(),
    ).toBe(0);
  });

  test("is deleted once that is typed, and never undone", async () => {
    stage = await someSelected();
    await askSelection(stage, "Delete…");
    await dialog().getByText("This cannot be undone.").waitFor();
    const submit = inDialog("Delete 5 credentials");
    expect(await submit.getAttribute("aria-disabled")).toBe("true");
    await submit.click({ force: true });
    expect(await batches()).toEqual([]);
    await stage.field("Confirmation").fill("delete 4");
    expect(await submit.getAttribute("aria-disabled")).toBe("true");
    await stage.field("Confirmation").fill(" Delete 5");
    expect(await submit.getAttribute("aria-disabled")).toBe(null);
    await submit.click();
    await dialog().getByText("Deleted 5 credentials for ever.").waitFor();
    expect(await inDialog("Undo…").getAttribute("aria-disabled")).toBe("true");
    await dialog()
      .getByText(/^Cannot be undone\./)
      .waitFor();
    expect(await found("")).toBe(495);
  });

  test("shows what has no room behind More, in a small window and in a large one", async () => {
    stage = await someSelected();
    const visible = async () => {
      const names = await stage.page
        .getByRole("region", { name: "Selection" })
        .getByRole("button")
        .allInnerTexts();
      return names.map((name) => name.trim()).filter((name) => name.endsWith("…"));
    };
    await stage.page.setViewportSize({ width: 1900, height: 900 });
    await expect.poll(() => stage.button("More").count()).toBe(0);
    expect(await visible()).toHaveLength(10);
    await stage.page.setViewportSize({ width: 900, height: 600 });
    await stage.button("More").click();
    await stage.page.getByRole("menu").waitFor();
    const items = await stage.page.getByRole("menuitem").allInnerTexts();
    expect(items.at(-1)).toBe("Delete…");
    await stage.screen.sound();
    expect((await visible()).length + items.length).toBe(10);
    await stage.page.keyboard.press("Escape");
    await expect
      .poll(() => stage.button("More").evaluate((one) => one === document.activeElement))
      .toBe(true);
  });
});

describe("a whole scope", () => {
  test("is stated in the menu, with the number that it would touch", async () => {
    stage = await filled();
    const revoked = await found("status:revoked");
    await menuOpen(stage);
    await stage.page.getByRole("menuitem", { name: new RegExp(`^Revoke all….*${500 - revoked}$`) }).waitFor();
    await stage.page
      .getByRole("menuitem", { name: new RegExp(`^Delete all revoked….*${revoked}$`) })
      .waitFor();
    await stage.screen.sound();
    await stage.page.keyboard.press("Escape");
    await group("Depots");
    await stage.screen.load();
    await tick(3).click();
    await stage.page.getByRole("combobox", { name: /^Search/ }).fill("group:Depots");
    await stage.page.getByText("Nothing found").waitFor();
    await menuOpen(stage);
    expect(await stage.page.getByRole("menuitem", { name: /^Revoke all/ }).count()).toBe(3);
    await stage.page
      .getByRole("menuitem", { name: /There is no credential here\..*The group Depots/ })
      .first()
      .waitFor();
  });

  test("is revoked by what must be typed, by keys alone, and the focus comes back", async () => {
    stage = await filled();
    const usable = 500 - (await found("status:revoked"));
    const revoked = 500 - usable;
    await stage.button("Batch").focus();
    await stage.page.keyboard.press("Enter");
    await stage.page.getByRole("menu").waitFor();
    await stage.page.keyboard.press("Enter");
    await dialog()
      .getByRole("heading", { name: `Revoke all ${usable} credentials?` })
      .waitFor();
    await expect
      .poll(() => stage.field("Reasonoptional").evaluate((field) => field === document.activeElement))
      .toBe(true);
    await stage.page.keyboard.press("Tab");
    await stage.page.keyboard.type(`revoke ${usable}`);
    await stage.page.keyboard.press("Enter");
    await dialog().getByText(`Revoked ${usable} credentials.`).waitFor();
    expect(await found("status:revoked")).toBe(500);
    await stage.page.keyboard.press("Escape");
    await closed();
    await expect
      .poll(() => stage.button("Batch").evaluate((one) => one === document.activeElement))
      .toBe(true);
    // Only what this batch revoked comes back.
    await onBatches(stage);
    await stage.page.getByRole("table").getByRole("button", { name: "Undo…" }).click();
    await stage.page.getByText("What was changed since stays as it is").waitFor();
    await stage.screen.sound();
    await stage.button(`Undo ${usable} changes`).click();
    await dialog().getByText(`Undone: ${usable} credentials are as they were.`).waitFor();
    expect(await found("status:revoked")).toBe(revoked);
  });

  test("is not touched by looking at it, and a preview that is left is dropped", async () => {
    stage = await overTenant("Revoke all");
    const dropped = counted("drop_preview");
    await inDialog("Cancel").click();
    await closed();
    await expect.poll(dropped).toBe(1);
    expect(await batches()).toEqual([]);
  });

  test("is listed whole before it is touched, by what would become of each", async () => {
    stage = await overTenant("Revoke all");
    const revoked = await found("status:revoked");
    await inDialog(`all ${500 - revoked}`).click();
    await dialog().getByRole("grid").waitFor();
    await dialog().getByRole("grid").getByText("To be done").first().waitFor();
    await stage.screen.sound();
    await dialog()
      .getByRole("combobox", { name: "Show" })
      .selectOption({ label: `Skipped (${revoked})` });
    await dialog().getByText("It is revoked already.").first().waitFor();
    expect(await dialog().getByRole("grid").getByText("To be done", { exact: true }).count()).toBe(0);
    await stage.page
      .getByRole("dialog")
      .getByRole("grid")
      .evaluate((grid) => {
        grid.scrollTop = grid.scrollHeight;
      });
    await dialog()
      .locator(`[role=row][data-row='${revoked - 1}'] [role=gridcell]`)
      .first()
      .waitFor();
    await inDialog("Back").click();
    await dialog().getByText("Over", { exact: true }).waitFor();
  });

  test("keeps what was typed where the core refuses", async () => {
    stage = await overTenant("Reinstate all");
    await stage.field("Reasonoptional").fill("Drill is over");
    const message = "The disk is full.";
    await stage.page.route("**/run_batch", (route) =>
      route.fulfill({ status: 400, json: { code: "disk_full", message, field: null } }),
    );
    await inDialog(/^Reinstate \d/).click();
    await dialog().getByText(message).waitFor();
    expect(await stage.field("Reasonoptional").inputValue()).toBe("Drill is over");
    await stage.screen.sound();
    await stage.page.keyboard.press("Escape");
    await stage.page.getByRole("alertdialog", { name: "Leave without doing this?" }).waitFor();
    await stage.page.getByRole("button", { name: "Keep editing" }).click();
    await stage.page.unroute("**/run_batch");
    await inDialog(/^Reinstate \d/).click();
    await dialog()
      .getByText(/^Reinstated \d+ credentials\.$/)
      .waitFor();
  });

  test("is looked at again where something was changed meanwhile", async () => {
    stage = await overTenant("Revoke all");
    await stage.bridge.issue(stage.tenant?.id ?? "", "Depot gate terminals");
    await dialog().getByText("Something was changed since you opened this.").waitFor();
    const before = await dialog().getByRole("heading").first().innerText();
    await inDialog("Look again").click();
    await expect.poll(() => dialog().getByRole("heading").first().innerText()).not.toBe(before);
    await expect
      .poll(() => dialog().getByText("Something was changed since you opened this.").count())
      .toBe(0);
  });
});

describe("a batch that is running", () => {
  test("goes on behind the window, which stays usable, and is reopened from the status bar", async () => {
    stage = await underWay();
    await stage.screen.sound();
    await inDialog("Hide").click();
    await closed();
    await stage.page.getByRole("row").nth(3).click();
    const item = stage.page.getByRole("contentinfo").getByRole("button", { name: /^Reinstating/ });
    await stage.screen.sound();
    await item.click();
    await dialog().getByRole("progressbar").waitFor();
    const cancelled = counted("cancel_job");
    await inDialog("Stop").click();
    await expect.poll(cancelled).toBe(1);
    await expect.poll(() => dialog().getByText("Stopping", { exact: true }).count()).toBe(1);
  });

  test("stops after whole parts, says what was done, and can go on", async () => {
    stage = await filled(undefined, 6_000);
    await menuOpen(stage);
    await stage.page.getByRole("menuitem", { name: /^Reinstate all/ }).waitFor();
    await stage.page.keyboard.press("Escape");
    await tick(0).click();
    await stage.button("Select all 6,000 matching").click();
    await askSelection(stage, "Tag…");
    await stage.field("Tags").fill("slow");
    await inDialog("Preview").click();
    await inDialog(/^Tag [\d,]+ credentials$/).click();
    await inDialog("Stop").click();
    await dialog()
      .getByText(/^Tagged [\d,]+ credentials\. Stopped: [\d,]+ left as they were\.$/)
      .waitFor();
    await stage.screen.sound();
    const [stopped] = await batches();
    expect(stopped?.state).toBe("cancelled");
    expect((stopped?.counts.done ?? 1) % 1_000).toBe(0);
    await inDialog("Resume").click();
    await dialog().getByText("Tagged 6,000 credentials.").waitFor();
  });

  test("is interrupted by a crash; the next start says so, and it goes on or is undone", async () => {
    stage = await filled(undefined, 8_000);
    const deed = { kind: "tag", tags: ["crash"] };
    const scope = { kind: "tenant", tenant: stage.tenant?.id };
    const { batch } = await stage.bridge.call<{ batch: string }>("preview_batch", {
      request: { deed, scope },
    });
    await stage.bridge.call("run_batch", { request: { batch, confirmation: "", reason: "" } });
    await expect
      .poll(async () => (await batches())[0]?.counts.done ?? 0, { interval: 20 })
      .toBeGreaterThan(0);
    const tenant = stage.tenant;
    const bridge = await stage.bridge.crash();
    await stage.screen.close();
    stage = new Stage(bridge, await Screen.open(bridge), tenant);
    await stage.page.getByText("“Tag” was interrupted.").waitFor();
    await stage.screen.sound();
    const [interrupted] = await batches();
    expect(interrupted?.state).toBe("interrupted");
    expect((interrupted?.counts.done ?? 1) % 1_000).toBe(0);
    await stage.button("Resume").click();
    await dialog().getByText("Tagged 8,000 credentials.").waitFor({ timeout: 25_000 });
    expect(await found("tag:crash")).toBe(8_000);
    await dialog().locator("footer").getByRole("button", { name: "Close" }).click();
    await expect.poll(() => stage.page.getByText("“Tag” was interrupted.").count()).toBe(0);
  }, 60_000);
});

describe("the batches", () => {
  test("are listed with what each did, each state by icon and word", async () => {
    stage = await withBatches(everyState);
    await onBatches(stage);
    const table = stage.page.getByRole("table", { name: "Batches" });
    for (const word of ["Running", "Finished", "Interrupted", "Undone", "Stopped"]) {
      const state = table.getByText(word, { exact: true }).first();
      await state.waitFor();
      expect(await state.locator("svg").count()).toBe(1);
    }
    await table.getByText("212 done, 2 changed since, 1 new since, 13 skipped").waitFor();
    await stage.screen.sound();
    await table.getByRole("button", { name: /^Actions for Delete all revoked/ }).click();
    await stage.page.getByRole("menuitem", { name: /Undo….*What is deleted is gone for ever\./ }).waitFor();
    await stage.page.keyboard.press("Escape");
    await table.getByRole("button", { name: /^Revoke all,/ }).click();
    await dialog().getByText("Leaked CI cache, incident 2026-118").waitFor();
    await stage.page.keyboard.press("Escape");
    await expect
      .poll(() =>
        table.getByRole("button", { name: /^Revoke all,/ }).evaluate((one) => one === document.activeElement),
      )
      .toBe(true);
  });

  test("leave a report, which is saved as a file", async () => {
    stage = await overTenant("Reinstate all");
    await inDialog(/^Reinstate \d/).click();
    await dialog()
      .getByText(/^Reinstated \d+ credentials\.$/)
      .waitFor();
    await inDialog(/^Show all/).click();
    await dialog().getByRole("grid").getByText("Done", { exact: true }).first().waitFor();
    await inDialog("Back").click();
    await inDialog("Save report…").click();
    const file = join(stage.bridge.root, "report.csv");
    await stage.bridge.nextDialog({ path: file });
    await stage.button("Save report").click();
    await stage.page.getByText("Saved the report.").waitFor();
    await stage.screen.sound();
    expect(existsSync(file)).toBe(true);
    const lines = readFileSync(file, "utf8").trimEnd().split("\r\n");
    expect(lines).toHaveLength(501);
    expect(lines[0]).toContain("Outcome");
  });

  test("that were interrupted are told of above every page, until they are left for later", async () => {
    stage = await withBatches(everyState);
    const notice = stage.page.getByText("“Revoke” was interrupted.");
    await notice.waitFor();
    await onBatches(stage);
    await notice.waitFor();
    await stage.button("Leave it for now").click();
    await expect.poll(() => notice.count()).toBe(0);
  });

  test("stand in the audit log, one entry for each part", async () => {
    stage = await someSelected();
    await askSelection(stage, "Deactivate…");
    await inDialog(/^Deactivate \d/).click();
    await dialog()
      .getByText(/^Deactivated \d credentials?\.$/)
      .waitFor();
    await dialog().locator("footer").getByRole("button", { name: "Close" }).click();
    await stage.page.getByRole("button", { name: "Audit log", exact: true }).click();
    await stage.page.getByRole("grid", { name: "Audit log" }).getByText("Many deactivated").first().waitFor();
  });
});

test("the palette offers all of it", async () => {
  stage = await someSelected();
  await stage.page.keyboard.press("Control+k");
  await stage.page.keyboard.type("untag");
  await stage.page.getByRole("option", { name: /^Untag: the selection/ }).click();
  await dialog().getByRole("heading", { name: "Take tags from the selection" }).waitFor();
  await inDialog("Cancel").click();
  await closed();
  await stage.page.keyboard.press("Control+k");
  await stage.page.keyboard.type("delete all revoked acme");
  await stage.page.getByRole("option", { name: /^Delete all revoked: Acme Logistics/ }).click();
  await dialog()
    .getByRole("heading", { name: /^Delete \d+ revoked credentials for ever\?$/ })
    .waitFor();
});

test("while the keychain is locked what blocks works, and says what that means; all else waits", async () => {
  stage = await filledWithKeychain("locked");
  await tick(0).click();
  await tick(1).click();
  const bar = stage.page.getByRole("region", { name: "Selection" });
  const move = bar.getByRole("button", { name: "Move…", exact: true });
  expect(await move.getAttribute("aria-disabled")).toBe("true");
  expect(await move.getAttribute("data-tip")).toContain("key of this vault");
  await askSelection(stage, "Revoke…");
  await dialog().getByText("an administrator vouches for it in the audit log afterwards").waitFor();
  await stage.screen.sound();
  await inDialog(/^Revoke \d credential/).click();
  await dialog()
    .getByText(/^Revoked \d credentials?\.$/)
    .waitFor();
  expect(await inDialog("Undo…").getAttribute("aria-disabled")).toBe("true");
});

test("what an operator may not do stays in its place and says why", async () => {
  const first = await Bridge.start();
  const tenant = await first.firstRun();
  await first.call("add_samples", { tenant: tenant.id, count: 50 });
  const { groups } = await first.call<{ groups: { id: string; name: string }[] }>("list_operators");
  const auditors = groups.find(({ name }) => name === "Auditors")?.id;
  const request = { requestId: crypto.randomUUID(), account: "1001", name: "Sam", group: auditors };
  await first.call("add_operator", { request });
  await first.stop({ keep: true });
  const bridge = await Bridge.start({ root: first.root, operator: "1001:Sam" });
  stage = new Stage(bridge, await Screen.open(bridge), tenant);
  await tick(0).click();
  const revoke = stage.page
    .getByRole("region", { name: "Selection" })
    .getByRole("button", { name: "Revoke…" });
  expect(await revoke.getAttribute("aria-disabled")).toBe("true");
  expect(await revoke.getAttribute("data-tip")).toContain("“Revoke and reinstate”");
  await revoke.click({ force: true });
  expect(await dialog().count()).toBe(0);
  await menuOpen(stage);
  await stage.page
    .getByRole("menuitem", { name: /^Delete all revoked.*“Delete”/ })
    .first()
    .waitFor();
  await stage.screen.sound();
});
