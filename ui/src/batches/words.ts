import type { BatchCounts } from "../bindings/BatchCounts";
import type { BatchRow } from "../bindings/BatchRow";
import type { Outcome } from "../bindings/Outcome";
import { number, t } from "../text";
import { type BatchKind, verbOf } from "./kinds";

/** In the order in which they are told. */
const outcomes: readonly Outcome[] = ["done", "undone", "kept", "changed", "newcomer", "skipped", "left"];

const countOf = (counts: BatchCounts, outcome: Outcome): number =>
  outcome === "newcomer" ? counts.newcomers : counts[outcome];

/** How many credentials of a batch came to which end, those that none came to left out. */
export function outcomesOf(counts: BatchCounts): { outcome: Outcome; count: number }[] {
  return outcomes
    .map((outcome) => ({ outcome, count: countOf(counts, outcome) }))
    .filter(({ count }) => count > 0);
}

/** How many credentials a batch tells of. */
export function totalOf(counts: BatchCounts): number {
  return outcomes.reduce((sum, outcome) => sum + countOf(counts, outcome), 0);
}

/** “1,204 done, 12 skipped”. */
export function resultWords(counts: BatchCounts): string {
  const said = outcomesOf(counts).map(({ outcome, count }) =>
    t(`batches.figures.${outcome}`, { total: number(count) }),
  );
  return said.length === 0 ? t("batches.nothingDone") : said.join(", ");
}

/** “Revoked 1,204 credentials.” */
export function doneWords(kind: BatchKind, count: number): string {
  return t(`running.done.${verbOf(kind)}`, { count, total: number(count) });
}

/** Whether what is left of it is what was not undone yet. */
export function wasBeingUndone({ state, counts }: Pick<BatchRow, "state" | "counts">): boolean {
  return (
    state === "undone" || state === "undoing" || (state === "interrupted" && counts.undone + counts.kept > 0)
  );
}

/** How a batch stands, in one or two sentences. */
export function standWords(row: Pick<BatchRow, "state" | "counts" | "deed">): string {
  const { state, counts, deed } = row;
  if (wasBeingUndone(row)) {
    const undone = t("running.undone", { count: counts.undone, total: number(counts.undone) });
    if (state === "interrupted") return t("running.undoInterrupted", { undone });
    return counts.kept === 0 ? undone : t("running.undoneSome", { undone, kept: number(counts.kept) });
  }
  const done = doneWords(deed.kind, counts.done);
  if (state === "cancelled") return t("running.stopped", { done, left: number(counts.left) });
  return state === "interrupted" ? t("running.interrupted", { done, left: number(counts.left) }) : done;
}
