/** The form for a credential beyond title and lifetime: who may use it, from where, from when, and what is kept. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CredentialDetails } from "../../ui/src/bindings/CredentialDetails";
import type { RoleRow } from "../../ui/src/bindings/RoleRow";
import type { Sheet } from "../../ui/src/bindings/Sheet";
import type { UserRow } from "../../ui/src/bindings/UserRow";
import { Bridge } from "./bridge";
import { Screen } from "./screen";
import { creating, Stage } from "./stage";

let stage: Stage;
let reader: RoleRow;
let writer: RoleRow;
let jonas: UserRow;

const tenant = () => stage.tenant?.id ?? "";
const field = (label: string) => stage.page.getByRole("textbox", { name: new RegExp(`^${label}`) });
const focused = () => stage.page.evaluate(() => document.activeElement?.textContent ?? "");
const made = async () => {
  const [sheet] = await stage.bridge.call<Sheet[]>("open_sheets");
  const credential = sheet?.credential;
  return stage.bridge.call<CredentialDetails>("credential_details", { credential });
};

async function chooseRole(...names: string[]): Promise<void> {
  await stage.button("Add a role").click();
  for (const name of names) await stage.page.getByRole("option", { name }).click();
  await stage.page.keyboard.press("Escape");
  await stage.page.getByRole("listbox").waitFor({ state: "detached" });
}

async function begin(bridge: Bridge, more: Parameters<Bridge["firstRun"]>[1] = {}): Promise<void> {
  const row = await bridge.firstRun("Acme Logistics", more);
  const role = (name: string, description: string) =>
    bridge.call<RoleRow>("create_role", {
      request: { requestId: crypto.randomUUID(), tenant: row.id, name, description, rules: [] },
    });
  reader = await role("reader", "Reads everything");
  writer = await role("invoice-writer", "");
  const user = { name: "Jonas Doerr", mail: "jonas@acme.example", roles: [reader.id] };
  jonas = await bridge.call<UserRow>("create_user", {
    request: { requestId: crypto.randomUUID(), tenant: row.id, ...user },
  });
  stage = new Stage(bridge, await Screen.open(bridge), row);
}

beforeEach(async () => begin(await Bridge.start()));
afterEach(() => stage.close());

test("everything that a credential has is asked for, and stands in its details", async () => {
  await creating(stage);
  await stage.field("Title").fill("Billing gateway");
  await chooseRole("reader", "invoice-writer");
  await stage.field("On behalf of").selectOption({ label: "Jonas Doerr" });
  await stage.field("In role").selectOption({ label: "reader" });
  await field("Allowed addresses").fill("10.0.0.0/24");
  await field("Allowed addresses").press("Enter");
  await stage.button("Remove 10.0.0.0/24").waitFor();
  await stage.page.getByRole("radio", { name: "On a date" }).click({ force: true });
  // The date that is wanted and does not stand there yet is where the form leads.
  await stage.page.keyboard.press("Control+Enter");
  await expect
    .poll(() => stage.page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toContain("First day");
  await stage.page.keyboard.type("01042026");
  await stage.page.getByText("Works from").waitFor();
  await field("Tags").fill("ERP, depot");
  await stage.page.keyboard.press("Control+Enter");
  await stage.page.getByText("Billing gateway is ready").waitFor();
  expect(await made()).toMatchObject({
    roles: expect.arrayContaining([
      { id: reader.id, name: "reader" },
      { id: writer.id, name: "invoice-writer" },
    ]),
    user: { id: jonas.id, name: "Jonas Doerr" },
    inRole: { id: reader.id, name: "reader" },
    addresses: ["10.0.0.0/24"],
    startsOn: "2026-04-01",
    row: { tags: expect.arrayContaining(["erp", "depot"]), status: "scheduled" },
  });
});

describe("addresses", () => {
  test("each is judged as it is added, and what is none stays in the field", async () => {
    await creating(stage);
    await stage.page.getByText("None listed: any address may use it.").waitFor();
    const addresses = field("Allowed addresses");
    await addresses.fill("10.9.0.300");
    await addresses.press("Enter");
    await expect.poll(() => addresses.getAttribute("aria-invalid")).toBe("true");
    expect(await addresses.inputValue()).toBe("10.9.0.300");
    await addresses.fill("10.0.0.0/24");
    await addresses.press("Enter");
    await stage.page.getByText("Only this one may use it;").waitFor();
    await addresses.fill("10.0.0.7");
    await addresses.press("Enter");
    await stage.button("Remove 10.0.0.7").waitFor();
    // An overlap only warns.
    await stage.page.getByText(/10\.0\.0\.7.*10\.0\.0\.0\/24/).waitFor();
    await addresses.press("Backspace");
    await stage.button("Remove 10.0.0.7").waitFor({ state: "detached" });
    await stage.button("Remove 10.0.0.0/24").click();
    await stage.page.getByText("None listed: any address may use it.").waitFor();
  });

  test("one that was typed and not ended restricts all the same", async () => {
    await creating(stage);
    await stage.field("Title").fill("Billing gateway");
    await field("Allowed addresses").fill("2001:db8:40::/48");
    await stage.page.keyboard.press("Control+Enter");
    await stage.page.getByText("Billing gateway is ready").waitFor();
    expect((await made()).addresses).toEqual(["2001:db8:40::/48"]);
  });
});

test("a role that is deleted meanwhile is named, and everything else is kept", async () => {
  await creating(stage);
  await stage.field("Title").fill("Billing gateway");
  await chooseRole("invoice-writer");
  // As if this window had not heard of it yet.
  await stage.page.route("**/list_roles", (route) => route.fulfill({ json: [reader, writer] }));
  await stage.bridge.call("delete_role", { target: { role: writer.id, revision: writer.revision } });
  await stage.page.unroute("**/list_roles");
  await stage.button("Create").click();
  await stage.page.getByText("invoice-writer (deleted)").waitFor();
  await expect.poll(focused).toContain("Add a role");
  expect(await stage.field("Title").inputValue()).toBe("Billing gateway");
  await stage.button("Remove the role invoice-writer (deleted)").click();
  await stage.button("Create").click();
  await stage.page.getByText("Billing gateway is ready").waitFor();
});

test("a second one for the same user and roles gets a word of advice, and is made all the same", async () => {
  await stage.bridge.issue(tenant(), "Depot gate terminals", { user: jonas.id, roles: [reader.id] });
  await creating(stage);
  await stage.field("Title").fill("Billing gateway");
  await chooseRole("reader");
  await stage.field("On behalf of").selectOption({ label: "Jonas Doerr" });
  await stage.page.getByText("A word of advice").waitFor();
  await stage.button("Create").click();
  await stage.page.getByText("Billing gateway is ready").waitFor();
});

test("a group is made on the way, and the form goes on with it", async () => {
  await creating(stage);
  await stage.field("Title").fill("Billing gateway");
  await stage.button("New group…").click();
  await stage.page.getByRole("dialog", { name: /^New group/ }).waitFor();
  await stage.page.keyboard.type("Depot");
  await stage.page.keyboard.press("Control+Enter");
  await stage.page.getByRole("dialog", { name: /^New group/ }).waitFor({ state: "detached" });
  await expect.poll(focused).toBe("New group…");
  await stage.button("Create").click();
  await stage.page.getByText("Billing gateway is ready").waitFor();
  expect((await made()).row.groupName).toBe("Depot");
});

describe("other kinds", () => {
  test("a Reference ID: two parts, and in plain words that it can be had again", async () => {
    await stage.close();
    await begin(await Bridge.start(), {
      scheme: "reference",
      presentation: { kind: "header", name: "Authorization", value: "rest_api_key={key}" },
      reveal: "recoverable",
      defaultNever: true,
    });
    await creating(stage);
    await stage.field("Title").fill("Billing gateway");
    await stage.page.getByText("The API key stays sealed in the vault.").first().waitFor();
    // The tenant's default is that nothing ends.
    expect(await stage.page.getByLabel("Never", { exact: true }).isChecked()).toBe(true);
    await stage.button("Create").click();
    await stage.page.getByText("Copy the API key or download the file now.").waitFor();
    expect(await stage.button("Copy Access ID").count()).toBe(0);
    await stage.button("Copy Reference ID (the API key)").click();
    await stage.page
      .getByText(/^API key leaves the clipboard in/)
      .first()
      .waitFor();
    await stage.page.getByRole("checkbox", { name: "I have stored the API key" }).click();
    await stage.button("Done").click();
    await expect.poll(() => stage.page.getByRole("dialog").count()).toBe(0);
  });

  test("what is shown once is said to be, and may be chosen against the default", async () => {
    await creating(stage);
    await stage.field("Title").fill("Billing gateway");
    await stage.page.getByText("The Secret Key is shown once, right after this.").waitFor();
    await stage.page.getByRole("radio", { name: "Recoverable" }).click();
    await stage.page.getByText("The Secret Key is offered right after this.").waitFor();
    await stage.button("Create").click();
    await stage.page.getByText("Copy the Secret Key or download the file now.").waitFor();
    expect((await made()).row.recoverable).toBe(true);
  });
});

describe("changing it", () => {
  async function editing(): Promise<string> {
    const more = { roles: [reader.id], user: jonas.id, addresses: ["10.0.0.0/24"], tags: ["erp"] };
    const credential = await stage.bridge.issue(tenant(), "Billing gateway", more);
    await stage.screen.load();
    await stage.button("Billing gateway").click();
    await stage.button("Edit…").first().click();
    await stage.page.getByRole("dialog", { name: "Edit Billing gateway" }).waitFor();
    return credential;
  }
  const now = (credential: string) =>
    stage.bridge.call<CredentialDetails>("credential_details", { credential });

  test("what may change does; what identifies it stands there and stays", async () => {
    const credential = await editing();
    const { row } = await now(credential);
    await stage.page
      .getByRole("dialog")
      .getByText(row.accessId ?? "?")
      .waitFor();
    await stage.button("Remove the role reader").click();
    await stage.button("Remove 10.0.0.0/24").click();
    await field("Allowed addresses").fill("192.0.2.7");
    await stage.field("On behalf of").selectOption("");
    await stage.button("Remove the tag erp").click();
    await stage.button("Save changes").click();
    await stage.page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await now(credential)).toMatchObject({
      roles: [],
      user: null,
      addresses: ["192.0.2.7"],
      row: { tags: [], accessId: row.accessId },
    });
  });

  test("what somebody else changed meanwhile is said; what was typed stays", async () => {
    const credential = await editing();
    await stage.field("Title").fill("Billing gateway, new");
    const { row } = await now(credential);
    const same = { title: row.title, description: "", user: jonas.id, inRole: null, starts: null };
    const target = { credential, revision: row.revision };
    await stage.bridge.call("edit_credential", {
      request: { target, ...same, roles: [], addresses: ["::1"], tags: ["erp"] },
    });
    await stage.button("Save changes").click();
    await stage.page.getByText(/It now has no role\..*Its addresses are now ::1\./).waitFor();
    expect(await stage.field("Title").inputValue()).toBe("Billing gateway, new");
    await stage.button("Remove ::1").waitFor();
    await stage.button("Save changes").click();
    await stage.page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await now(credential)).toMatchObject({
      roles: [],
      addresses: ["::1"],
      row: { title: "Billing gateway, new" },
    });
  });
});

test("a duplicate takes over the settings and proposes a title", async () => {
  const more = { roles: [reader.id], user: jonas.id, addresses: ["10.0.0.0/24"], tags: ["erp"] };
  await stage.bridge.issue(tenant(), "Billing gateway", more);
  await stage.screen.load();
  await stage.page
    .getByRole("row", { name: /Billing gateway/ })
    .getByRole("gridcell")
    .nth(3)
    .click({ button: "right" });
  await stage.page.getByRole("menuitem", { name: "Duplicate…" }).click();
  await stage.page.getByRole("dialog", { name: "Duplicate Billing gateway" }).waitFor();
  expect(await stage.field("Title").inputValue()).toBe("Billing gateway copy");
  await stage.button("Remove 10.0.0.0/24").waitFor();
  await stage.button("Create").click();
  await stage.page.getByText("Billing gateway copy is ready").waitFor();
  expect(await made()).toMatchObject({
    user: { id: jonas.id },
    addresses: ["10.0.0.0/24"],
    row: { tags: ["erp"] },
  });
});
