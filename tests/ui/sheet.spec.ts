/** The one-time sheet: three parts, each copied or downloaded, and no way back once it is closed. */
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sheet } from "../../ui/src/bindings/Sheet";
import { issued, made, type Stage } from "./stage";

const TITLE = "Halden Shipping API";
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
let stage: Stage;
let sheet: Sheet;

beforeEach(async () => {
  stage = await made(undefined, { clipboard: 2 });
  await issued(stage, TITLE);
  [sheet] = (await stage.bridge.call<Sheet[]>("open_sheets")) as [Sheet];
});
afterEach(() => stage.close());

const here = () => stage.page.getByText("This is the only time you can get the Secret Key.");
const effects = async (kind: string) => (await stage.bridge.effects()).filter((one) => one.effect === kind);
const box = () => stage.page.getByRole("checkbox", { name: /^I have stored the Secret Key/ });

describe("the parts", () => {
  test("each is copied by the application, and only then said to be copied", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await stage.page.route("**/copy_from_sheet", async (route) => {
      await held;
      await route.continue();
    });
    await stage.button("Copy API URL").click();
    await stage.page.getByRole("button", { name: "Copying API URL" }).waitFor();
    expect(await stage.page.getByRole("button", { name: /^Copied: API URL/ }).count()).toBe(0);
    release();
    await stage.page.getByRole("button", { name: /^Copied: API URL/ }).waitFor();
    await stage.button("Copy Access ID").click();
    await stage.page.getByRole("button", { name: /^Copied: Access ID/ }).waitFor();
    await stage.button("Copy Secret Key").click();
    await stage.page.getByRole("button", { name: /^Copied: Secret Key/ }).waitFor();
    const copies = JSON.stringify(await effects("clipboard"));
    expect(copies).toContain(sheet.apiUrl);
    expect(copies).toContain(sheet.accessId);
    expect(copies).toContain("(secret)");
  });

  test("the Secret Key never passes the page, but for an explicit Show", async () => {
    const seen: string[] = [];
    stage.page.on("response", async (answer) => {
      if (!answer.url().endsWith("/show_secret")) seen.push(await answer.text().catch(() => ""));
    });
    await stage.button("Copy Secret Key").click();
    await stage.page.getByRole("button", { name: /^Copied: Secret Key/ }).waitFor();
    await stage.button("Show Secret Key").click();
    await stage.button("Hide Secret Key").waitFor();
    const shown = await stage.page.getByRole("dialog").innerText();
    const secret = shown.split(/\s+/).find((word) => UUID.test(word) && word !== sheet.accessId) ?? "";
    expect(secret).toMatch(UUID);
    await stage.button("Hide Secret Key").click();
    await expect.poll(() => stage.page.content()).not.toContain(secret);
    expect(seen.join("\n")).not.toContain(secret);
    expect(
      await stage.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
    ).not.toContain(secret);
    expect(JSON.stringify(await stage.bridge.effects())).not.toContain(secret);
  });

  test("what is shown hides itself when the window is left", async () => {
    await stage.button("Show Secret Key").click();
    await stage.button("Hide Secret Key").waitFor();
    await stage.page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await stage.button("Show Secret Key").waitFor();
  });

  test("the Secret Key leaves the clipboard in time, and it is said so", async () => {
    await stage.button("Copy Secret Key").click();
    await stage.page
      .getByText(/Secret Key leaves the clipboard in \d+ s/)
      .first()
      .waitFor();
    await stage.page.getByText("Cleared from the clipboard.").first().waitFor();
  });

  test("it can be cleared at once", async () => {
    await stage.button("Copy Secret Key").click();
    await stage.button("Clear now").click();
    await stage.page.getByText("Cleared from the clipboard.").first().waitFor();
  });

  test("a clipboard that does not answer is said so, and a second failure points to the file", async () => {
    const refusal = {
      code: "clipboard_failed",
      message: "Nothing was copied: the clipboard did not answer.",
      field: null,
    };
    await stage.page.route("**/copy_from_sheet", (route) => route.fulfill({ status: 400, json: refusal }));
    await stage.button("Copy Secret Key").click();
    await stage.page
      .getByText(/Nothing was copied/)
      .first()
      .waitFor();
    expect(await stage.page.getByRole("button", { name: /^Copied: Secret Key/ }).count()).toBe(0);
    await stage.button("Copy Secret Key").click();
    await stage.page
      .getByText(/Download the file instead/)
      .first()
      .waitFor();
  });
});

describe("the file", () => {
  const file = () => join(stage.bridge.root, "credential.csv");

  test("is saved where the dialog says: these bytes, for its owner alone", async () => {
    await stage.bridge.nextDialog({ path: file() });
    await stage.button("Download CSV").click();
    await stage.page.getByText("Saved credential.csv").first().waitFor();
    const secret = await stage.bridge.call<string>("show_secret", { sheet: sheet.id });
    const expires = sheet.expiresAt === null ? "Never" : undefined;
    const text = await readFile(file(), "utf8");
    const [head, row, end] = text.split("\r\n");
    expect(head).toBe("Title,API URL,Access ID,Secret Key,Expiration Date");
    expect(row?.startsWith(`${TITLE},${sheet.apiUrl},${sheet.accessId},${secret},`)).toBe(true);
    if (expires) expect(row?.endsWith(",Never")).toBe(true);
    else expect(Date.parse(row?.split(",").at(-1) ?? "")).toBe(sheet.expiresAt);
    expect(end).toBe("");
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    // It is stored, but nobody says so for the administrator.
    expect(await box().isChecked()).toBe(false);
    await stage.button("Show in folder").click();
    await expect.poll(async () => (await effects("openFolder")).length).toBe(1);
  });

  test("a dismissed dialog changes nothing", async () => {
    await stage.bridge.nextDialog({ path: null });
    await stage.button("Download CSV").click();
    await expect.poll(async () => (await effects("saveDialog")).length).toBe(1);
    await stage.button("Download CSV").waitFor();
    expect(await stage.page.getByText(/^Saved /).count()).toBe(0);
  });

  test("without a dialog a path field takes its place, and a bad path is said at the field", async () => {
    await stage.bridge.nextDialog({ missing: true });
    await stage.button("Download CSV").click();
    const path = stage.field("Save as");
    await path.waitFor();
    expect(await path.inputValue()).toMatch(/\.csv$/);
    for (const wrong of ["/no/such/folder/credential.csv", stage.bridge.root, "/proc/credential.csv"]) {
      await path.fill(wrong);
      await stage.button("Save").click();
      await expect.poll(() => path.getAttribute("aria-invalid")).toBe("true");
      expect(await path.inputValue()).toBe(wrong);
    }
    await path.fill(file());
    await stage.button("Save").click();
    await stage.page.getByText("Saved credential.csv").first().waitFor();
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  test("a file that is there already stays until the person says to replace it", async () => {
    await writeFile(file(), "another's");
    await stage.bridge.nextDialog({ missing: true });
    await stage.button("Download CSV").click();
    const path = stage.field("Save as");
    await path.fill(file());
    await stage.button("Save").click();
    await stage.page.getByText(/There is a file .* already/).waitFor();
    expect(await path.getAttribute("aria-invalid")).toBe("true");
    await path.press("Enter");
    await stage.button("Replace it").waitFor();
    expect(await readFile(file(), "utf8")).toBe("another's");
    await stage.button("Replace it").click();
    await stage.page.getByText("Saved credential.csv").first().waitFor();
    expect(await readFile(file(), "utf8")).toMatch(/^Title,API URL/);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });
});

describe("the end of it", () => {
  test("Escape and a click beside it do not close it; they point at the box", async () => {
    await stage.page.keyboard.press("Escape");
    await expect.poll(() => box().evaluate((one) => one === document.activeElement)).toBe(true);
    await stage.page.mouse.click(5, 400);
    await here().waitFor();
    expect(await box().isChecked()).toBe(false);
    expect(await stage.bridge.call("open_sheets")).toHaveLength(1);
  });

  test("Done waits for the box, and after it no command gives the secret", async () => {
    await stage.button("Copy Secret Key").click();
    await stage.page.getByRole("button", { name: /^Copied: Secret Key/ }).waitFor();
    await stage.button("Done").click({ force: true });
    await here().waitFor();
    await box().click();
    await stage.button("Done").click();
    await expect.poll(() => here().count()).toBe(0);
    for (const [command, args] of [
      ["show_secret", {}],
      ["copy_from_sheet", { part: "secretKey" }],
      ["download_csv", { path: join(stage.bridge.root, "late.csv"), bom: false, replace: false }],
    ] as const)
      await expect(stage.bridge.call(command, { sheet: sheet.id, ...args })).rejects.toMatchObject({
        code: "sheet_closed",
      });
    const row = stage.page.getByRole("row", { name: new RegExp(TITLE) });
    await row.waitFor();
    expect(await row.innerText()).not.toContain("never collected");
  });

  test("a page that is loaded again finds it open still", async () => {
    await stage.screen.load();
    await here().waitFor();
    expect(await stage.bridge.call("open_sheets")).toHaveLength(1);
  });

  test("after a crash the row says that it was never collected", async () => {
    const root = stage.bridge.root;
    const next = await stage.bridge.crash();
    try {
      const answer = await fetch(`${next.url}/query_credentials`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ tenant: null, query: "", sort: [] }),
      });
      const words = new Uint32Array(await answer.arrayBuffer());
      const rows = await next.call("credential_rows", { generation: words[0], handles: [...words.slice(2)] });
      expect(rows).toMatchObject([{ title: TITLE, neverCollected: true, vouched: "yes" }]);
      await expect(next.call("show_secret", { sheet: sheet.id })).rejects.toMatchObject({
        code: "sheet_closed",
      });
    } finally {
      await next.stop({ keep: true });
    }
    expect(root).toBe(stage.bridge.root);
  });
});
