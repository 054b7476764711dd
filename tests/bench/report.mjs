// What the goals came to: a line of JSON each with `--json`, else two lines for people.

/** Progress, beside the results. */
export const say = (text) => process.stderr.write(`${text}\n`);

/** A number as it is reported; nothing stays nothing. */
export function rounded(value, digits = 0) {
  return value === null || value === undefined ? null : Number(value.toFixed(digits));
}

function forPeople({ goal, what, ours, peer, unit, ratio, limit, met, note }) {
  const word = met === null ? "not measurable" : met ? "met" : "MISSED";
  const beside = peer === null ? "" : `, peer ${peer} ${unit}`;
  const compared = ratio === null ? `limit ${limit} ${unit}` : `ratio ${ratio}, limit ${limit}`;
  return `${goal}  ${what}\n    ours ${ours} ${unit}${beside} (${compared}): ${word}\n    ${note}`;
}

/** Prints what one goal came to. What was not measured is null, and `met` with it. */
export function report(json, line) {
  const { goal, what, ours = null, peer = null, unit, ratio = null, limit, met, rounds, note } = line;
  const whole = { goal, what, ours, peer, unit, ratio, limit, met, rounds, note };
  console.log(json ? JSON.stringify(whole) : forPeople(whole));
}

/** Prints that a goal was not measured, and why: that is no pass. */
export function notMeasured(json, { goal, what, unit, limit }, reason) {
  report(json, { goal, what, unit, limit, met: null, rounds: 0, note: reason });
}
