/** Tenants, their limits and their groups, from the pages that manage them. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { GroupRow } from "../../ui/src/bindings/GroupRow";
import type { TenantRow } from "../../ui/src/bindings/TenantRow";
import { tenantRequest } from "./bridge";
import { opened } from "./shots-directory";
import { made, type Stage } from "./stage";

let stage: Stage;

const tenants = () => stage.bridge.call<TenantRow[]>("list_tenants");
const tenantNamed = async (name: string) => (await tenants()).find((row) => row.name === name);
const groups = () => stage.bridge.call<GroupRow[]>("list_groups", { tenant: stage.tenant?.id ?? "" });
const groupNamed = async (name: string) => (await groups()).find((row) => row.name === name);

/** An item of a row's menu. */
async function choose(row: string, item: string): Promise<void> {
  await stage.button(`Actions for ${row}`).click();
  await stage.page.getByRole("menuitem", { name: item }).click();
  await stage.page.locator("[role=dialog], [role=alertdialog]").waitFor();
}

async function chooseTenant(name: string): Promise<void> {
  await stage.button(/^Tenant in view/).click();
  await stage.page.getByRole("menuitem", { name, exact: true }).click();
}

async function makeGroup(name: string): Promise<string> {
  const request = {
    requestId: crypto.randomUUID(),
    tenant: stage.tenant?.id ?? "",
    name,
    description: "",
  };
  return (await stage.bridge.call<GroupRow>("create_group", { request })).id;
}

describe("a tenant", () => {
  beforeAll(async () => {
    stage = await made();
    await stage.bridge.issue(stage.tenant?.id ?? "", "Billing gateway");
    await stage.screen.load();
    await opened(stage, /^Tenants/);
  });
  afterAll(() => stage.close());

  test("of a known system is made with what that system does", async () => {
    await stage.button("New tenant").click();
    await stage.page.getByRole("radio", { name: "Ivanti Service Manager" }).click();
    await stage.field("API URL").fill("https://desk.example/HEAT");
    await stage.button("Create tenant").click();
    // The core says what is missing, beneath the field, and what was typed is still there.
    await stage.page.getByRole("alert").first().waitFor();
    expect(await stage.field("Name").getAttribute("aria-invalid")).toBe("true");
    expect(await stage.field("API URL").inputValue()).toBe("https://desk.example/HEAT");
    await stage.field("Name").fill("Service desk");
    await stage.button("Create tenant").click();
    await stage.page.getByText("Made Service desk.").waitFor();
    expect(await tenantNamed("Service desk")).toMatchObject({
      scheme: "reference",
      presentation: { kind: "header", name: "Authorization", value: "rest_api_key={key}" },
      defaultNever: true,
      reveal: "recoverable",
    });
    await stage.page.getByRole("row", { name: /Service desk.*Reference ID/ }).waitFor();
  });

  test("is told what somebody else changed meanwhile, and keeps both", async () => {
    await choose("Service desk", "Edit…");
    await stage.field("Name").fill("Help desk");
    const row = await tenantNamed("Service desk");
    await stage.bridge.call("change_limit", {
      target: { tenant: row?.id, revision: row?.revision },
      limit: 40,
    });
    await stage.button("Save changes").click();
    await stage.page.getByText("The limit is now 40.").waitFor();
    expect(await stage.field("Name").inputValue()).toBe("Help desk");
    await stage.button("Save changes").click();
    await stage.page.getByText("Changed Help desk.").waitFor();
    expect(await tenantNamed("Help desk")).toMatchObject({ credentialLimit: 40 });
  });

  test("keeps its scheme once it has credentials, and says so", async () => {
    await stage.button("Acme Logistics").click();
    await stage.page.getByText("Fixed: it has 1 credential of this scheme.").waitFor();
    expect(await stage.field("Scheme").isDisabled()).toBe(true);
    await stage.page.keyboard.press("Escape");
    await expect.poll(() => stage.page.getByRole("dialog").count()).toBe(0);
  });

  test("goes with its credentials only once its name is typed", async () => {
    await choose("Acme Logistics", "Delete…");
    expect(await stage.button("Delete tenant").getAttribute("aria-disabled")).toBe("true");
    await stage.page.getByRole("checkbox").check();
    const gone = stage.button("Delete tenant and 1 credential");
    await stage.field("Confirm").fill("Acme");
    expect(await gone.getAttribute("aria-disabled")).toBe("true");
    await stage.field("Confirm").fill("Acme Logistics");
    await gone.click();
    await stage.page.getByText("Deleted Acme Logistics and 1 credential.").waitFor();
    expect((await tenants()).map(({ name }) => name)).toEqual(["Help desk"]);
  });

  test("may be the last one; the window says what to do then", async () => {
    await choose("Help desk", "Delete…");
    await stage.button("Delete tenant").click();
    await stage.page.getByText("No tenants yet").waitFor();
    await stage.screen.sound();
  });
});

describe("a limit", () => {
  beforeAll(async () => {
    stage = await made();
    await stage.bridge.issue(stage.tenant?.id ?? "", "Billing gateway");
    await stage.screen.load();
  });
  afterAll(() => stage.close());

  test("is changed in its row", async () => {
    await opened(stage, /^Tenants/);
    await stage.button("Limits").click();
    await stage.button("Change the limit of Acme Logistics").click();
    await stage.field("Limit of Acme Logistics").fill("1");
    await stage.page.keyboard.press("Enter");
    await stage.page.getByText("Changed the limit of Acme Logistics.").waitFor();
    expect(await tenantNamed("Acme Logistics")).toMatchObject({ credentialLimit: 1 });
    await stage.page.getByText("None left").waitFor();
  });

  test("that is reached is said before anything is typed, with the figures and where to change it", async () => {
    await stage.page
      .getByRole("navigation", { name: "Main" })
      .getByRole("button", { name: /^Credentials/ })
      .click();
    const create = stage.button("New credential");
    await expect.poll(() => create.getAttribute("aria-disabled")).toBe("true");
    expect(await create.getAttribute("data-tip")).toContain("1 of 1");
    await stage.page.keyboard.press("Control+n");
    expect(await stage.page.getByRole("dialog").count()).toBe(0);
    await stage.button(/^Limit reached/).click();
    await stage.button("Change the limit of Acme Logistics").waitFor();
  });
});

describe("a group", () => {
  beforeAll(async () => {
    stage = await made();
    await opened(stage, /^Groups/);
  });
  afterAll(() => stage.close());

  test("is made, opened, and gets the credential that is made from there", async () => {
    await stage.button("New group").click();
    await stage.field("Group").fill("Payments");
    await stage.button("Create group").click();
    await stage.page.getByText("Made Payments.").waitFor();
    await stage.page
      .getByRole("rowheader", { name: /Payments/ })
      .getByRole("button")
      .click();
    await stage.button("Edit filter Group Payments").waitFor();
    await stage.button("New credential").click();
    await stage.page.getByRole("dialog", { name: "New credential" }).waitFor();
    await stage.field("Title").fill("Depot gate terminals");
    await stage.button("Create").click();
    await stage.page.getByText("This is the only time you can get the Secret Key.").waitFor();
    expect(await groupNamed("Payments")).toMatchObject({ credentials: 1 });
    await stage.page.getByRole("checkbox", { name: /stored/ }).check();
    await stage.button("Done").click();
    await stage.page.getByRole("row", { name: /Depot gate terminals/ }).waitFor();
    await stage.button("Remove filter Group Payments").click();
    await expect.poll(() => stage.button("Edit filter Group Payments").count()).toBe(0);
  });

  test("gives its credentials to another when it is deleted", async () => {
    await opened(stage, /^Groups/);
    await choose("Payments", "Delete…");
    await stage.button("Move 1 credential and delete group").click();
    await stage.page.getByText("Deleted Payments. Its credentials are in General now.").waitFor();
    expect(await groupNamed("Payments")).toBeUndefined();
    expect(await groupNamed("General")).toMatchObject({ credentials: 1 });
  });

  test("takes them with it only once its name is typed", async () => {
    const group = await makeGroup("Scratch");
    await stage.bridge.issue(stage.tenant?.id ?? "", "Billing gateway", { group });
    await stage.page.getByRole("rowheader", { name: /Scratch/ }).waitFor();
    await expect.poll(async () => (await groupNamed("Scratch"))?.credentials).toBe(1);
    const backups = [{ file: "keywright-before-3.db", madeAt: Date.now(), bytes: 401_408, schema: 2 }];
    await stage.page.route("**/list_backups", (route) => route.fulfill({ json: backups }));
    await choose("Scratch", "Delete…");
    await stage.page.getByRole("radio", { name: /Delete them with it/ }).click();
    await stage.page.getByText("One backup may still hold sealed copies of their secrets.").waitFor();
    await stage.page.getByText(/keywright-before-3\.db/).waitFor();
    await stage.button("Drop them now").waitFor();
    const gone = stage.button("Delete group and 1 credential");
    expect(await gone.getAttribute("aria-disabled")).toBe("true");
    await stage.field("Confirm").fill("Scratch");
    await gone.click();
    await stage.page.getByText("Deleted Scratch and 1 credential.").waitFor();
    expect(await groupNamed("Scratch")).toBeUndefined();
  });

  test("named General stays, and says why", async () => {
    await stage.button("Actions for General").click();
    const item = stage.page.getByRole("menuitem", { name: /Delete…/ });
    expect(await item.getAttribute("aria-disabled")).toBe("true");
    expect(await item.textContent()).toContain("so it stays");
    await stage.page.keyboard.press("Escape");
  });
});

describe("several tenants", () => {
  afterEach(() => stage.close());

  test("are shown together, and a new credential asks for its tenant first", async () => {
    stage = await made();
    const second = await stage.bridge.call<TenantRow>("create_tenant", {
      request: tenantRequest("Northwind"),
    });
    await stage.bridge.issue(stage.tenant?.id ?? "", "Billing gateway");
    await stage.bridge.issue(second.id, "Depot gate terminals");
    await stage.screen.load();
    await stage.page.getByRole("row", { name: /Billing gateway/ }).waitFor();
    expect(await stage.page.getByRole("row", { name: /Depot gate terminals/ }).count()).toBe(0);
    await chooseTenant("All tenants");
    await stage.page.getByRole("row", { name: /Depot gate terminals/ }).waitFor();
    await stage.page.getByRole("row", { name: /Billing gateway/ }).waitFor();
    await stage.page.keyboard.press("Control+n");
    await stage.page.getByRole("menu", { name: "Tenant of the new credential" }).waitFor();
    await stage.page.getByRole("menuitem", { name: "Northwind" }).click();
    await stage.page.getByRole("dialog", { name: "New credential" }).waitFor();
    await stage.field("Title").fill("Billing gateway");
    // The title is taken in the other tenant only.
    await stage.page.getByText("This title is free in Northwind").waitFor();
  });

  test("without the permission, what would change them stays and says why", async () => {
    stage = await made();
    await stage.page.route("**/start_state", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...(await answer.json()), permissions: ["view"] } });
    });
    await stage.page.reload();
    await opened(stage, /^Tenants/);
    expect(await stage.button("New tenant").getAttribute("aria-disabled")).toBe("true");
    expect(await stage.button("New tenant").getAttribute("data-tip")).toContain("Manage directory");
    const audit = stage.page
      .getByRole("navigation", { name: "Main" })
      .getByRole("button", { name: "Audit log" });
    expect(await audit.getAttribute("aria-disabled")).toBe("true");
    await stage.button("Actions for Acme Logistics").click();
    expect(await stage.page.getByRole("menuitem", { name: /Edit…/ }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    await stage.screen.sound();
  });
});
