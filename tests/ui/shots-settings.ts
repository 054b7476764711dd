/** The pictures of the settings, and a vault with several operators. */
import type { OperatorGroupRow } from "../../ui/src/bindings/OperatorGroupRow";
import type { Operators } from "../../ui/src/bindings/Operators";
import { Bridge } from "./bridge";
import { Screen } from "./screen";
import type { Shot } from "./shots";
import { made, Stage } from "./stage";

/** The settings page, at one of its parts. */
export async function onSettings(stage: Stage, part: string): Promise<void> {
  await stage.page
    .getByRole("navigation", { name: "Main" })
    .getByRole("button", { name: "Settings", exact: true })
    .click();
  await stage.page
    .getByRole("navigation", { name: "Parts of the settings" })
    .getByRole("button", { name: part, exact: true })
    .click();
  await stage.page.getByRole("heading", { name: part, exact: true, level: 2 }).waitFor();
}

/** Two more operators and a group of the vault's own beside the built-in ones. */
export async function peopled(bridge: Bridge): Promise<void> {
  const { groups } = await bridge.call<Operators>("list_operators");
  const group = (name: string) => groups.find((each) => each.name === name)?.id ?? "";
  const fresh = () => ({ requestId: crypto.randomUUID() });
  const own = await bridge.call<OperatorGroupRow>("create_operator_group", {
    request: { ...fresh(), name: "Integration team", permissions: ["view", "createAndUpdate", "reveal"] },
  });
  for (const [account, name, of] of [
    ["1001", "Sam", group("Issuers")],
    ["1002", "Mei Tanaka", own.id],
  ])
    await bridge.call("add_operator", { request: { ...fresh(), account, name, group: of } });
}

/** A vault with several operators, and the one who sits here is an issuer. */
export async function asIssuer(): Promise<Stage> {
  const first = await Bridge.start();
  const tenant = await first.firstRun();
  await peopled(first);
  await first.stop({ keep: true });
  const bridge = await Bridge.start({ root: first.root, operator: "1001:Sam" });
  return new Stage(bridge, await Screen.open(bridge), tenant);
}

async function at(part: string, said: string, prepare = async (_: Bridge) => {}): Promise<Stage> {
  const stage = await made();
  await prepare(stage.bridge);
  await onSettings(stage, part);
  await stage.page.getByText(said).first().waitFor();
  return stage;
}

/** The operators, with what a button there leads to. */
async function asking(button: string): Promise<Stage> {
  const stage = await at("Operators", "Integration team", peopled);
  await stage.button(button).click();
  await stage.page.locator("[role=dialog], [role=alertdialog]").waitFor();
  return stage;
}

const FORM = "shell/form-dialog";

export const settingsShots: Shot[] = [
  { name: "settings", screen: "settings/settings-page", arrive: () => at("Appearance", "pixels a row") },
  {
    name: "settings-appearance",
    screen: "settings/appearance-section",
    small: true,
    arrive: async () => {
      const stage = await at("Appearance", "pixels a row");
      for (const name of ["Comfortable", "ISO 8601"])
        await stage.page.getByRole("radio", { name }).click({ force: true });
      await stage.page.getByText("44 pixels a row").waitFor();
      return stage;
    },
  },
  {
    name: "settings-clipboard-refused",
    screen: "settings/clipboard-section",
    arrive: async () => {
      const stage = await at("Clipboard", "Clear after");
      await stage.field("Clear after").fill("3");
      await stage.button("Save changes").click();
      await stage.page.getByRole("alert").first().waitFor();
      return stage;
    },
  },
  {
    name: "settings-defaults",
    screen: "settings/defaults-section",
    small: true,
    arrive: () => at("Credential defaults", "Expiring from"),
  },
  {
    name: "settings-operators",
    screen: "settings/operators-section",
    small: true,
    arrive: () => at("Operators", "Integration team", peopled),
  },
  {
    name: "settings-operators-blocked",
    screen: "settings/operators-section",
    arrive: async () => {
      const stage = await asIssuer();
      await onSettings(stage, "Operators");
      await stage.page.getByText("Your role may not change this.").first().waitFor();
      return stage;
    },
  },
  { name: "settings-operator-add", screen: FORM, arrive: () => asking("Add operator") },
  { name: "settings-operator-edit", screen: FORM, arrive: () => asking("Edit Dana") },
  { name: "settings-operator-remove", screen: FORM, arrive: () => asking("Remove Sam") },
  { name: "settings-group-new", screen: FORM, small: true, arrive: () => asking("New group") },
  {
    name: "settings-group-refused",
    screen: FORM,
    arrive: async () => {
      const stage = await asking("Edit Integration team");
      await stage.field("Name").fill("Issuers");
      await stage.button("Save changes").click();
      await stage.page.getByRole("alert").first().waitFor();
      return stage;
    },
  },
  {
    name: "settings-folder",
    screen: "settings/folder-section",
    small: true,
    arrive: () => at("Data folder", "Key slots"),
  },
  {
    name: "settings-about",
    screen: "settings/about-section",
    arrive: () => at("About", "SQLite"),
  },
  {
    name: "settings-licences",
    screen: "settings/licence-list",
    small: true,
    arrive: async () => {
      const stage = await at("About", "SQLite");
      await stage.button("Show all licences").click();
      await stage.field("Find").fill("mpl");
      await stage.page.getByRole("row", { name: /^cssparser / }).waitFor();
      return stage;
    },
  },
];
