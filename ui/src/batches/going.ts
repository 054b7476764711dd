import { useSyncExternalStore } from "react";
import type { BatchDeed } from "../bindings/BatchDeed";
import type { CommandError } from "../bindings/CommandError";
import type { JobUpdate } from "../bindings/JobUpdate";

/** A batch that is being run or undone, as this window began it. */
export type Going = {
  job: number;
  batch: string;
  deed: BatchDeed;
  doing: "run" | "undo";
  /** How many credentials it goes through, as far as was known when it began. */
  expected: number;
  /** When it began, by `performance.now()`. */
  since: number;
  update: JobUpdate;
  stopping: boolean;
};

let goings: readonly Going[] = [];
/** The last word of each job that nobody is known to have begun: it may come before the answer that names the job. */
const early = new Map<number, JobUpdate>();
/** Why the last job of a batch ended in the midst. */
const problems = new Map<string, CommandError>();
const listeners = new Set<() => void>();
let atEnd: ((going: Going) => void) | null = null;

/** More jobs than these are not waited for by anybody. */
const mostEarly = 50;

function publish(next: readonly Going[]) {
  goings = next;
  for (const listener of listeners) listener();
}

/** Says what is told of every job that ends. */
export function onBatchEnd(told: (going: Going) => void): () => void {
  atEnd = told;
  return () => {
    if (atEnd === told) atEnd = null;
  };
}

type Begun = Pick<Going, "job" | "batch" | "deed" | "doing" | "expected">;

/** Follows a job that was just begun. */
export function follow(begun: Begun) {
  const update = early.get(begun.job) ?? {
    job: begun.job,
    done: 0,
    total: begun.expected,
    state: "running" as const,
    problem: null,
  };
  early.delete(begun.job);
  problems.delete(begun.batch);
  publish([...goings, { ...begun, since: performance.now(), update, stopping: false }]);
  hear(update);
}

/** Hears how far a job is. */
export function hear(update: JobUpdate) {
  const mine = goings.find(({ job }) => job === update.job);
  if (!mine) {
    early.set(update.job, update);
    const [oldest] = early.keys();
    if (early.size > mostEarly && oldest !== undefined) early.delete(oldest);
    return;
  }
  const now = { ...mine, update };
  if (update.state === "running") {
    publish(goings.map((each) => (each === mine ? now : each)));
    return;
  }
  if (update.problem) problems.set(mine.batch, update.problem);
  publish(goings.filter((each) => each !== mine));
  atEnd?.(now);
}

/** Says that a job was told to stop, or that it could not be told. */
export function markStopping(job: number, stopping: boolean) {
  publish(goings.map((each) => (each.job === job ? { ...each, stopping } : each)));
}

/** Why the last job of a batch ended in the midst, where this window heard of it. */
export const problemOf = (batch: string): CommandError | null => problems.get(batch) ?? null;

/** How many it is through, and of how many. */
export function figuresOf({ update, expected }: Going): { done: number; total: number } {
  return { done: update.done, total: update.total || expected };
}

export const goingNow = (): readonly Going[] => goings;

export function useGoings(): readonly Going[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, goingNow);
}
