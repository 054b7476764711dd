/** 100,000 rows: the last one is reached, few are in the document, and nothing is left blank. */
import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Bridge, KEYCHAIN, NOW, VAULT } from "./bridge";
import { SEED, SEEDED } from "./places";
import { Screen } from "./screen";
import { Stage } from "./stage";

const MANY = 100_000;
let stage: Stage;

/** A vault of so many, made once for each build of what makes it, and copied. */
async function seeded(): Promise<string> {
  const made = Math.round(statSync(SEED).mtimeMs);
  const kept = join(SEEDED, `${MANY}-${made}`);
  if (!existsSync(kept)) {
    await rm(SEEDED, { recursive: true, force: true });
    const making = `${kept}.making`;
    await mkdir(making, { recursive: true });
    await promisify(execFile)(SEED, [
      ...["--data-dir", join(making, VAULT), "--keychain-file", join(making, KEYCHAIN)],
      ...["--credentials", String(MANY), "--now", NOW],
    ]);
    await rename(making, kept);
  }
  const root = await mkdtemp(join(tmpdir(), "keywright-bridge-"));
  await cp(kept, root, { recursive: true });
  return root;
}

beforeAll(async () => {
  // The vault knows the account that made it, and nobody else.
  const bridge = await Bridge.start({ root: await seeded(), operator: `${process.getuid?.()}:Dana` });
  stage = new Stage(bridge, await Screen.open(bridge));
}, 180_000);
afterAll(() => stage?.close());

const rows = () => stage.page.locator("[role=row]:not([data-row='-1'])");

/** Every row in sight has its text. */
async function allThere(): Promise<void> {
  await expect.poll(() => stage.page.locator("[role=row][aria-busy=true]").count()).toBe(0);
}

describe(`${MANY} credentials`, () => {
  test("are counted exactly", async () => {
    await rows().nth(3).waitFor();
    expect(await stage.page.getByRole("grid").getAttribute("aria-rowcount")).toBe(String(MANY + 1));
    expect(await stage.page.locator("body").innerText()).toMatch(/100[,. ]000/);
  });

  test("scroll to the very last row, by wheel and by key, with few rows in the document", async () => {
    const grid = stage.page.getByRole("grid");
    await grid.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await stage.page.locator(`[aria-rowindex="${MANY + 1}"]`).waitFor();
    await allThere();
    expect(await rows().count()).toBeLessThanOrEqual(120);
    const [row, view] = [
      await stage.page.locator(`[aria-rowindex="${MANY + 1}"]`).boundingBox(),
      await grid.boundingBox(),
    ];
    expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThanOrEqual((view?.y ?? 0) + (view?.height ?? 0) + 1);
    await stage.page
      .locator("[tabindex='0'][role=gridcell], [tabindex='0'][role=columnheader]")
      .first()
      .focus();
    await stage.page.keyboard.press("Control+Home");
    await stage.page.locator('[aria-rowindex="2"]').waitFor();
    await stage.page.keyboard.press("Control+End");
    await stage.page.locator(`[aria-rowindex="${MANY + 1}"] [tabindex='0']`).waitFor();
    await allThere();
    expect(await rows().count()).toBeLessThanOrEqual(120);
  });

  test("anywhere between, no row stays blank and none is there twice", async () => {
    const grid = stage.page.getByRole("grid");
    for (const part of [0.13, 0.5, 0.501, 0.87]) {
      await grid.evaluate((element, at) => {
        element.scrollTop = element.scrollHeight * at;
      }, part);
      await expect
        .poll(async () => {
          const first = Number(await rows().nth(5).getAttribute("aria-rowindex"));
          return Math.abs(first / MANY - part) < 0.02;
        })
        .toBe(true);
      await allThere();
      const indexes = await rows().evaluateAll((all) => all.map((one) => one.getAttribute("aria-rowindex")));
      expect(new Set(indexes).size).toBe(indexes.length);
      expect(indexes.length).toBeLessThanOrEqual(120);
    }
  });

  test("are selected all at once, by query and as a range, and counted without a wait that is felt", async () => {
    const bar = stage.page.getByRole("region", { name: "Selection" });
    const cell = () => stage.page.locator("[role=gridcell][tabindex='0']").first();
    await cell().focus();
    await stage.page.keyboard.press("Control+a");
    await bar.getByText("100,000 selected").waitFor();
    await stage.page.keyboard.press("Control+Home");
    await stage.page.keyboard.press("Space");
    await bar.getByText("99,999 selected").waitFor();
    await stage.button("Clear selection").click();
    await cell().focus();
    await stage.page.keyboard.press("Control+Home");
    await stage.page.locator('[aria-rowindex="2"] [tabindex="0"]').waitFor();
    const took = await stage.page.evaluate(() => {
      const key = { key: "End", ctrlKey: true, shiftKey: true, bubbles: true };
      const begun = performance.now();
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", key));
      return performance.now() - begun;
    });
    await bar.getByText("100,000 selected").waitFor();
    await stage.page.locator(`[aria-rowindex="${MANY + 1}"][aria-selected="true"] [tabindex='0']`).waitFor();
    expect(took).toBeLessThan(400);
    expect(await rows().count()).toBeLessThanOrEqual(120);
    await stage.button("Clear selection").click();
  });

  test("are exported whole, and a cancelled export leaves no file", async () => {
    const dialog = stage.page.getByRole("dialog", { name: "Export a list" });
    const path = join(stage.bridge.root, "many.csv");
    await stage.button("Export").click();
    await stage.bridge.nextDialog({ path });
    // Faster than any hand: a list of so many is written within a second.
    await stage.page.evaluate(() => {
      const watch = new MutationObserver(() => {
        const cancel = [...document.querySelectorAll("button")].find(
          (button) => button.textContent === "Cancel export",
        );
        if (!cancel || !document.querySelector("[role=progressbar]")) return;
        watch.disconnect();
        cancel.click();
      });
      watch.observe(document.body, { childList: true, subtree: true });
    });
    await dialog.getByRole("button", { name: "Export 100,000 rows" }).click();
    await dialog.getByText("The export was cancelled.").waitFor();
    expect(existsSync(path)).toBe(false);
    await dialog.locator("footer").getByRole("button", { name: "Close" }).click();
    await stage.button("Export").click();
    await stage.bridge.nextDialog({ path });
    await dialog.getByRole("button", { name: "Export 100,000 rows" }).click();
    await dialog.getByText("Exported 100,000 rows").waitFor({ timeout: 30_000 });
    expect(existsSync(path)).toBe(true);
    await dialog.locator("footer").getByRole("button", { name: "Close" }).click();
  });

  test("redraw no row while a heading is dragged", async () => {
    const changes = () =>
      stage.page.evaluate(() => {
        const seen = { rows: 0 };
        const body = document.querySelector("[role=grid] > [role=rowgroup]:last-of-type");
        const watch = new MutationObserver((found) => {
          seen.rows += found.filter(({ type }) => type === "childList").length;
        });
        if (body) watch.observe(body, { childList: true, subtree: true });
        Object.assign(window, { seenChanges: seen });
      });
    const seen = () =>
      stage.page.evaluate(() => (window as unknown as { seenChanges: { rows: number } }).seenChanges.rows);
    await allThere();
    const [status, title] = await Promise.all(
      ["Status", "Created"].map((name) => stage.page.getByRole("columnheader", { name }).boundingBox()),
    );
    await changes();
    await stage.page.mouse.move((status?.x ?? 0) + 20, (status?.y ?? 0) + 16);
    await stage.page.mouse.down();
    await stage.page.mouse.move((title?.x ?? 0) + 20, (title?.y ?? 0) + 16, { steps: 20 });
    expect(await seen()).toBe(0);
    await stage.page.keyboard.press("Escape");
    await stage.page.mouse.up();
  });

  test("are sorted by any column without a wait that is felt", async () => {
    for (const column of ["Title", "Expires", "Status"]) {
      await stage.button(`Sort by ${column}`).click();
      await expect
        .poll(() => stage.page.getByRole("columnheader", { name: column }).getAttribute("aria-sort"))
        .not.toBe("none");
      await allThere();
    }
  });
});
