// The main job in the real window, with a real keychain: first run, tenant,
// issue, copy, download, restart, still there; and then no trace of the secret.
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openDesktop, until } from "./desktop.mjs";
import { openWindow, TENANT } from "./person.mjs";
import { traces } from "./traces.mjs";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const KEPT_SECONDS = 3;

/** What the file must hold, byte for byte. */
function csv(title, accessId, secretKey) {
  return `Title,API URL,Access ID,Secret Key,Expiration Date\r\n${title},${TENANT.url},${accessId},${secretKey},Never\r\n`;
}

describe("the main job", () => {
  let desktop;
  let folder;
  let person;
  let sheet;
  const parts = {};
  const title = "Halden Shipping API";

  before(async () => {
    desktop = await openDesktop();
    folder = join(desktop.home, "vault");
    person = await openWindow(desktop, folder, { args: ["--clipboard-seconds", String(KEPT_SECONDS)] });
  });
  after(async () => {
    await person?.close();
    await desktop?.close();
  });

  test("first run: the keychain is probed, the vault and the first tenant are made", async () => {
    await person.firstRun();
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
  });

  test("a credential is issued from the form", async () => {
    await person.press("Create the first credential");
    sheet = await person.issue(title);
    assert.match(sheet.accessId, UUID);
    assert.equal(sheet.title, title);
  });

  test("each part is copied, and is on the clipboard when the button says so", async () => {
    assert.equal(await person.copy("API URL"), TENANT.url);
    assert.equal(await person.copy("Access ID"), sheet.accessId);
    parts.secretKey = await person.copy("Secret Key");
    assert.match(parts.secretKey, UUID);
    assert.notEqual(parts.secretKey, sheet.accessId);
  });

  test("the Secret Key leaves the clipboard by itself", async () => {
    await until(
      "the clipboard to be cleared",
      async () => (await desktop.clipboard()) !== parts.secretKey,
      8000,
    );
    assert.ok([null, ""].includes(await desktop.clipboard()));
    await person.see("Cleared from the clipboard.");
  });

  test("F24 what another program copied meanwhile stays on the clipboard", async () => {
    assert.equal(await person.copy("Secret Key"), parts.secretKey);
    await desktop.takeClipboard("something else");
    await person.see("The clipboard changed meanwhile; nothing was cleared.", (KEPT_SECONDS + 5) * 1000);
    assert.equal(await desktop.clipboard(), "something else");
  });

  test("without a file dialog, the file goes where the path field says", async () => {
    const file = join(desktop.home, "credential.csv");
    await person.press("Download CSV");
    await person.fill("Save as", file);
    await person.press("Save");
    await person.see("Saved credential.csv");
    assert.equal(await readFile(file, "utf8"), csv(title, sheet.accessId, parts.secretKey));
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  test("neither Escape nor Done ends the sheet before the box is ticked", async () => {
    await person.window.press("Escape");
    assert.ok(await person.sees("This is the only time you can get the Secret Key."));
    const done = await person.find("button", "Done");
    assert.equal(
      await person.window.evaluate((button) => button.disabled || button.ariaDisabled === "true", {
        "element-6066-11e4-a52e-4f735466cecf": done,
      }),
      true,
    );
    await person.finish();
  });

  test("after the sheet no command gives the secret", async () => {
    for (const [command, args] of [
      ["show_secret", { sheet: sheet.id }],
      ["copy_from_sheet", { sheet: sheet.id, part: "secretKey" }],
      [
        "download_csv",
        { sheet: sheet.id, path: join(desktop.home, "again.csv"), bom: false, replace: false },
      ],
    ])
      assert.equal(await person.refused(command, args), "sheet_closed", command);
  });

  test("a second instance on the same folder is refused a writer", async () => {
    const second = desktop.start(process.env.KEYWRIGHT_BINARY, ["--data-dir", folder]);
    await until("the second instance to end", () => second.exitCode !== null, 10_000);
    // And where no bus tells the two of each other, the vault's lock decides.
    const other = await openWindowWithoutBus(desktop, folder);
    try {
      const state = await other.call("start_state");
      assert.equal(state.stage, "refused");
      assert.equal(state.refusal.code, "vault_in_use");
    } finally {
      await other.close();
    }
    assert.ok(await person.sees(title));
  });

  test("after a restart the row is still there, and vouched for", async () => {
    await person.close();
    person = await openWindow(desktop, folder);
    await person.see(title);
    const state = await person.call("start_state");
    assert.equal(state.keys.state, "ready");
    assert.ok(!(await person.sees("never collected")));
  });

  test("no file holds the secret, or a part of it, but the one that was downloaded", async () => {
    for (const place of [folder, desktop.root]) {
      const except = [join(desktop.home, "credential.csv")];
      const { found, files } = await traces(place, parts.secretKey, { except });
      assert.ok(files > 0);
      assert.deepEqual(found, []);
    }
    // The search itself finds what is there to be found.
    const { found } = await traces(desktop.home, parts.secretKey);
    assert.ok(found.length > 0);
  });

  test("every file of the vault belongs to its owner alone", async () => {
    const listing = await desktop.run("find", [folder, "-printf", "%m %y %p\\n"]);
    for (const line of listing.trim().split("\n"))
      assert.match(line, /^(700 d|600 f) /, "the vault's folders are 0700 and its files 0600");
  });
});

/** The same folder in a world of its own: another bus, so that nobody tells the instances apart. */
async function openWindowWithoutBus(desktop, folder) {
  const address = desktop.env.DBUS_SESSION_BUS_ADDRESS;
  desktop.env.DBUS_SESSION_BUS_ADDRESS = "unix:path=/nowhere";
  try {
    return await openWindow(desktop, folder);
  } finally {
    desktop.env.DBUS_SESSION_BUS_ADDRESS = address;
  }
}

describe("the main job, with the desktop's own file dialog", () => {
  test("the portal's dialog opens, and the file goes where it says", async () => {
    const desktop = await openDesktop({ services: true });
    const person = await openWindow(desktop, join(desktop.home, "vault"));
    try {
      await person.firstRun();
      await person.press("Create the first credential");
      const sheet = await person.issue("Portal file");
      const secretKey = await person.call("show_secret", { sheet: sheet.id });
      const file = join(desktop.home, "from dialog.csv");
      await person.press("Download CSV");
      const dialog = await until("the file dialog", () => fileDialog(desktop), 20_000, 200);
      // No window manager runs here, so the dialog is given the keys by hand.
      await desktop.run("xdotool", ["windowfocus", "--sync", dialog]);
      await desktop.run("xdotool", ["key", "ctrl+a"]);
      await desktop.run("xdotool", ["type", "--delay", "20", file]);
      await desktop.run("xdotool", ["key", "Return"]);
      await person.see("Saved from dialog.csv", 15_000);
      assert.equal(await readFile(file, "utf8"), csv("Portal file", sheet.accessId, secretKey));
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      await person.finish();
    } finally {
      await person.close();
      await desktop.close();
    }
  });
});

/** The window of the desktop's own file dialog, once it is to be seen. */
async function fileDialog(desktop) {
  const ids = await desktop.run("xdotool", ["search", "--onlyvisible", "--class", "xdg-desktop-portal-gtk"], {
    fails: true,
  });
  return ids.trim().split("\n").filter(Boolean).at(-1);
}
