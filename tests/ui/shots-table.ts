/** The pictures of the table's columns, its selection and the export of its list. */
import type { Shot } from "./shots";
import { filled, type Stage } from "./stage";

const PANEL = "arranging/columns-panel";
const BAR = "selecting/selection-bar";
const EXPORT = "exporting/export-dialog";

async function withRows(): Promise<Stage> {
  const stage = await filled();
  await stage.page.getByRole("row").nth(9).waitFor();
  return stage;
}

/** Some rows are selected: two, and a range of three. */
export async function someSelected(): Promise<Stage> {
  const stage = await withRows();
  const tick = (row: number) => stage.page.locator(`[role=row][data-row='${row}']`).getByRole("checkbox");
  await tick(2).click();
  await tick(4).click();
  await tick(7).click();
  await tick(9).click({ modifiers: ["Shift"] });
  await stage.page.getByRole("region", { name: "Selection" }).getByText("5 selected").waitFor();
  return stage;
}

/** The dialog that exports the list of the selection. */
export async function exporting(): Promise<Stage> {
  const stage = await someSelected();
  await stage.button("Export…").click();
  await stage.page.getByRole("dialog", { name: "Export a list" }).waitFor();
  return stage;
}

async function withColumns(): Promise<Stage> {
  const stage = await withRows();
  await stage.button("Columns").click();
  await stage.page.getByRole("region", { name: "Columns" }).waitFor();
  return stage;
}

export const tableShots: Shot[] = [
  { name: "table-columns", screen: PANEL, small: true, readme: true, arrive: withColumns },
  {
    name: "table-columns-all",
    screen: PANEL,
    arrive: async () => {
      const stage = await withColumns();
      await stage.button("Show all").click();
      await stage.page.getByRole("columnheader", { name: "Roles" }).waitFor();
      return stage;
    },
  },
  {
    name: "table-columns-none-found",
    screen: PANEL,
    arrive: async () => {
      const stage = await withColumns();
      await stage.field("Find a column").fill("reminder");
      await stage.page.getByText("No column is called “reminder”.").waitFor();
      return stage;
    },
  },
  {
    name: "table-heading-menu",
    screen: "arranging/header-menu",
    small: true,
    arrive: async () => {
      const stage = await withRows();
      await stage.page.getByRole("columnheader", { name: "Status" }).click({ button: "right" });
      await stage.page.getByRole("menu").waitFor();
      return stage;
    },
  },
  { name: "table-selected", screen: BAR, small: true, arrive: someSelected },
  {
    name: "table-nothing-found",
    screen: "credentials/nothing-found",
    arrive: async () => {
      const stage = await withRows();
      const request = {
        requestId: crypto.randomUUID(),
        tenant: stage.tenant?.id,
        name: "Depots",
        description: "",
      };
      await stage.bridge.call("create_group", { request });
      const nothing = { status: 200, body: Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]) };
      await stage.page.route("**/query_credentials", (route) => route.fulfill(nothing));
      await stage.page.getByRole("button", { name: /^Groups/ }).click();
      await stage.page.getByRole("button", { name: "Depots", exact: true }).click();
      await stage.page.getByText("Nothing found").waitFor();
      return stage;
    },
  },
  { name: "export-list", screen: EXPORT, small: true, arrive: exporting },
  {
    name: "export-list-path",
    screen: EXPORT,
    arrive: async () => {
      const stage = await exporting();
      const json = { outcome: "noDialog", suggestion: "/home/dana/Downloads/credentials.csv" };
      await stage.page.route("**/export_list", (route) => route.fulfill({ status: 200, json }));
      await stage.button("Export 5 rows").click();
      await stage.field("File").waitFor();
      return stage;
    },
  },
  {
    name: "export-list-running",
    screen: EXPORT,
    arrive: async () => {
      const stage = await exporting();
      const json = {
        outcome: "begun",
        job: 4_000,
        path: "/home/dana/c.csv",
        folder: "/home/dana",
        file: "c.csv",
      };
      await stage.page.route("**/export_list", (route) => route.fulfill({ status: 200, json }));
      await stage.button("Export 5 rows").click();
      await stage.page.getByRole("progressbar").waitFor();
      return stage;
    },
  },
];
