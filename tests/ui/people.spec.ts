/** The users and roles of a tenant: made, changed, and deleted only once they are used nowhere. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RoleRow } from "../../ui/src/bindings/RoleRow";
import type { UserRow } from "../../ui/src/bindings/UserRow";
import { tenantRequest } from "./bridge";
import { onPeople, withPeople } from "./shots-people";
import type { Stage } from "./stage";

let stage: Stage;

const roles = () => stage.bridge.call<RoleRow[]>("list_roles", { tenant: null });
const users = () => stage.bridge.call<UserRow[]>("list_users", { tenant: null });
const role = async (name: string) => (await roles()).find((row) => row.name === name);
const dialog = () => stage.page.locator("[role=dialog], [role=alertdialog]");

async function choose(name: string, item: string): Promise<void> {
  await stage.button(`Actions for ${name}`).click();
  await stage.page.getByRole("menuitem", { name: item }).click();
  await dialog().waitFor();
}

beforeEach(async () => {
  stage = await withPeople();
});
afterEach(() => stage.close());

describe("roles", () => {
  beforeEach(() => onPeople(stage, "Roles"));

  test("one with rules is made with the keys alone", async () => {
    await stage.button("New role").focus();
    await stage.page.keyboard.press("Enter");
    await dialog().waitFor();
    await stage.page.keyboard.type("courier");
    await stage.page.getByText("No rules: this role does not restrict.").waitFor();
    await stage.button("Add a rule").focus();
    await stage.page.keyboard.press("Enter");
    await stage.page.getByLabel("Any", { exact: true }).waitFor();
    await stage.page.getByLabel("GET", { exact: true }).press("Space");
    await stage.field("Paths of rule 1").fill("/parcels/*");
    await stage.page.keyboard.press("Enter");
    // Typed and not ended, it counts as well.
    await stage.page.keyboard.type("/tracks/**");
    await stage.page.keyboard.press("Control+Enter");
    await stage.page.getByText("Made courier.").waitFor();
    expect((await role("courier"))?.rules).toEqual([
      { methods: ["GET"], paths: ["/parcels/*", "/tracks/**"] },
    ]);
    await stage.page.getByRole("row", { name: /courier.*GET \/parcels\/\*/ }).waitFor();
  });

  test("a path that is none is said at the rules, and everything stays", async () => {
    await stage.button("New role").click();
    await stage.field("Name").fill("courier");
    await stage.button("Add a rule").click();
    await stage.field("Paths of rule 1").fill("parcels");
    await stage.button("Create role").click();
    await dialog().getByRole("alert").first().waitFor();
    expect(await stage.field("Name").inputValue()).toBe("courier");
    expect(await role("courier")).toBeUndefined();
  });

  test("a taken name is said at its field", async () => {
    await stage.button("New role").click();
    await stage.field("Name").fill("READER");
    await stage.button("Create role").click();
    await expect.poll(() => stage.field("Name").getAttribute("aria-invalid")).toBe("true");
  });

  test("what somebody else changed meanwhile is said; what was typed stays", async () => {
    const reader = await role("reader");
    await choose("reader", "Edit…");
    await stage.field("Name").fill("reader of all");
    const target = { role: reader?.id, revision: reader?.revision };
    await stage.bridge.call("edit_role", {
      request: { target, name: "reader", description: "Written by another", rules: reader?.rules },
    });
    await stage.button("Save changes").click();
    await stage.page.getByText("The description is now “Written by another”.").waitFor();
    expect(await stage.field("Name").inputValue()).toBe("reader of all");
    await stage.button("Save changes").click();
    await stage.page.getByText("Changed reader of all.").waitFor();
    expect((await role("reader of all"))?.description).toBe("Written by another");
  });

  test("one in use says where, and cannot be deleted; another can", async () => {
    await choose("reader", "Delete…");
    await stage.page.getByText("reader is in use, so it cannot be deleted yet.").waitFor();
    await dialog().getByText("Billing gateway").waitFor();
    await dialog().getByText("Jonas Doerr").waitFor();
    await stage.button("Delete role").click({ force: true });
    expect(await role("reader")).toBeDefined();
    await stage.page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
    await choose("refunds", "Delete…");
    await stage.page.getByText("It is used nowhere.").waitFor();
    await expect.poll(() => stage.page.evaluate(() => document.activeElement?.textContent)).toBe("Cancel");
    await stage.button("Delete role").click();
    await stage.page.getByText("Deleted refunds.").waitFor();
    expect(await role("refunds")).toBeUndefined();
  });
});

describe("users", () => {
  beforeEach(() => onPeople(stage, "Users"));

  test("one is made with roles, and offered by the form for a credential", async () => {
    await stage.button("New user").click();
    await stage.field("Name").fill("Mei Tanaka");
    await stage.page.getByRole("textbox", { name: /^Mail/ }).fill("not a mail address");
    await stage.button("Add a role").click();
    await stage.page.getByRole("option", { name: "reader" }).click();
    await stage.page.keyboard.press("Escape");
    await stage.button("Create user").click();
    const mail = stage.page.getByRole("textbox", { name: /^Mail/ });
    await expect.poll(() => mail.getAttribute("aria-invalid")).toBe("true");
    await mail.fill("mei@acme.example");
    await stage.button("Create user").click();
    await stage.page.getByText("Made Mei Tanaka.").waitFor();
    const reader = await role("reader");
    expect((await users()).find(({ name }) => name === "Mei Tanaka")).toMatchObject({
      mail: "mei@acme.example",
      roles: [reader?.id],
    });
    await stage.page.keyboard.press("Control+n");
    await stage.field("On behalf of").selectOption({ label: "Mei Tanaka" });
  });

  test("one on whose behalf a credential acts cannot be deleted", async () => {
    await choose("Jonas Doerr", "Delete…");
    await stage.page.getByText("Jonas Doerr is in use, so it cannot be deleted yet.").waitFor();
    await dialog().getByText("Billing gateway").waitFor();
  });

  test("those of all tenants are named with their tenant", async () => {
    const request = tenantRequest("Orbit Maps");
    const { id } = await stage.bridge.call<{ id: string }>("create_tenant", { request });
    await stage.bridge.call("create_user", {
      request: { requestId: crypto.randomUUID(), tenant: id, name: "Kai Moen", mail: "", roles: [] },
    });
    await stage.button(/^Tenant in view/).click();
    await stage.page.getByText("All tenants").first().click();
    await stage.page.getByRole("row", { name: /Kai Moen.*Orbit Maps/ }).waitFor();
    await stage.page.getByRole("row", { name: /Jonas Doerr.*Acme Logistics/ }).waitFor();
  });
});
