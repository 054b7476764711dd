/** The pictures of what is done to many credentials at once, and batches in every state. */
import type { BatchCounts } from "../../ui/src/bindings/BatchCounts";
import type { BatchRow } from "../../ui/src/bindings/BatchRow";
import type { Shot } from "./shots";
import { someSelected } from "./shots-table";
import { filled, type Stage } from "./stage";

const PREVIEW = "batches/preview-dialog";
const REPORT = "batches/report-dialog";
const PAGE = "batches/batches-page";

const nothing: BatchCounts = { left: 0, skipped: 0, done: 0, changed: 0, newcomers: 0, undone: 0, kept: 0 };

/** A batch that the core need not have done. */
export function batch(
  id: string,
  kind: "revokeAll" | "reinstateAll" | "deleteAllRevoked" | "revoke" | "deactivate",
  state: BatchRow["state"],
  counts: Partial<BatchCounts>,
  more: Partial<BatchRow> = {},
): BatchRow {
  return {
    id,
    deed: { kind },
    scope: "All of Acme Logistics",
    reason: "",
    operator: "Dana Whitfield",
    begunAt: Date.parse("2026-02-27T10:00:00Z"),
    endedAt: Date.parse("2026-02-27T10:00:09Z"),
    state,
    counts: { ...nothing, ...counts },
    resumeClosed: "It did all that it was to do.",
    undoClosed: null,
    undoUntil: Date.parse("2026-03-29T10:00:00Z"),
    ...more,
  };
}

const interrupted = batch(
  "c0",
  "revoke",
  "interrupted",
  { done: 3_000, left: 1_204 },
  {
    scope: "What “group:Payments tag:legacy” finds in Acme Logistics",
    resumeClosed: null,
  },
);

/** One of each state. */
export const everyState: readonly BatchRow[] = [
  batch(
    "b0",
    "deactivate",
    "running",
    { done: 2_000, left: 2_812 },
    {
      endedAt: null,
      resumeClosed: "It goes on.",
      undoClosed: "It goes on.",
    },
  ),
  batch(
    "b1",
    "revokeAll",
    "finished",
    { done: 212, skipped: 13, changed: 2, newcomers: 1 },
    {
      reason: "Leaked CI cache, incident 2026-118",
    },
  ),
  interrupted,
  batch(
    "b3",
    "deleteAllRevoked",
    "finished",
    { done: 57 },
    { undoClosed: "What is deleted is gone for ever." },
  ),
  batch("b4", "reinstateAll", "undone", { undone: 36, kept: 1 }, { undoClosed: "It has been undone." }),
  batch("b5", "deactivate", "cancelled", { done: 1_000, left: 204 }, { resumeClosed: null }),
];

/** A window onto a vault of which these batches are told. */
export async function withBatches(rows: readonly BatchRow[]): Promise<Stage> {
  const stage = await filled();
  await stage.page.route("**/list_batches", (route) => route.fulfill({ status: 200, json: rows }));
  await stage.screen.load();
  return stage;
}

export async function onBatches(stage: Stage): Promise<void> {
  await stage.page
    .getByRole("navigation", { name: "Main" })
    .getByRole("button", { name: "Batches", exact: true })
    .click();
  await stage.page.getByRole("heading", { name: "Batches", exact: true }).waitFor();
}

async function onPage(rows: readonly BatchRow[]): Promise<Stage> {
  const stage = await withBatches(rows);
  await onBatches(stage);
  return stage;
}

/** The page of the batches while its answer is held back, or refused. */
async function pageWhile(how: "waiting" | "failing"): Promise<Stage> {
  const stage = await filled();
  const message = "The vault’s file could not be read: input/output error.";
  await stage.page.route("**/list_batches", async (route) => {
    if (how === "failing")
      await route.fulfill({ status: 400, json: { code: "storage", message, field: null } });
    // Waiting: never answered; the route ends with the page.
  });
  await stage.screen.load();
  await onBatches(stage);
  return stage;
}

/** The report of one of the batches in the list. */
async function report(name: RegExp): Promise<Stage> {
  const stage = await onPage(everyState);
  await stage.page.getByRole("table").getByRole("button", { name }).first().click();
  await stage.page.getByRole("dialog").waitFor();
  return stage;
}

/** What can be done over a whole scope, as the menu lists it. */
export async function menuOpen(stage: Stage): Promise<void> {
  await stage.button("Batch").click();
  await stage.page.getByRole("menu").waitFor();
}

/** What a deed over the tenant in view would do. */
export async function overTenant(name: string): Promise<Stage> {
  const stage = await filled();
  await menuOpen(stage);
  await stage.page
    .getByRole("menuitem", { name: new RegExp(`^${name}`) })
    .last()
    .click();
  await stage.page.getByRole("dialog").getByText("Over", { exact: true }).waitFor();
  return stage;
}

/** A deed on the selection is asked for, whether it has room in the bar or not. */
export async function askSelection(stage: Stage, name: string): Promise<void> {
  const bar = stage.page.getByRole("region", { name: "Selection" });
  const button = bar.getByRole("button", { name, exact: true });
  if (await button.isVisible()) await button.click();
  else {
    await bar.getByRole("button", { name: "More", exact: true }).click();
    await stage.page.getByRole("menuitem", { name, exact: true }).click();
  }
  await stage.page.getByRole("dialog").waitFor();
}

/** A deed on the selection is asked for. */
async function selectionAsked(name: string): Promise<Stage> {
  const stage = await someSelected();
  await askSelection(stage, name);
  return stage;
}

/** A batch that has begun, and of which nothing more is heard. */
export async function underWay(): Promise<Stage> {
  const stage = await overTenant("Reinstate all");
  await stage.page.route("**/run_batch", (route) => route.fulfill({ status: 200, json: 4_000 }));
  await stage.page
    .getByRole("dialog")
    .getByRole("button", { name: /^Reinstate \d/ })
    .click();
  await stage.page.getByRole("dialog").getByRole("progressbar").waitFor();
  return stage;
}

export const batchesShots: Shot[] = [
  {
    name: "batch-menu",
    screen: "batches/batch-menu",
    small: true,
    arrive: async () => {
      const stage = await someSelected();
      await menuOpen(stage);
      return stage;
    },
  },
  {
    name: "batch-more",
    screen: "batches/more-menu",
    small: true,
    arrive: async () => {
      const stage = await someSelected();
      await stage.button("More").click();
      await stage.page.getByRole("menu").waitFor();
      return stage;
    },
  },
  {
    name: "batch-preview",
    screen: PREVIEW,
    small: true,
    arrive: () => overTenant("Revoke all"),
  },
  { name: "batch-preview-delete", screen: PREVIEW, arrive: () => overTenant("Delete all revoked") },
  {
    name: "batch-preview-list",
    screen: PREVIEW,
    small: true,
    arrive: async () => {
      const stage = await overTenant("Revoke all");
      await stage.button(/^all \d+$/).click();
      await stage.page
        .getByRole("dialog")
        .locator("[role=row]:not([aria-busy]) [role=gridcell]")
        .first()
        .waitFor();
      return stage;
    },
  },
  {
    name: "batch-preview-looking",
    screen: "batches/batch-dialogs",
    arrive: async () => {
      const stage = await filled();
      await stage.page.route("**/preview_batch", () => {});
      await menuOpen(stage);
      await stage.page.getByRole("menuitem", { name: /^Revoke all/ }).click();
      await stage.page.getByText("Nothing is changed yet.").waitFor();
      return stage;
    },
  },
  {
    name: "batch-preview-failed",
    screen: PREVIEW,
    arrive: async () => {
      const stage = await filled();
      const json = { code: "storage", message: "The vault’s file could not be read.", field: null };
      await stage.page.route("**/preview_batch", (route) => route.fulfill({ status: 400, json }));
      await menuOpen(stage);
      await stage.page.getByRole("menuitem", { name: /^Revoke all/ }).click();
      await stage.page.getByText("What this would do could not be found out.").waitFor();
      return stage;
    },
  },
  { name: "batch-move", screen: PREVIEW, arrive: () => selectionAsked("Move…") },
  { name: "batch-expiry", screen: PREVIEW, small: true, arrive: () => selectionAsked("Change expiry…") },
  { name: "batch-tag", screen: PREVIEW, arrive: () => selectionAsked("Tag…") },
  { name: "batch-running", screen: REPORT, small: true, arrive: underWay },
  {
    name: "batch-hidden",
    screen: "batches/running-item",
    small: true,
    arrive: async () => {
      const stage = await underWay();
      await stage.button("Hide").click();
      await stage.page.getByRole("contentinfo").getByRole("progressbar").waitFor();
      return stage;
    },
  },
  { name: "batch-report", screen: REPORT, small: true, arrive: () => report(/^Revoke all,/) },
  { name: "batch-report-interrupted", screen: REPORT, arrive: () => report(/^Revoke, What/) },
  { name: "batch-report-deleted", screen: REPORT, arrive: () => report(/^Delete all revoked,/) },
  {
    name: "batch-report-save",
    screen: "batches/save-dialog",
    arrive: async () => {
      const stage = await report(/^Revoke all,/);
      await stage.button("Save report…").click();
      await stage.page.getByRole("dialog", { name: "Save the report" }).waitFor();
      return stage;
    },
  },
  {
    name: "batch-undo",
    screen: "batches/undo-dialog",
    arrive: async () => {
      const stage = await onPage(everyState);
      await stage.page.getByRole("table").getByRole("button", { name: "Undo…" }).first().click();
      await stage.page.getByRole("alertdialog").waitFor();
      return stage;
    },
  },
  { name: "batches", screen: PAGE, small: true, arrive: () => onPage(everyState) },
  { name: "batches-empty", screen: PAGE, arrive: () => onPage([]) },
  { name: "batches-loading", screen: PAGE, arrive: () => pageWhile("waiting") },
  {
    name: "batches-failed",
    screen: PAGE,
    arrive: async () => {
      const stage = await pageWhile("failing");
      await stage.page.getByText("Could not read the batches").waitFor();
      return stage;
    },
  },
  {
    name: "batches-full",
    screen: PAGE,
    arrive: () =>
      onPage(
        Array.from({ length: 240 }, (_, at) =>
          batch(`f${at}`, at % 2 ? "revokeAll" : "deactivate", "finished", { done: 1_000 + at }),
        ),
      ),
  },
  {
    name: "batch-interrupted",
    screen: "batches/interrupted",
    small: true,
    arrive: async () => {
      const stage = await withBatches([interrupted]);
      await stage.page.getByText("“Revoke” was interrupted.").waitFor();
      return stage;
    },
  },
];
