// Rounds that take every side in turn, A B A B, so that what else the machine does meets all of them.
import { quiet } from "./processes.mjs";
import { say } from "./report.mjs";

/**
 * Runs each of `sides` once a round. Answers what each of them answered, round by round, and how many rounds
 * began on a machine that was busy with something else (null: it does not tell).
 */
export async function interleave(rounds, sides, words) {
  const names = Object.keys(sides);
  const seen = Object.fromEntries(names.map((name) => [name, []]));
  let busy = 0;
  for (let round = 1; round <= rounds; round++) {
    const calm = await quiet();
    if (calm === null) busy = null;
    else if (calm === false && busy !== null) busy++;
    for (const name of names) seen[name].push(await sides[name]());
    const line = names.map((name) => `${name} ${words(seen[name].at(-1))}`).join(", ");
    say(`round ${round}/${rounds}: ${line}${calm === false ? "  (busy machine)" : ""}`);
  }
  return { seen, busy, rounds };
}

/** Whether times can be judged: on a machine that was mostly busy they say nothing. */
export function judgeable({ busy, rounds }) {
  return busy === null || busy * 2 <= rounds;
}

/** How quiet it was, in words. */
export function quietness(run) {
  if (run.busy === null) return "pressure unknown";
  const words = `${run.busy} of ${run.rounds} rounds on a busy machine`;
  return judgeable(run) ? words : `${words}, so the time says nothing`;
}
