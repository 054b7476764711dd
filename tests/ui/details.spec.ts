/** One credential's details, what can be done to it, and taking it back. */
import type { Locator } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CredentialDetails } from "../../ui/src/bindings/CredentialDetails";
import { made, type Stage } from "./stage";

let stage: Stage;

const details = (title: string) => stage.page.getByRole("region", { name: `Details of ${title}` });
const row = (title: string) => stage.page.getByRole("row", { name: new RegExp(title) });
/** A cell that holds no control. */
const cell = (title: string) => row(title).getByRole("gridcell").nth(3);
/** A field whose label says beside its name that it is optional. */
const text = (label: string) => stage.page.getByRole("textbox", { name: new RegExp(`^${label}`) });
const said = (words: string | RegExp) => stage.page.getByText(words).first().waitFor();
const focused = () => stage.page.evaluate(() => document.activeElement?.textContent ?? "");
const pane = () =>
  stage.page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-pane]")?.dataset.pane);

const now = (credential: string) =>
  stage.bridge.call<CredentialDetails>("credential_details", { credential });

/** The details of a credential, open, with all there is to say. */
async function opened(title: string): Promise<Locator> {
  await stage.page.getByRole("button", { name: title, exact: true }).click();
  await details(title).getByText("Fingerprint").first().waitFor();
  return details(title);
}

let crm: string;
let halden: string;

beforeEach(async () => {
  stage = await made();
  const tenant = stage.tenant?.id ?? "";
  crm = await stage.bridge.issue(tenant, "CRM integration", { expires: { kind: "on", date: "2027-02-22" } });
  await stage.bridge.moveClock("2026-03-02T09:31:00Z");
  halden = await stage.bridge.issue(tenant, "Halden Shipping API", {}, false);
  await stage.screen.load();
  await row("CRM integration").waitFor();
});
afterEach(() => stage.close());

describe("the drawer", () => {
  test("opens by a click on the title, by a double click and by Enter, and closes with Escape", async () => {
    await opened("CRM integration");
    await stage.page.keyboard.press("Escape");
    await details("CRM integration").waitFor({ state: "detached" });
    await cell("Halden").dblclick();
    await details("Halden Shipping API").waitFor();
    await stage.page.keyboard.press("Escape");
    await details("Halden Shipping API").waitFor({ state: "detached" });
    await stage.page.keyboard.press("Home");
    await stage.page.keyboard.press("Enter");
    await details("Halden Shipping API").waitFor();
    await expect.poll(pane).toBe("grid");
  });

  test("the arrow keys in the table change what it shows, and so do its own buttons", async () => {
    await opened("Halden Shipping API");
    await cell("Halden").click();
    await stage.page.keyboard.press("ArrowDown");
    await details("CRM integration").waitFor();
    await stage.button("Previous credential").click();
    await details("Halden Shipping API").waitFor();
    await stage.button("Next credential").click();
    await details("CRM integration").waitFor();
  });

  test("F6 leads into it, and closing it leads back to the table", async () => {
    await opened("CRM integration");
    await cell("CRM").click();
    await stage.page.keyboard.press("F6");
    await expect.poll(pane).toBe("details");
    await stage.button("Close details").click();
    await expect.poll(pane).toBe("grid");
  });

  test("says everything about the credential, and in plain words why its secret cannot be had again", async () => {
    const drawer = await opened("CRM integration");
    const { row: known, versions, history } = await now(crm);
    const facts = ["https://api.acme.example/openapi", known.accessId ?? "", "Acme Logistics", "General"];
    for (const fact of [...facts, "Any address", "None: not restricted by rules", "Nobody"])
      await drawer.getByText(fact, { exact: true }).first().waitFor();
    await drawer.getByText("End of 22 Feb 2027").waitFor();
    await drawer.getByText("The Secret Key cannot be had again.").waitFor();
    expect(await drawer.innerText()).toContain(versions[0]?.fingerprint.slice(0, 16));
    expect(history.length).toBeGreaterThan(1);
    await drawer.getByText("Issued").waitFor();
    await drawer.getByText("Secret copied").waitFor();
    await drawer.getByRole("button", { name: "History" }).click();
    await expect.poll(() => drawer.getByText("Issued").isVisible()).toBe(true);
  });

  test("its history leads to all its entries in the audit log", async () => {
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "All entries" }).click();
    await stage.page.getByRole("heading", { name: "Audit log", level: 1 }).waitFor();
    await said("Only CRM integration");
  });

  test("one that nobody collected says so, and offers to rotate or delete it", async () => {
    const drawer = await opened("Halden Shipping API");
    await drawer.getByText("Nobody has this Secret Key.").waitFor();
    expect(await drawer.getByRole("button", { name: "Rotate…" }).count()).toBe(2);
    expect(await drawer.getByRole("button", { name: "Delete…" }).count()).toBe(2);
  });

  test("its Access ID is copied whole", async () => {
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Copy Access ID" }).click();
    const { accessId } = (await now(crm)).row;
    await expect.poll(async () => JSON.stringify(await stage.bridge.effects())).toContain(accessId);
  });

  test("what could not be read says so, and Try again reads it", async () => {
    const refusal = { code: "storage", message: "The vault’s file could not be read.", field: null };
    await stage.page.route("**/credential_details", (route) => route.fulfill({ status: 400, json: refusal }));
    await stage.page.getByRole("button", { name: "CRM integration", exact: true }).click();
    await said("Could not read this credential");
    await stage.page.unroute("**/credential_details");
    await stage.button("Try again").click();
    await details("CRM integration").getByText("Fingerprint").waitFor();
  });

  test("one that was deleted meanwhile says so", async () => {
    await opened("CRM integration");
    const { row: known } = await now(crm);
    await stage.bridge.call("delete_credential", { target: { credential: crm, revision: known.revision } });
    await said("This credential is gone.");
    await stage.screen.sound();
  });
});

describe("what can be done", () => {
  test("is the same in the menu of the row, from the mouse and from the keys", async () => {
    const names = [
      "Copy Access ID",
      "Copy API URL",
      "Copy Secret Key again",
      "Download CSV again",
      "Edit…",
      "Rotate…",
      "Change expiry…",
      "Move to group…",
      "Duplicate…",
      "Turn to show once…",
      "Deactivate",
      "Revoke…",
      "Delete…",
    ];
    const menu = stage.page.getByRole("menu", { name: "Actions for CRM integration" });
    // What cannot be done has its reason below its name.
    const shown = async () =>
      (await menu.getByRole("menuitem").allInnerTexts()).map((text) => text.split("\n")[0]?.trim());
    const closed = async () => {
      await stage.page.keyboard.press("Escape");
      await menu.waitFor({ state: "detached" });
    };
    await row("CRM").hover();
    await stage.button("Actions for CRM integration").click();
    await menu.waitFor();
    expect(await shown()).toEqual(names);
    await closed();
    await cell("CRM").click({ button: "right" });
    await menu.waitFor();
    await closed();
    await cell("CRM").click();
    for (const key of ["Shift+F10", "ContextMenu"]) {
      await stage.page.keyboard.press(key);
      await menu.waitFor();
      await closed();
      await expect.poll(pane).toBe("grid");
    }
    await stage.page.keyboard.press("End");
    await stage.page.keyboard.press("Enter");
    await menu.waitFor();
    await closed();
    await opened("CRM integration");
    await stage.button("More actions for CRM integration").click();
    await menu.waitFor();
    expect(await shown()).toEqual(names);
    await closed();
  });

  test("what does not fit the state stands there with the reason", async () => {
    const { row: known } = await now(crm);
    await stage.bridge.call("revoke_credential", {
      target: { credential: crm, revision: known.revision },
      reason: "Suspected leak",
    });
    const reason = (await now(crm)).deeds.find(({ deed }) => deed === "rotate")?.closed ?? "";
    expect(reason).not.toBe("");
    await row("CRM").getByText("Revoked").waitFor();
    await cell("CRM").click({ button: "right" });
    const item = stage.page.getByRole("menuitem", { name: /^Rotate…/ });
    await item.waitFor();
    expect(await item.getAttribute("aria-disabled")).toBe("true");
    // At the item, or above all where most have the same.
    expect(await stage.page.getByRole("menu").innerText()).toContain(reason);
    await stage.page.keyboard.press("Escape");
    const drawer = await opened("CRM integration");
    await drawer.getByText("Suspected leak").first().waitFor();
    await drawer.getByRole("button", { name: "Reinstate" }).first().waitFor();
  });

  test("switching off happens at once; Undo in the message takes it back", async () => {
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Deactivate" }).click();
    await said("Deactivated CRM integration.");
    await row("CRM").getByText("Inactive").waitFor();
    await drawer.getByRole("button", { name: "Activate" }).waitFor();
    await stage.button("Undo").click();
    await row("CRM").getByText("Active", { exact: true }).waitFor();
    expect((await now(crm)).row.status).toBe("active");
  });

  test("Ctrl+Z takes the last change back, but not while something is typed", async () => {
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Revoke…" }).click();
    await text("Reason").fill("Suspected leak");
    await stage.page.keyboard.press("Enter");
    await said("Revoked CRM integration.");
    await drawer.getByRole("button", { name: "Edit…" }).click();
    await stage.field("Title").fill("x");
    await stage.page.keyboard.press("Control+z");
    expect((await now(crm)).row.status).toBe("revoked");
    await stage.button("Cancel").click();
    const discard = stage.button("Discard");
    if (await discard.count()) await discard.click();
    await stage.page.getByRole("dialog").waitFor({ state: "detached" });
    await stage.page.keyboard.press("Control+z");
    await expect.poll(async () => (await now(crm)).row.status).toBe("active");
    await row("CRM").getByText("Active", { exact: true }).waitFor();
  });

  test("a title is edited; a taken one is refused with the form kept", async () => {
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Edit…" }).click();
    await stage.field("Title").fill("halden shipping api");
    await stage.button("Save changes").click();
    await stage.page.getByRole("alert").first().waitFor();
    expect(await stage.field("Title").inputValue()).toBe("halden shipping api");
    await stage.field("Title").fill("CRM Integration");
    await text("Description").fill("Answered for by sales");
    await stage.button("Save changes").click();
    await said("Changed CRM Integration.");
    await details("CRM Integration").getByText("Answered for by sales").waitFor();
  });

  test("what another window changed meanwhile is told, and what was typed is kept", async () => {
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Edit…" }).click();
    await stage.field("Title").fill("CRM, new");
    const { row: known } = await now(crm);
    await stage.bridge.call("edit_credential", {
      request: {
        target: { credential: crm, revision: known.revision },
        title: known.title,
        description: "Written by another",
        roles: [],
        user: null,
        inRole: null,
        addresses: [],
        starts: null,
        tags: [],
      },
    });
    await stage.button("Save changes").click();
    await said("CRM integration was changed meanwhile.");
    await said(/The description is now “Written by another”\./);
    expect(await stage.field("Title").inputValue()).toBe("CRM, new");
    expect(await text("Description").inputValue()).toBe("Written by another");
    await stage.button("Save changes").click();
    await said("Changed CRM, new.");
    expect((await now(crm)).row).toMatchObject({ title: "CRM, new", description: "Written by another" });
  });

  test("an expiry is changed, and undone", async () => {
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Change expiry…" }).click();
    await stage.page.getByRole("radio", { name: "Never" }).click({ force: true });
    await said("never expire");
    await stage.button("Change expiry").click();
    await said("Changed the expiry of CRM integration.");
    expect((await now(crm)).row.expiresAt).toBeNull();
    await stage.button("Undo").click();
    await expect.poll(async () => (await now(crm)).row.expiresOn).toBe("2027-02-22");
  });

  test("rotating shows the new Secret Key once; the old one is accepted beside it", async () => {
    const drawer = await opened("CRM integration");
    const before = (await now(crm)).row.accessId;
    await drawer.getByRole("button", { name: "Rotate…" }).click();
    await stage.page.getByText("7 days", { exact: true }).click();
    await said(/Both are accepted until/);
    await stage.button("Rotate credential").click();
    await said("This is the only time you can get the Secret Key.");
    await stage.page.getByRole("checkbox", { name: "I have stored the Secret Key" }).check();
    await stage.button("Done").click();
    await stage.page.getByRole("dialog").waitFor({ state: "detached" });
    await drawer.getByText(/in rotation until/).waitFor();
    const after = await now(crm);
    expect(after.row.accessId).toBe(before);
    expect(after.versions.map(({ accepted }) => accepted)).toEqual([true, true]);
    await drawer.getByRole("button", { name: "Rotate…" }).first().click();
    await said("Version 1 stops at once.");
  });

  test("rotating says what is left to do where traces of the old secret could not be erased yet", async () => {
    await stage.page.route("**/rotate_credential", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...(await answer.json()), traces: true } });
    });
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Rotate…" }).click();
    await stage.button("Rotate credential").click();
    await said("This is the only time you can get the Secret Key.");
    await stage.page
      .getByText(/^CRM integration has a new secret\. Traces of what was sealed may be/)
      .first()
      .waitFor({ state: "attached" });
  });

  test("rotating can let the new secret be copied again, which show once could not", async () => {
    const drawer = await opened("CRM integration");
    await drawer
      .getByText(/^Shown once/)
      .first()
      .waitFor();
    await drawer.getByRole("button", { name: "Rotate…" }).click();
    await stage.page.getByText("Can be copied again", { exact: true }).click();
    await stage.button("Rotate credential").click();
    const stored = stage.page.getByRole("checkbox");
    await stored.first().waitFor();
    expect((await now(crm)).reveal).toBe("recoverable");
  });

  test("moving names the other groups; Undo brings it back", async () => {
    const tenant = stage.tenant?.id ?? "";
    const request = { requestId: crypto.randomUUID(), tenant, name: "Depots", description: "" };
    await stage.bridge.call("create_group", { request });
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Move to group…" }).click();
    const dialog = stage.page.getByRole("dialog", { name: "Move CRM integration" });
    await dialog.getByRole("combobox").selectOption({ label: "Depots" });
    await stage.button("Move credential").click();
    await said("Moved CRM integration.");
    await drawer.getByText("Depots", { exact: true }).waitFor();
    expect((await now(crm)).row.groupName).toBe("Depots");
    await stage.button("Undo").click();
    await drawer.getByText("General", { exact: true }).waitFor();
  });

  test("where there is one group only, moving says so", async () => {
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Move to group…" }).click();
    await said("Acme Logistics has no other group. Make one under Groups first.");
    await stage.page.keyboard.press("Escape");
    expect((await now(crm)).row.groupName).toBe("General");
  });

  test("what it carries is copied from its line", async () => {
    const drawer = await opened("CRM integration");
    await drawer.getByRole("button", { name: "Copy API URL" }).click();
    await expect
      .poll(async () => JSON.stringify(await stage.bridge.effects()))
      .toContain("https://api.acme.example/openapi");
    await drawer.getByRole("button", { name: "Copy how a request presents it" }).click();
    await expect.poll(async () => JSON.stringify(await stage.bridge.effects())).toContain("Signature=");
  });

  test("a deletion whose traces could not be erased yet is said as done, with what is left to do", async () => {
    await stage.page.route("**/delete_credential", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...(await answer.json()), traces: true } });
    });
    const drawer = await opened("Halden Shipping API");
    await drawer.getByRole("button", { name: "Delete…" }).last().click();
    await stage.button("Delete credential").click();
    await stage.page.getByText(/^Deleted Halden Shipping API\. Traces of what was sealed may be/).waitFor();
    await stage.page.getByRole("alertdialog").waitFor({ state: "detached" });
    await row("Halden").waitFor({ state: "detached" });
  });

  test("deleting asks, with the focus off the red button, and the row is gone", async () => {
    const drawer = await opened("Halden Shipping API");
    await drawer.getByRole("button", { name: "Delete…" }).last().click();
    await stage.page.getByRole("alertdialog", { name: "Delete Halden Shipping API?" }).waitFor();
    await expect.poll(focused).toBe("Cancel");
    await stage.button("Delete credential").click();
    await said("Deleted Halden Shipping API.");
    await details("Halden Shipping API").waitFor({ state: "detached" });
    await row("Halden").waitFor({ state: "detached" });
    await expect(now(halden)).rejects.toMatchObject({ code: "not_found" });
    expect(await stage.button("Undo").count()).toBe(0);
    await expect.poll(pane).toBe("grid");
  });
});
