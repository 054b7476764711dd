/** The life of a credential in pictures: every kind of it, what is had again, and the dialogs that ask. */
import type { TenantRow } from "../../ui/src/bindings/TenantRow";
import { Bridge, NOW, tenantRequest } from "./bridge";
import { asked, detailed } from "./prepared";
import { Screen } from "./screen";
import type { Shot } from "./shots";
import { filled, filledWithKeychain, Stage } from "./stage";

const TABLE = "shell/shell";
const DRAWER = "details/drawer";
const DEED = "deeds/deed-dialog";

const desk = {
  scheme: "reference",
  presentation: { kind: "header", name: "Authorization", value: "rest_api_key={key}" },
  reveal: "recoverable",
  apiUrl: "https://desk.halden.example/api",
} as const;

const maps = {
  scheme: "token",
  presentation: { kind: "header", name: "Authorization", value: "Bearer {key}" },
  tokenPrefix: "orbit",
  checkWithVendor: true,
  apiUrl: "https://maps.orbit.example/v2",
} as const;

/** A credential of a tenant of this kind, with its details open. */
async function single(name: string, kind: typeof desk | typeof maps, more: object = {}): Promise<Stage> {
  const bridge = await Bridge.start();
  const tenant = await bridge.firstRun(name, kind);
  await bridge.call("add_samples", { tenant: tenant.id, count: 200 });
  await bridge.issue(tenant.id, "Billing gateway", { tags: ["billing", "emea"], ...more });
  const stage = new Stage(bridge, await Screen.open(bridge), tenant);
  await stage.page.getByRole("button", { name: "Billing gateway", exact: true }).click();
  await stage.page.getByText("Fingerprint").first().waitFor();
  return stage;
}

const recoverable = () => single("Halden Service Desk", desk);

/** The menu of a recoverable credential, and what is chosen in it. */
async function chosen(item: string): Promise<Stage> {
  const stage = await recoverable();
  await stage.button("More actions for Billing gateway").click();
  await stage.page.getByRole("menuitem", { name: item }).click();
  return stage;
}

/** Tenants of every kind in one table. */
async function everyTenant(): Promise<Stage> {
  const stage = await filled();
  for (const [name, kind] of [
    ["Halden Service Desk", desk],
    ["Orbit Maps", maps],
  ] as const) {
    const request = tenantRequest(name, kind);
    const { id } = await stage.bridge.call<TenantRow>("create_tenant", { request });
    await stage.bridge.call("add_samples", { tenant: id, count: 100 });
  }
  await stage.screen.load();
  await stage.button(/^Tenant in view/).click();
  await stage.page.getByText("All tenants").first().click();
  await stage.page.getByRole("columnheader", { name: "Access ID / key" }).waitFor();
  await stage.page.getByRole("row").nth(3).waitFor();
  return stage;
}

/** The table while the keychain is locked, with the question before the first row is revoked. */
async function revokingWhileLocked(): Promise<Stage> {
  const stage = await filledWithKeychain("locked");
  const active = stage.page.getByRole("row").filter({ hasText: "Active" }).first();
  await active.getByRole("gridcell").nth(3).click({ button: "right" });
  await stage.page.getByRole("menuitem", { name: "Revoke…" }).click();
  await stage.page.getByRole("dialog").waitFor();
  return stage;
}

export const lifeShots: Shot[] = [
  { name: "table-all-tenants", screen: TABLE, small: true, arrive: everyTenant },
  {
    name: "table-wide",
    screen: TABLE,
    arrive: async () => {
      const stage = await single("Orbit Maps", maps);
      await stage.page.keyboard.press("Escape");
      await stage.page.setViewportSize({ width: 1600, height: 900 });
      return stage;
    },
  },
  { name: "details-recoverable", screen: DRAWER, small: true, arrive: recoverable },
  {
    name: "details-token",
    screen: DRAWER,
    arrive: async () => {
      const stage = await single("Orbit Maps", maps, { addresses: ["10.0.0.0/24", "2001:db8:40::/48"] });
      await stage.page.getByRole("region").getByRole("button", { name: "Access", exact: true }).click();
      return stage;
    },
  },
  {
    name: "details-beyond-policy",
    screen: DRAWER,
    arrive: () =>
      detailed(async ({ bridge, tenant }) => {
        const { draft } = tenantRequest(tenant?.name ?? "", { longestDays: 90 });
        const [now] = await bridge.call<TenantRow[]>("list_tenants");
        const at = { tenant: now?.id, revision: now?.revision };
        await bridge.call("edit_tenant", { request: { target: at, draft } });
      }),
  },
  {
    name: "details-pending",
    screen: DRAWER,
    arrive: async () => {
      const stage = await revokingWhileLocked();
      await stage.button("Revoke credential").click();
      await stage.page
        .getByText(/^Revoked /)
        .first()
        .waitFor();
      await stage.bridge.keychain("ready");
      await stage.button("Retry").click();
      const sign = stage.page.getByRole("img", { name: "To be vouched for" });
      const pending = stage.page.getByRole("row").filter({ has: sign }).first();
      await pending.waitFor();
      await pending.getByRole("gridcell").nth(3).dblclick();
      await stage.page.getByText("Changed while the keychain was locked.").waitFor();
      return stage;
    },
  },
  { name: "revoke-locked", screen: DEED, arrive: revokingWhileLocked },
  {
    name: "row-menu-recoverable",
    screen: "deeds/row-menu",
    small: true,
    arrive: async () => {
      const stage = await recoverable();
      await stage.button("More actions for Billing gateway").click();
      await stage.page.getByRole("menu").waitFor();
      return stage;
    },
  },
  {
    name: "copied-again",
    screen: DRAWER,
    small: true,
    arrive: async () => {
      const stage = await chosen("Copy API key again");
      await stage.page.getByText(/leaves the clipboard in/).waitFor();
      return stage;
    },
  },
  {
    name: "download-again-path",
    screen: DEED,
    small: true,
    arrive: async () => {
      const stage = await recoverable();
      await stage.bridge.nextDialog({ missing: true });
      await stage.page.getByRole("region").getByRole("button", { name: "Download CSV again" }).click();
      await stage.field("Save as").waitFor();
      return stage;
    },
  },
  { name: "rotate-recoverable", screen: DEED, small: true, arrive: () => chosen("Rotate…") },
  { name: "show-once", screen: DEED, small: true, arrive: () => chosen("Turn to show once…") },
  {
    name: "move",
    screen: DEED,
    small: true,
    arrive: () =>
      asked("Move to group…", async (stage: Stage) => {
        const tenant = stage.tenant?.id;
        const request = { requestId: crypto.randomUUID(), tenant, name: "Depots", description: "" };
        await stage.bridge.call("create_group", { request });
      }),
  },
  { name: "move-nowhere", screen: DEED, arrive: () => chosen("Move to group…") },
  {
    name: "delete-backups",
    screen: DEED,
    small: true,
    arrive: async () => {
      const stage = await recoverable();
      // Of a format that keeps single keys, from after this one was made.
      const madeAt = Date.parse(NOW) + 60_000;
      const backups = [3, 4].map((schema) => ({
        file: `keywright-before-${schema + 1}.db`,
        madeAt,
        bytes: 401_408,
        schema,
      }));
      await stage.page.route("**/list_backups", (route) => route.fulfill({ json: backups }));
      await stage.page.getByRole("region").getByRole("button", { name: "Delete…" }).click();
      await stage.page.getByText("2 backups still hold a sealed copy of its API key.").waitFor();
      return stage;
    },
  },
];
