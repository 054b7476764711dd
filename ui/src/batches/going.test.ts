import { expect, test } from "vitest";
import type { JobUpdate } from "../bindings/JobUpdate";
import { figuresOf, follow, type Going, goingNow, hear, markStopping, onBatchEnd, problemOf } from "./going";

const deed = { kind: "revokeAll" as const };
const begun = (job: number) => ({ job, batch: `b${job}`, deed, doing: "run" as const, expected: 5_000 });
const update = (job: number, part: Partial<JobUpdate>): JobUpdate => ({
  job,
  done: 0,
  total: 0,
  state: "running",
  problem: null,
  ...part,
});

test("a job is followed from its beginning to its end, which is told once", () => {
  const ended: Going[] = [];
  const leave = onBatchEnd((going) => ended.push(going));
  follow(begun(1));
  expect(goingNow().map(figuresOf)).toEqual([{ done: 0, total: 5_000 }]);
  hear(update(1, { done: 1_000, total: 4_990 }));
  expect(goingNow().map(figuresOf)).toEqual([{ done: 1_000, total: 4_990 }]);
  markStopping(1, true);
  hear(update(1, { done: 2_000, total: 4_990 }));
  expect(goingNow()[0]?.stopping).toBe(true);
  hear(update(1, { done: 2_000, total: 4_990, state: "cancelled" }));
  hear(update(1, { done: 2_000, total: 4_990, state: "cancelled" }));
  expect(goingNow()).toEqual([]);
  expect(ended.map(({ batch }) => batch)).toEqual(["b1"]);
  leave();
});

test("a word that comes before the answer which names the job is not lost", () => {
  const ended: Going[] = [];
  const leave = onBatchEnd((going) => ended.push(going));
  hear(update(2, { done: 1_000, total: 5_000 }));
  follow(begun(2));
  expect(goingNow().map(figuresOf)).toEqual([{ done: 1_000, total: 5_000 }]);
  hear(update(3, { done: 7, total: 7, state: "finished" }));
  follow(begun(3));
  expect(goingNow().map(({ job }) => job)).toEqual([2]);
  expect(ended.map(({ job }) => job)).toEqual([3]);
  hear(update(2, { state: "finished" }));
  leave();
});

test("why it ended in the midst is kept until it is begun again", () => {
  const problem = { code: "disk_full" as const, message: "The disk is full.", field: null };
  follow(begun(4));
  hear(update(4, { done: 1_000, state: "failed", problem }));
  expect(problemOf("b4")).toEqual(problem);
  follow({ ...begun(5), batch: "b4" });
  expect(problemOf("b4")).toBeNull();
});
