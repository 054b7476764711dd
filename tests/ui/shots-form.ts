/** The pictures of the form for a credential and of its one-time sheet, for every kind of it. */
import { Bridge } from "./bridge";
import { Screen } from "./screen";
import type { Shot } from "./shots";
import { withPeople } from "./shots-people";
import { creating, Stage } from "./stage";

const CREATE = "credentials/new-credential";
const SHEET = "credentials/one-time-sheet";
const DEED = "deeds/deed-dialog";

/** The form with all that it asks for. */
async function full(): Promise<Stage> {
  const stage = await withPeople();
  await creating(stage);
  await stage.field("Title").fill("Depot gate terminals");
  await stage.button("Add a role").click();
  await stage.page.getByRole("option", { name: "reader" }).click();
  await stage.page.keyboard.press("Escape");
  await stage.page.getByRole("listbox").waitFor({ state: "detached" });
  await stage.field("On behalf of").selectOption({ label: "Jonas Doerr" });
  await stage.page.getByText("A word of advice").waitFor();
  const addresses = stage.page.getByRole("textbox", { name: "Allowed addresses" });
  for (const address of ["10.0.0.0/24", "10.0.0.7"]) {
    await addresses.fill(address);
    await addresses.press("Enter");
    await stage.button(`Remove ${address}`).waitFor();
  }
  return stage;
}

/** The sheet of a credential of another kind, just made. */
async function sheet(kind: Parameters<Bridge["firstRun"]>[1], copy: string): Promise<Stage> {
  const bridge = await Bridge.start();
  const tenant = await bridge.firstRun("Acme Logistics", kind);
  const stage = new Stage(bridge, await Screen.open(bridge), tenant);
  await creating(stage);
  await stage.field("Title").fill("Depot gate terminals");
  await stage.button("Create").click();
  await stage.button(copy).waitFor();
  return stage;
}

/** The row's menu has an item that leads to a form. */
async function fromMenu(item: string): Promise<Stage> {
  const stage = await withPeople();
  await stage.page
    .getByRole("row", { name: /Billing gateway/ })
    .getByRole("gridcell")
    .nth(3)
    .click({ button: "right" });
  await stage.page.getByRole("menuitem", { name: item }).click();
  await stage.button("Remove 10.0.0.0/24").waitFor();
  return stage;
}

export const formShots: Shot[] = [
  { name: "create-full", screen: CREATE, small: true, arrive: full },
  {
    name: "create-more",
    screen: CREATE,
    small: true,
    arrive: async () => {
      const stage = await full();
      await stage.page.getByRole("radio", { name: "On a date" }).click({ force: true });
      const tags = stage.page.getByRole("textbox", { name: /^Tags/ });
      await tags.fill("billing, emea");
      await tags.press("Enter");
      await stage.button("Remove the tag emea").waitFor();
      return stage;
    },
  },
  {
    name: "create-roles",
    screen: CREATE,
    arrive: async () => {
      const stage = await withPeople();
      await creating(stage);
      await stage.button("Add a role").click();
      await stage.page.getByRole("listbox").getByRole("option").first().waitFor();
      return stage;
    },
  },
  {
    name: "create-address-refused",
    screen: CREATE,
    arrive: async () => {
      const stage = await full();
      const addresses = stage.page.getByRole("textbox", { name: "Allowed addresses" });
      await addresses.fill("10.9.0.300");
      await addresses.press("Enter");
      await stage.page.getByRole("dialog").getByRole("alert").first().waitFor();
      return stage;
    },
  },
  {
    name: "create-role-deleted",
    screen: CREATE,
    arrive: async () => {
      const stage = await withPeople();
      await creating(stage);
      await stage.field("Title").fill("Depot gate terminals");
      await stage.button("Add a role").click();
      await stage.page.getByRole("option", { name: "refunds" }).click();
      await stage.page.keyboard.press("Escape");
      const all = await stage.bridge.call<{ id: string; name: string; revision: number }[]>("list_roles", {
        tenant: null,
      });
      const gone = all.find(({ name }) => name === "refunds");
      await stage.bridge.call("delete_role", { target: { role: gone?.id, revision: gone?.revision } });
      await stage.button("Create").click();
      await stage.page.getByText("refunds (deleted)").waitFor();
      await stage.page.getByRole("dialog").getByRole("alert").first().waitFor();
      return stage;
    },
  },
  {
    name: "create-lists-failed",
    screen: CREATE,
    arrive: async () => {
      const stage = await withPeople();
      await stage.page.route("**/list_roles", (route) =>
        route.fulfill({
          status: 400,
          json: { code: "storage", message: "The vault’s file could not be read.", field: null },
        }),
      );
      await stage.page.reload();
      await stage.page.getByRole("row").nth(1).waitFor();
      await creating(stage);
      await stage.page.getByText("The groups, roles and users could not be read.").waitFor();
      return stage;
    },
  },
  { name: "duplicate", screen: CREATE, arrive: () => fromMenu("Duplicate…") },
  { name: "edit-full", screen: DEED, small: true, arrive: () => fromMenu("Edit…") },
  {
    name: "sheet-reference",
    screen: SHEET,
    small: true,
    arrive: () =>
      sheet(
        {
          scheme: "reference",
          presentation: { kind: "header", name: "Authorization", value: "rest_api_key={key}" },
        },
        "Copy Reference ID (the API key)",
      ),
  },
  {
    name: "sheet-recoverable",
    screen: SHEET,
    small: true,
    arrive: () =>
      sheet(
        {
          scheme: "token",
          tokenPrefix: "acme",
          presentation: { kind: "header", name: "Authorization", value: "Bearer {key}" },
          reveal: "recoverable",
        },
        "Copy API key",
      ),
  },
];
