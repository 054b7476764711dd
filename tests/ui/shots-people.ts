/** The pictures of users and roles, and a vault that has some. */
import type { RoleRow } from "../../ui/src/bindings/RoleRow";
import type { UserRow } from "../../ui/src/bindings/UserRow";
import type { Shot } from "./shots";
import { made, type Stage } from "./stage";

const PAGE = "people/people-page";
const FORM = "shell/form-dialog";

/** A tenant with roles and users, and a credential that acts for one of them. */
export async function withPeople(): Promise<Stage> {
  const stage = await made();
  const tenant = stage.tenant?.id ?? "";
  const fresh = () => ({ requestId: crypto.randomUUID(), tenant });
  const role = (name: string, description: string, rules: RoleRow["rules"]) =>
    stage.bridge.call<RoleRow>("create_role", { request: { ...fresh(), name, description, rules } });
  const user = (name: string, mail: string, roles: string[]) =>
    stage.bridge.call<UserRow>("create_user", { request: { ...fresh(), name, mail, roles } });
  const reader = await role("reader", "Reads everything that the depot shows", [
    { methods: ["GET", "HEAD"], paths: ["/**"] },
  ]);
  const writer = await role("invoice-writer", "", [
    { methods: ["POST", "PUT"], paths: ["/invoices/*", "/invoices/*/lines/**"] },
    { methods: ["GET"], paths: ["/**"] },
  ]);
  await role("refunds", "Refund desk only", []);
  const jonas = await user("Jonas Doerr", "jonas.doerr@acme.example", [reader.id, writer.id]);
  await user("Billing robot", "", []);
  await user("Dana", "dana@acme.example", [reader.id]);
  await stage.bridge.issue(tenant, "Billing gateway", {
    roles: [reader.id],
    user: jonas.id,
    addresses: ["10.0.0.0/24", "2001:db8:40::/48"],
    tags: ["billing"],
  });
  await stage.screen.load();
  return stage;
}

/** The page, at one of its tabs. */
export async function onPeople(stage: Stage, tab: "Users" | "Roles"): Promise<void> {
  await stage.page
    .getByRole("navigation", { name: "Main" })
    .getByRole("button", { name: /^Users & roles/ })
    .click();
  await stage.page.getByRole("tab", { name: tab }).click();
  await stage.page.locator("main [role=tabpanel] :is(tbody tr:not([aria-busy]), h2)").first().waitFor();
}

async function people(tab: "Users" | "Roles"): Promise<Stage> {
  const stage = await withPeople();
  await onPeople(stage, tab);
  return stage;
}

/** The page with a dialog over it, opened from a row's menu. */
async function asked(tab: "Users" | "Roles", name: string, item: string, said: string): Promise<Stage> {
  const stage = await people(tab);
  await stage.button(`Actions for ${name}`).click();
  await stage.page.getByRole("menuitem", { name: item }).click();
  await stage.page.getByText(said).first().waitFor();
  return stage;
}

/** The page while an answer is held back, or refused. */
async function peopleWhile(how: "waiting" | "failing"): Promise<Stage> {
  const stage = await withPeople();
  await stage.page.route("**/list_users", async (route) => {
    const json = { code: "storage", message: "The vault’s file could not be read.", field: null };
    if (how === "failing") await route.fulfill({ status: 400, json });
    // Waiting: never answered; the route ends with the page.
  });
  await stage.page.reload();
  await stage.page.getByRole("button", { name: /^Users & roles/ }).click();
  return stage;
}

export const peopleShots: Shot[] = [
  { name: "people-users", screen: PAGE, small: true, arrive: () => people("Users") },
  { name: "people-roles", screen: PAGE, small: true, arrive: () => people("Roles") },
  {
    name: "people-empty",
    screen: PAGE,
    arrive: async () => {
      const stage = await made();
      await onPeople(stage, "Roles");
      return stage;
    },
  },
  {
    name: "people-loading",
    screen: PAGE,
    arrive: async () => {
      const stage = await peopleWhile("waiting");
      await stage.page.locator("table[aria-busy=true]").waitFor();
      return stage;
    },
  },
  {
    name: "people-failed",
    screen: PAGE,
    arrive: async () => {
      const stage = await peopleWhile("failing");
      await stage.page.getByText("Could not read the users").waitFor();
      return stage;
    },
  },
  {
    name: "people-menu",
    screen: PAGE,
    arrive: async () => {
      const stage = await people("Roles");
      await stage.button("Actions for reader").click();
      await stage.page.getByRole("menu").waitFor();
      return stage;
    },
  },
  {
    name: "user",
    screen: FORM,
    small: true,
    arrive: async () => {
      const stage = await asked("Users", "Jonas Doerr", "Edit…", "Save changes");
      await stage.button("Add a role").click();
      await stage.page.getByRole("listbox").getByRole("option").first().waitFor();
      return stage;
    },
  },
  {
    name: "role",
    screen: FORM,
    small: true,
    arrive: () => asked("Roles", "invoice-writer", "Edit…", "Rule 2"),
  },
  {
    name: "role-refused",
    screen: FORM,
    arrive: async () => {
      const stage = await people("Roles");
      await stage.button("New role").click();
      await stage.field("Name").fill("courier");
      await stage.button("Add a rule").click();
      await stage.field("Paths of rule 1").fill("parcels");
      await stage.button("Create role").click();
      await stage.page.getByRole("dialog").getByRole("alert").first().waitFor();
      return stage;
    },
  },
  {
    name: "role-delete",
    screen: FORM,
    arrive: () => asked("Roles", "refunds", "Delete…", "It is used nowhere."),
  },
  {
    name: "role-delete-used",
    screen: FORM,
    small: true,
    arrive: () => asked("Roles", "reader", "Delete…", "reader is in use"),
  },
];
