/** The pictures of tenants, their limits and their groups. */
import { tenantRequest } from "./bridge";
import type { Shot } from "./shots";
import { filled, made, type Stage } from "./stage";

const TENANTS = "tenants/tenants-page";
const TENANT = "tenants/tenant-dialog";
const LIMITS = "tenants/limits-page";
const GROUPS = "groups/groups-page";

/** Opens a page from the sidebar. */
export async function opened(stage: Stage, page: RegExp): Promise<void> {
  await stage.page.getByRole("navigation", { name: "Main" }).getByRole("button", { name: page }).click();
  await stage.page.getByRole("table").waitFor();
}

/** Three tenants of different systems, and groups with credentials in the first. */
export async function settled(): Promise<Stage> {
  const stage = await filled(undefined, 200);
  const { bridge } = stage;
  const tenant = stage.tenant?.id ?? "";
  for (const [name, more] of [
    [
      "Northwind service desk",
      {
        apiUrl: "https://northwind.example/HEAT/api",
        scheme: "reference",
        presentation: { kind: "header", name: "Authorization", value: "rest_api_key={key}" },
        credentialLimit: 1,
        reveal: "recoverable",
      },
    ],
    [
      "Orufy bookings",
      {
        apiUrl: "https://bookings.example/v2",
        scheme: "token",
        tokenPrefix: "oru",
        presentation: { kind: "header", name: "Authorization", value: "Bearer {key}" },
        checkWithVendor: true,
      },
    ],
  ] as const) {
    const row = await bridge.call<{ id: string }>("create_tenant", { request: tenantRequest(name, more) });
    if (name.startsWith("Northwind")) await bridge.issue(row.id, "Depot gate terminals");
  }
  for (const [name, description] of [
    ["Payments", "Card acquirers, refunds and payout runs"],
    ["Logistics", "Carriers, customs and warehouse scanners"],
    ["Partners", ""],
  ]) {
    const request = { requestId: crypto.randomUUID(), tenant, name, description };
    const group = await bridge.call<{ id: string }>("create_group", { request });
    if (name === "Partners") continue;
    const expires = { kind: "on", date: name === "Payments" ? "2026-03-20" : "2027-02-22" };
    await bridge.issue(tenant, `Billing gateway, ${name}`, { group: group.id, expires });
  }
  await stage.screen.load();
  return stage;
}

/** One of the pages, with that behind it. */
async function at(page: RegExp): Promise<Stage> {
  const stage = await settled();
  await opened(stage, page);
  return stage;
}

async function limits(): Promise<Stage> {
  const stage = await at(/^Tenants/);
  await stage.button("Limits").click();
  await stage.page.getByRole("heading", { name: /Limits/ }).waitFor();
  return stage;
}

/** A dialog that the menu of a row leads to. */
async function asked(page: RegExp, row: string, item: string): Promise<Stage> {
  const stage = await at(page);
  await stage.button(`Actions for ${row}`).click();
  await stage.page.getByRole("menuitem", { name: item }).click();
  await stage.page.locator("[role=dialog], [role=alertdialog]").waitFor();
  return stage;
}

export const directoryShots: readonly Shot[] = [
  {
    name: "tenant-menu",
    screen: "tenants/tenant-menu",
    arrive: async () => {
      const stage = await settled();
      await stage.button(/^Tenant in view/).click();
      await stage.page.getByRole("menu").waitFor();
      return stage;
    },
  },
  {
    name: "all-tenants",
    screen: "shell/shell",
    small: true,
    arrive: async () => {
      const stage = await settled();
      await stage.button(/^Tenant in view/).click();
      await stage.page.getByRole("menuitem", { name: "All tenants" }).click();
      await stage.page.getByRole("row").nth(3).waitFor();
      return stage;
    },
  },
  {
    name: "limit-reached",
    screen: "shell/shell",
    arrive: async () => {
      const stage = await settled();
      await stage.button(/^Tenant in view/).click();
      await stage.page.getByRole("menuitem", { name: "Northwind service desk" }).click();
      await stage.button(/^Limit reached/).waitFor();
      return stage;
    },
  },
  { name: "tenants", screen: TENANTS, small: true, readme: true, arrive: () => at(/^Tenants/) },
  {
    name: "tenant-new",
    screen: TENANT,
    small: true,
    arrive: async () => {
      const stage = await at(/^Tenants/);
      await stage.button("New tenant").click();
      await stage.field("Name").waitFor();
      return stage;
    },
  },
  {
    name: "tenant-edit",
    screen: TENANT,
    arrive: async () => {
      const stage = await at(/^Tenants/);
      await stage.button("Orufy bookings").click();
      await stage.field("Name").waitFor();
      return stage;
    },
  },
  {
    name: "tenant-changed-meanwhile",
    screen: "shell/form-dialog",
    arrive: async () => {
      const stage = await asked(/^Tenants/, "Orufy bookings", "Edit…");
      await stage.field("Name").fill("Orufy desk");
      const rows = await stage.bridge.call<{ id: string; name: string; revision: number }[]>("list_tenants");
      const row = rows.find(({ name }) => name === "Orufy bookings");
      await stage.bridge.call("change_limit", {
        target: { tenant: row?.id, revision: row?.revision },
        limit: 40,
      });
      await stage.button("Save changes").click();
      await stage.page.getByText("was changed meanwhile.").waitFor();
      return stage;
    },
  },
  {
    name: "tenant-delete",
    screen: "tenants/delete-tenant",
    small: true,
    arrive: async () => {
      const stage = await asked(/^Tenants/, "Northwind service desk", "Delete…");
      await stage.page.getByRole("checkbox").check();
      return stage;
    },
  },
  { name: "limits", screen: LIMITS, small: true, arrive: limits },
  {
    name: "limit-edit",
    screen: LIMITS,
    arrive: async () => {
      const stage = await limits();
      await stage.button("Change the limit of Acme Logistics").click();
      await stage.field("Limit of Acme Logistics").waitFor();
      return stage;
    },
  },
  { name: "groups", screen: GROUPS, small: true, arrive: () => at(/^Groups/) },
  {
    name: "groups-failed",
    screen: GROUPS,
    arrive: async () => {
      const stage = await made();
      const refusal = {
        code: "storage",
        message: "The vault’s file could not be read: input/output error.",
        field: null,
      };
      await stage.page.route("**/list_groups", (route) => route.fulfill({ status: 400, json: refusal }));
      await stage.page.reload();
      await stage.page
        .getByRole("navigation", { name: "Main" })
        .getByRole("button", { name: /^Groups/ })
        .click();
      await stage.page.getByText("Could not load the groups").waitFor();
      return stage;
    },
  },
  {
    name: "group-new",
    screen: "groups/group-dialog",
    small: true,
    arrive: async () => {
      const stage = await at(/^Groups/);
      await stage.button("New group").click();
      await stage.page.getByRole("dialog").waitFor();
      return stage;
    },
  },
  {
    name: "group-delete",
    screen: "groups/delete-group",
    small: true,
    arrive: () => asked(/^Groups/, "Payments", "Delete…"),
  },
  {
    name: "group-open",
    screen: "shell/shell",
    arrive: async () => {
      const stage = await at(/^Groups/);
      await stage.button("Payments").click();
      await stage.page.getByRole("row", { name: /Billing gateway, Payments/ }).waitFor();
      return stage;
    },
  },
];
