/** Folders that cannot be opened: never "welcome", never touched, and always a next step. */
import { createHash } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { errorTexts } from "../../ui/src/text/error-texts";
import { Bridge } from "./bridge";
import { Screen } from "./screen";
import { madeByNewer, Stage, spoilt } from "./stage";

let stage: Stage | undefined;
let other: Bridge | undefined;
afterEach(async () => {
  await stage?.close();
  await other?.stop();
  stage = undefined;
  other = undefined;
});

const digest = async (path: string) =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

/** A vault with one tenant, closed. */
async function vault(): Promise<Bridge> {
  const bridge = await Bridge.start();
  await bridge.firstRun();
  await bridge.stop({ keep: true });
  return bridge;
}

async function openOn(root: string): Promise<Stage> {
  const bridge = await Bridge.start({ root });
  stage = new Stage(bridge, await Screen.open(bridge));
  return stage;
}

describe("a file that is no vault", () => {
  test.each([
    ["zero bytes", Buffer.alloc(0)],
    ["text", Buffer.from("Shopping list: bread, salt, candles.\n".repeat(100))],
    ["another program's database", Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(4080)])],
    ["random bytes", Buffer.from(Array.from({ length: 8192 }, (_, i) => (i * 7919) % 251))],
  ])("%s: refused, and left as it is", async (_what, bytes) => {
    const first = await Bridge.start();
    await first.stop({ keep: true });
    await spoilt(first.folder, bytes);
    const file = join(first.folder, "keywright.db");
    const before = await digest(file);
    const { page, bridge } = await openOn(first.root);
    const state = await bridge.call<{ stage: string; refusal: { code: "not_a_vault" } }>("start_state");
    expect(state.stage).toBe("refused");
    expect(["not_a_vault", "damaged"]).toContain(state.refusal.code);
    await page.getByText(errorTexts[state.refusal.code].title).first().waitFor();
    expect(await page.getByText("Welcome to Keywright").count()).toBe(0);
    await expect(bridge.call("create_vault", { protection: { kind: "keychain" } })).rejects.toMatchObject({
      code: expect.stringMatching(/not_a_vault|vault_exists|damaged/),
    });
    expect(await digest(file)).toBe(before);
  });
});

test("a newer vault is refused untouched", async () => {
  const { root, folder } = await vault();
  const file = join(folder, "keywright.db");
  await madeByNewer(folder);
  const before = await digest(file);
  const { page } = await openOn(root);
  await page.getByText(errorTexts.newer_vault.title).first().waitFor();
  expect(await digest(file)).toBe(before);
});

test("a vault that is open elsewhere is refused, and Try again opens it once it is free", async () => {
  const { root } = await vault();
  other = await Bridge.start({ root });
  const { page } = await openOn(root);
  await page.getByText(errorTexts.vault_in_use.title).first().waitFor();
  await other.stop({ keep: true });
  other = undefined;
  await page.getByRole("button", { name: /^(Try again|Retry)$/ }).click();
  await page.getByText("No credentials yet").waitFor();
});

test("a marker without its database is no first run", async () => {
  const { root, folder } = await vault();
  const { rename } = await import("node:fs/promises");
  await rename(join(folder, "keywright.db"), join(root, "moved-away.db"));
  const { page, bridge } = await openOn(root);
  expect((await bridge.call<{ stage: string }>("start_state")).stage).toBe("refused");
  expect(await page.getByText("Welcome to Keywright").count()).toBe(0);
});

test("the message keeps its words in a small window and in the dark", async () => {
  const { root, folder } = await vault();
  await chmod(join(folder, "keywright.db"), 0o600);
  await writeFile(join(folder, "keywright.db"), "");
  const { page, screen } = await openOn(root);
  await page.setViewportSize({ width: 900, height: 600 });
  await page.emulateMedia({ colorScheme: "dark" });
  await screen.sound();
  const text = await page.locator("main").innerText();
  expect(text).toContain(folder);
});
