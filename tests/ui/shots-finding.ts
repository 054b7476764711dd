/** The pictures of the search box, its menus, the views, the palette and the shortcuts. */
import type { SaveViewRequest } from "../../ui/src/bindings/SaveViewRequest";
import type { ViewRow } from "../../ui/src/bindings/ViewRow";
import type { Shot } from "./shots";
import { filled, type Stage } from "./stage";

/** The search box of the credentials. */
export function box(stage: Stage) {
  return stage.page.getByRole("combobox", { name: "Search or filter credentials" });
}

/** A query in the box, as it is typed there; nothing is offered any more. */
export async function asked(stage: Stage, query: string): Promise<void> {
  await box(stage).fill(query);
  await box(stage).blur();
}

/** A view of the operator's own. */
export async function viewed(stage: Stage, name: string, query: string): Promise<ViewRow> {
  const tenant = stage.tenant?.id ?? null;
  const [first] = await stage.bridge.call<ViewRow[]>("list_views", { tenant });
  if (!first) throw new Error("There are no views.");
  const request: SaveViewRequest = {
    key: null,
    name,
    query,
    sort: [{ column: "expires", descending: false }],
    tenant,
    layout: first.layout,
  };
  return stage.bridge.call<ViewRow>("save_view", { request });
}

async function typing(text: string): Promise<Stage> {
  const stage = await filled();
  await box(stage).pressSequentially(text);
  return stage;
}

async function menu(button: string | RegExp, ...items: string[]): Promise<Stage> {
  const stage = await filled();
  await asked(stage, "status:active,expiring created:<1y");
  await stage.button("Edit filter Status Active, Expiring").waitFor();
  await stage.button(button).click();
  for (const name of items) await stage.page.getByRole("menuitem", { name }).first().click();
  await stage.page.getByRole("menu").last().waitFor();
  return stage;
}

export const findingShots: Shot[] = [
  {
    name: "query",
    screen: "shell/shell",
    small: true,
    arrive: async () => {
      const stage = await filled();
      await viewed(stage, "Partner-facing", "status:active,expiring");
      await asked(stage, "status:active,expiring -is:never-expires,in-rotation created:<1y portal");
      await stage.button(/^Edit filter not/).waitFor();
      return stage;
    },
  },
  {
    name: "query-suggestions",
    screen: "shell/shell",
    arrive: async () => {
      const stage = await typing("status:active st");
      await stage.page.getByRole("option").first().waitFor();
      return stage;
    },
  },
  {
    name: "query-problem",
    screen: "shell/shell",
    small: true,
    arrive: async () => {
      const stage = await filled();
      await asked(stage, "status:active");
      await stage.button("Edit filter Status Active").waitFor();
      await asked(stage, "status:active staus:expired");
      await stage.page.getByText("There is no field “staus”.").waitFor();
      return stage;
    },
  },
  { name: "filter-menu", screen: "finding/filter-menu", arrive: () => menu("Filter", "Status") },
  { name: "sort-menu", screen: "finding/sort-menu", arrive: () => menu(/^Sorted by/, "Then by") },
  { name: "density-menu", screen: "finding/density-menu", arrive: () => menu(/^Row density/) },
  {
    name: "chip-menu",
    screen: "finding/chip-menu",
    arrive: async () => {
      const stage = await filled();
      await asked(stage, "status:active");
      await stage.button("Edit filter Status Active").click({ button: "right" });
      await stage.page.getByRole("menuitem", { name: "Leave these out" }).waitFor();
      return stage;
    },
  },
  {
    name: "view-menu",
    screen: "views/view-menu",
    arrive: async () => {
      const stage = await filled();
      await stage.button("Actions for the view Expired").click();
      await stage.page.getByRole("menuitem", { name: "Move up" }).waitFor();
      return stage;
    },
  },
  {
    name: "view-dialog",
    screen: "views/view-dialog",
    arrive: async () => {
      const stage = await filled();
      await asked(stage, "status:expiring");
      await stage.button("Save as…").click();
      await stage.page.getByRole("dialog", { name: "Save as a view" }).waitFor();
      return stage;
    },
  },
  {
    name: "views-menu",
    screen: "views/views-menu",
    arrive: async () => {
      const stage = await filled({ width: 900, height: 600 });
      await stage.button("View: All").click();
      await stage.page.getByRole("menuitem", { name: "Expired" }).waitFor();
      return stage;
    },
  },
  {
    name: "palette",
    screen: "palette/palette",
    small: true,
    arrive: async () => {
      const stage = await filled();
      await stage.page.keyboard.press("Control+k");
      await stage.page.getByRole("option", { name: "Copy Access ID" }).waitFor();
      return stage;
    },
  },
  {
    name: "shortcuts",
    screen: "shortcuts/shortcut-sheet",
    small: true,
    arrive: async () => {
      const stage = await filled();
      await stage.page.keyboard.press("Control+/");
      await stage.page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
      return stage;
    },
  },
];
