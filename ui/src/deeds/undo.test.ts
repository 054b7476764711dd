import { expect, test } from "vitest";
import { forget, lastStep, remember } from "./undo";

test("the last change is taken back first, then the one before", () => {
  const run = () => {};
  remember({ sequence: 1, run });
  remember({ sequence: 2, run });
  expect(lastStep()?.sequence).toBe(2);
  forget(2);
  expect(lastStep()?.sequence).toBe(1);
  forget(1);
  expect(lastStep()).toBeUndefined();
});

test("what is far back is no longer remembered", () => {
  for (let sequence = 1; sequence <= 30; sequence++) remember({ sequence, run: () => {} });
  const seen: number[] = [];
  for (let step = lastStep(); step; step = lastStep()) {
    seen.push(step.sequence);
    forget(step.sequence);
  }
  expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => 30 - index));
});
