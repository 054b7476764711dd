import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { asFailure } from "../backend/backend";
import { onJob, resumeBatch, undoBatch } from "../backend/commands";
import type { BatchRow } from "../bindings/BatchRow";
import { refresh } from "../deeds/act";
import { forget, remember } from "../deeds/undo";
import { t } from "../text";
import { failureSentence } from "../ui/failure-notice";
import { dismissToast, showToast } from "../ui/toast";
import { batchesOf } from "./asking";
import { follow, type Going, hear, onBatchEnd, problemOf } from "./going";
import { showBatch, showingNow } from "./showing";
import { standWords } from "./words";

/** The batches as they are at this moment. */
async function freshRow(client: QueryClient, batch: string): Promise<BatchRow | undefined> {
  const rows = await client.fetchQuery({ ...batchesOf, staleTime: 0 });
  return rows.find(({ id }) => id === batch);
}

/** Goes on with a batch that was interrupted or stopped. */
export async function resume({ id, deed, counts }: BatchRow) {
  const job = await resumeBatch(id);
  follow({ job, batch: id, deed, doing: "run", expected: counts.left });
}

/** Begins to undo a batch. */
export async function undo({ id, deed, counts }: BatchRow) {
  const job = await undoBatch(id);
  // A step that is being undone is none that could be undone next.
  forget(stepOf(id));
  follow({ job, batch: id, deed, doing: "undo", expected: counts.done });
}

/** Goes on with a batch before its reader’s eyes; where that cannot be, says why. */
export async function resumeShown(row: BatchRow) {
  try {
    await resume(row);
    showBatch({ at: "report", batch: row.id, begun: true });
  } catch (thrown) {
    showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) });
  }
}

/** Steps are known by numbers; those of batches lie below those of changes. */
const steps = new Map<string, number>();

function stepOf(batch: string): number {
  const step = steps.get(batch) ?? -1 - steps.size;
  steps.set(batch, step);
  return step;
}

async function undoAtOnce(row: BatchRow) {
  try {
    await undo(row);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (["not_possible", "not_found"].includes(failure.code)) forget(stepOf(row.id));
    showToast({ tone: "bad", text: failureSentence(failure) });
  }
}

/** Says what came of a batch, with Undo where it can be undone, or the way to its report. */
export function sayBatch(row: BatchRow) {
  const good = row.state === "finished" || row.state === "undone" || row.state === "cancelled";
  const text = standWords(row);
  if (!good || row.undoClosed !== null) {
    const run = () => showBatch({ at: "report", batch: row.id });
    showToast({ tone: good ? "good" : "bad", text, action: { label: t("batches.report"), run } });
    return;
  }
  const run = () => {
    dismissToast(toast);
    undoAtOnce(row);
  };
  const toast = showToast({ tone: "good", text, action: { label: t("batches.undoAtOnce"), run } });
}

async function end(client: QueryClient, { batch }: Going) {
  client.invalidateQueries({ queryKey: ["batches"] });
  refresh(client);
  const at = showingNow();
  const seen = at?.at === "report" && at.batch === batch;
  try {
    const row = await freshRow(client, batch);
    if (!row) return;
    if (row.undoClosed === null && row.state !== "interrupted")
      remember({ sequence: stepOf(batch), run: () => undoAtOnce(row) });
    if (!seen) sayBatch(row);
  } catch {
    const problem = problemOf(batch);
    if (!seen && problem) showToast({ tone: "bad", text: t("running.failed", { problem: problem.message }) });
  }
}

/** Hears of every job, and says what came of those that were batches of this window. */
export function useBatchJobs() {
  const client = useQueryClient();
  useEffect(() => onJob(hear), []);
  useEffect(() => onBatchEnd((going) => end(client, going)), [client]);
}
