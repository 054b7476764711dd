// Several tenants in the real window: one of a known system whose key can be had again, its
// groups, its limit, and what the window keeps of its own; then the key is nowhere any more.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openDesktop, until } from "./desktop.mjs";
import { openWindow, TENANT } from "./person.mjs";
import { traces } from "./traces.mjs";

const KEY = /^[0-9A-F]{32}$/;
const REFERENCE = "Reference ID (the API key)";
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

describe("a second tenant, of a known system", () => {
  let desktop;
  let folder;
  let person;
  let key;
  let credential;
  const desk = { name: "Halden Service Desk", url: "https://desk.halden.example/HEAT" };
  const title = "Billing gateway";

  before(async () => {
    desktop = await openDesktop();
    folder = join(desktop.home, "vault");
    person = await openWindow(desktop, folder);
  });
  after(async () => {
    await person?.close();
    await desktop?.close();
  });

  /** Presses what has this text among the elements of a kind that `find` does not know. */
  async function pick(kind, text) {
    const work = (selector, wanted) =>
      [...document.querySelectorAll(selector)].find(
        (each) =>
          // The options of a closed list are nowhere on the screen.
          (each.localName === "option" || each.getClientRects().length > 0) &&
          each.textContent.trim().startsWith(wanted),
      );
    await person.window.click(await person.window.element(`${kind} “${text}”`, work, [kind, text]));
  }

  const noDialog = () =>
    person.window.waitFor(
      "the dialog to be gone",
      () => !document.querySelector("[role=dialog], [role=alertdialog]"),
    );

  /** Waits for one row of the table on the screen that says all of this. */
  const seeRow = (...texts) =>
    person.window.waitFor(
      `a row that says ${texts.join(", ")}`,
      (wanted) =>
        [...document.querySelectorAll("main [role=row], main tbody tr")].some((row) =>
          wanted.every((text) => row.innerText.includes(text)),
        ),
      [texts],
    );

  /** An item of the menu of the credential's row. */
  async function begin(deed) {
    await person.press(`Actions for ${title}`);
    await pick("[role=menuitem]", deed);
  }

  const details = () => person.call("credential_details", { credential });

  test("is made by the tenant switcher, and brings what that system does", async () => {
    await person.firstRun();
    await person.press("Create the first credential");
    await person.press("Cancel");
    await noDialog();
    await person.press(`Tenant in view: ${TENANT.name}`);
    await pick("[role=menuitem]", "New tenant…");
    await person.choose("radio", "Ivanti Service Manager");
    await person.fill("Name", desk.name);
    await person.fill("API URL", desk.url);
    await person.press("Create tenant");
    await person.see(`Made ${desk.name}.`);
    await noDialog();
    const made = (await person.call("list_tenants")).find(({ name }) => name === desk.name);
    assert.equal(made.scheme, "reference");
    assert.equal(made.reveal, "recoverable");
    assert.equal(made.apiUrl, desk.url);
  });

  test("issues a key with a group, an address and a tag; its sheet has both parts", async () => {
    await inView(desk.name);
    await person.press("New credential");
    await person.fill("Title", title);
    await person.press("New group…");
    await person.find("dialog", "New group in");
    await person.fill("Group", "Depot");
    await person.press("Create group");
    await person.window.waitFor(
      "the form to be alone again",
      () => document.querySelectorAll("[role=dialog]").length === 1,
    );
    await person.fill("Allowed addresses", "10.0.0.0/24");
    await person.window.press("Enter");
    await person.find("button", "Remove 10.0.0.0/24");
    await person.fill("Tags", "nightly");
    await person.window.press("Enter");
    await person.press("Create");
    await person.see("Copy the API key or download the file now.");

    const parts = await person.window.evaluate(() =>
      [...document.querySelectorAll("[role=dialog] [role=group]")].map((each) => each.ariaLabel),
    );
    assert.deepEqual(
      parts.filter((name) => /URL|ID|[Kk]ey/.test(name)),
      ["API URL", REFERENCE],
    );
    assert.equal(await person.copy("API URL"), desk.url);
    key = await person.copy(REFERENCE);
    assert.match(key, KEY);
    credential = (await person.call("open_sheets")).at(-1).credential;
    await person.choose("checkbox", "I have stored the API key");
    await person.press("Done");
    await noDialog();

    await seeRow(title, "Depot", "just now");
    const made = await details();
    assert.deepEqual(made.addresses, ["10.0.0.0/24"]);
    assert.deepEqual(made.row.tags, ["nightly"]);
    assert.equal(made.row.groupName, "Depot");
  });

  test("gives the key again from its row with one click, and the audit log says so", async () => {
    await desktop.takeClipboard("something else");
    await person.press(`Copy API key of ${title}`);
    await person.see(`Copied the API key of ${title}. It leaves the clipboard in`);
    assert.equal(await desktop.clipboard(), key);
    await person.press("Audit log");
    await seeRow("Kept secret copied", title);
  });

  test("moves the credential to a new group, and Ctrl+Z takes that back", async () => {
    await person.press("Groups");
    await person.press("New group");
    await person.find("dialog", "New group in");
    await person.fill("Group", "Terminals");
    await person.press("Create group");
    await person.see("Made Terminals.");
    await noDialog();
    await person.press("Credentials");
    await seeRow(title, "Depot");
    await begin("Move to group…");
    await person.find("dialog", `Move ${title}`);
    await pick("[role=dialog] option", "Terminals");
    await person.press("Move credential");
    await person.see(`Moved ${title}.`);
    await seeRow(title, "Terminals");
    assert.equal((await details()).row.groupName, "Terminals");

    await person.window.press("Control", "z");
    await person.see(`Undone: ${title} is as it was.`);
    await seeRow(title, "Depot");
    assert.equal((await details()).row.groupName, "Depot");
  });

  test("at a limit of 1 New credential says why", async () => {
    await person.press("Tenants");
    await person.press("Limits");
    await person.press(`Change the limit of ${desk.name}`);
    await person.fill(`Limit of ${desk.name}`, "1");
    await person.window.press("Enter");
    await person.see(`Changed the limit of ${desk.name}.`);
    await person.press("Credentials");
    await person.see("Limit reached: 1 of 1");
    const create = await person.find("button", "New credential");
    // The button is pressed, not merely looked at: a person does that first, and then waits over it.
    await person.window.click(create);
    await person.window.press("Control", "n");
    await hover(create);
    await person.see(`The limit of ${desk.name} is reached: 1 of 1 credentials are in use.`);
    assert.equal(await person.window.evaluate(() => document.querySelectorAll("[role=dialog]").length), 0);
  });

  test("in a dark window, which stays dark after a restart", async () => {
    const dark = () =>
      person.window.evaluate(() => {
        const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
        return document.documentElement.dataset.theme === "dark" && red + green + blue < 200;
      });
    assert.equal(await dark(), false);
    await person.press("Settings");
    await pick("label", "Dark");
    await until("the window to be dark", dark);
    await person.close();
    person = await openWindow(desktop, folder);
    assert.equal(await dark(), true);
    await person.press("Settings");
    const chosen = await person.find("radio", "Dark");
    assert.equal(await person.window.evaluate((radio) => radio.checked, { [ELEMENT]: chosen }), true);
  });

  test("turned to show once the key cannot be had again; before and after no file holds it", async () => {
    assert.deepEqual(await found(), []);
    await person.press("Credentials");
    await inView(desk.name);
    await begin("Turn to show once…");
    await person.find("dialog", `Turn ${title} to show once?`);
    await person.press("Turn to show once");
    await person.see(`${title} is show once from now on.`);
    await noDialog();
    assert.equal(await person.refused("copy_again", { credential }), "not_possible");
    const offered = await person.window.evaluate(
      (name) => document.querySelectorAll(`[aria-label="Copy API key of ${name}"]`).length,
      title,
    );
    assert.equal(offered, 0);

    // While the window is open, its journals lie there too; closed, all of it is in the database.
    assert.deepEqual(await found(), []);
    await person.close();
    assert.deepEqual(await found(), []);
    // The search itself finds what is there to be found.
    await writeFile(join(desktop.home, "found.txt"), key);
    assert.ok((await found()).length > 0);
  });

  /** Where the key, or a half of it, lies in a file of this desktop. */
  async function found() {
    const places = [];
    for (const form of [key, key.toLowerCase(), key.slice(0, 16), key.slice(16)]) {
      const search = await traces(desktop.root, form);
      assert.ok(search.files > 0);
      places.push(...search.found);
    }
    return places;
  }

  /** Puts this tenant in view, where it is not yet. */
  async function inView(name) {
    const switcher = await person.find("button", "Tenant in view: ");
    const label = await person.window.evaluate((button) => button.ariaLabel, { [ELEMENT]: switcher });
    if (label.startsWith(`Tenant in view: ${name}.`)) return;
    await person.window.click(switcher);
    await pick("[role=menuitem]", name);
    await person.find("button", `Tenant in view: ${name}.`);
  }

  /** Rests the pointer over something. */
  function hover(element) {
    const away = { type: "pointerMove", x: 2, y: 2 };
    const over = { type: "pointerMove", origin: { [ELEMENT]: element }, x: 0, y: 0, duration: 50 };
    return person.window.post("/actions", {
      actions: [
        {
          type: "pointer",
          id: "pointer",
          parameters: { pointerType: "mouse" },
          actions: [away, over],
        },
      ],
    });
  }
});
