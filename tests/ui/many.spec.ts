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
