// The keychain in its bad states, in the real window: locked, missing, frozen,
// gone. Each has its own words, none shows an empty table, none makes a key.
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, test } from "node:test";
import { openDesktop } from "./desktop.mjs";
import { openWindow } from "./person.mjs";

const TITLE = "Halden Shipping API";

/** A vault with one credential, closed again, with its keychain. */
async function filled(desktop, folder) {
  const person = await openWindow(desktop, folder);
  await person.firstRun();
  await person.press("Create the first credential");
  const sheet = await person.issue(TITLE);
  await person.copy("Secret Key");
  await person.finish();
  await person.close();
  return sheet;
}

/** Issuing has to be refused with this code, and to leave nothing behind. */
async function refusesIssuing(person, code) {
  const { tenants } = await person.call("start_state");
  const request = {
    requestId: crypto.randomUUID(),
    tenant: tenants[0].id,
    title: "Not to be made",
    description: "",
    expires: { kind: "never" },
    active: true,
    group: null,
    roles: [],
    user: null,
    inRole: null,
    addresses: [],
    starts: null,
    tags: [],
    reveal: null,
    duplicateOf: null,
  };
  assert.equal(await person.refused("issue_credential", { request }), code);
  assert.ok(!(await person.sees("Not to be made")));
}

/** The items that the keychain holds under the application's name. */
async function items(desktop) {
  const text = await desktop.run("gdbus", [
    ...["call", "--session", "--timeout", "5", "--dest", "org.freedesktop.secrets"],
    ...["--object-path", "/org/freedesktop/secrets/collection/login"],
    ...["--method", "org.freedesktop.DBus.Properties.Get", "org.freedesktop.Secret.Collection", "Items"],
  ]);
  return text.match(/\/org\/freedesktop\/secrets\/collection\/login\/\w+/g) ?? [];
}

/**
 * How long the window takes to answer, all through a Retry or for two seconds: the 95th of a hundred, and the longest,
 * in milliseconds. Each answer goes through the window's own thread, so a blocked one shows.
 */
function answers(person, { retrying }) {
  return person.window.evaluate(async (retry) => {
    const { invoke } = window.__TAURI_INTERNALS__;
    const pause = (millis) => new Promise((done) => setTimeout(done, millis));
    const began = performance.now();
    let over = false;
    let state = null;
    (retry ? invoke("retry_keychain") : pause(2000)).then((status) => {
      over = true;
      state = status?.state ?? null;
    });
    const took = [];
    while (!over) {
      const asked = performance.now();
      await invoke("key_status");
      took.push(performance.now() - asked);
      await pause(20);
    }
    took.sort((a, b) => a - b);
    const lasted = performance.now() - began;
    return { state, lasted, usual: took[Math.floor(took.length * 0.95)], longest: took.at(-1) };
  }, retrying);
}

describe("the keychain", () => {
  let desktop;
  let person;
  afterEach(async () => {
    await person?.close();
    await desktop?.close();
    person = undefined;
    desktop = undefined;
  });

  test("F7 locked: the table is readable, revoking works, issuing waits, Unlock has the key once it is open", async () => {
    desktop = await openDesktop();
    const folder = join(desktop.home, "vault");
    const { credential } = await filled(desktop, folder);
    const row = async () => (await person.call("credential_details", { credential })).row;
    const before = await items(desktop);
    await desktop.lockKeyring();
    person = await openWindow(desktop, folder);
    await person.see("The keychain is locked.");
    await person.see(TITLE);
    await refusesIssuing(person, "key_locked");
    const target = { credential, revision: (await row()).revision };
    assert.equal(await person.refused("reinstate_credential", { target }), "key_locked");
    const { undo } = await person.call("revoke_credential", { target, reason: "leaked" });
    assert.equal(undo, null, "what bears no mark is not undone by itself");
    const { status, vouched } = await row();
    assert.deepEqual({ status, vouched }, { status: "revoked", vouched: "unknown" });
    await desktop.unlockKeyring();
    await person.press("Unlock");
    await person.see("Keychain unlocked");
    assert.equal((await person.call("key_status")).state, "ready");
    assert.equal((await row()).vouched, "pending");
    assert.equal((await person.call("pending_changes")).length, 1);
    assert.equal(await person.call("vouch_for_changes"), 1);
    assert.equal((await row()).vouched, "yes");
    assert.deepEqual(await items(desktop), before, "no second key was made");
  });

  test("F9 frozen: it says so at five seconds, the window never blocks, and it recovers", async () => {
    desktop = await openDesktop();
    const folder = join(desktop.home, "vault");
    await filled(desktop, folder);
    desktop.freezeKeyring();
    const began = performance.now();
    person = await openWindow(desktop, folder);
    await person.see(TITLE);
    await person.see("No keychain answers", 12_000);
    const took = performance.now() - began;
    assert.ok(took < 9000, `the message came after ${took.toFixed(0)} ms`);
    await refusesIssuing(person, "key_unreachable");
    const frozen = await answers(person, { retrying: true });
    assert.equal(frozen.state, "unreachable");
    assert.ok(frozen.lasted > 3000 && frozen.lasted < 9000, `Retry took ${frozen.lasted.toFixed(0)} ms`);
    desktop.thawKeyring();
    await person.press("Retry");
    await person.see("Keychain unlocked");
    // Never blocked: answers came as fast as they do when nothing is wrong on this machine.
    const calm = await answers(person, { retrying: false });
    assert.ok(
      frozen.usual < Math.max(50, 2 * calm.usual) && frozen.longest < Math.max(500, 3 * calm.longest),
      `answers took ${JSON.stringify(frozen)} while it was frozen, ${JSON.stringify(calm)} after`,
    );
  });

  test("F10 no service: the table is readable, nothing is lost, and Retry works once there is one", async () => {
    desktop = await openDesktop();
    const folder = join(desktop.home, "vault");
    await filled(desktop, folder);
    await desktop.stopKeyring();
    person = await openWindow(desktop, folder);
    await person.see("No keychain answers");
    await person.see(TITLE);
    await refusesIssuing(person, "key_unreachable");
    await desktop.startKeyring();
    await person.press("Retry");
    await person.see("Keychain unlocked");
  });

  test("F10 another home: the key is missing, it is said so, and no key is made", async () => {
    desktop = await openDesktop();
    const folder = join(desktop.home, "vault");
    await filled(desktop, folder);
    const other = await openDesktop();
    try {
      await cp(folder, join(other.home, "vault"), { recursive: true });
      person = await openWindow(other, join(other.home, "vault"));
      assert.equal((await person.call("key_status")).state, "missing");
      await person.see("Key missing");
      await person.see(TITLE);
      await refusesIssuing(person, "key_missing");
      assert.deepEqual(await items(other), []);
    } finally {
      await person?.close();
      person = undefined;
      await other.close();
    }
  });

  test("F11 no bus at all: it starts, says so, and offers a passphrase", async () => {
    desktop = await openDesktop({ keyring: "none" });
    desktop.env.DBUS_SESSION_BUS_ADDRESS = `unix:path=${join(desktop.root, "no-bus")}`;
    const folder = join(desktop.home, "vault");
    person = await openWindow(desktop, folder);
    await person.see("No Secret Service answers");
    await person.choose("radio", "Passphrase");
    await person.fill("Passphrase", "four unrelated words make one");
    await person.fill("Repeat it", "four unrelated words make one");
    await person.press("Continue");
    await person.see("Your first tenant", 20_000);
  });
});

describe("an end without a goodbye", () => {
  test("F1 killed while the sheet is open: the row says that it was never collected", async () => {
    const desktop = await openDesktop();
    const folder = join(desktop.home, "vault");
    let person = await openWindow(desktop, folder);
    try {
      await person.firstRun();
      await person.press("Create the first credential");
      const sheet = await person.issue(TITLE);
      await person.kill();
      person = await openWindow(desktop, folder);
      await person.see(TITLE);
      // In the window's first width the words are a sign's name; the row itself says it.
      const { row } = await person.call("credential_details", { credential: sheet.credential });
      assert.equal(row.neverCollected, true);
      assert.equal(await person.refused("show_secret", { sheet: sheet.id }), "sheet_closed");
    } finally {
      await person.close();
      await desktop.close();
    }
  });
});
