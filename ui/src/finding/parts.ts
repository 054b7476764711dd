import type { QueryPart } from "../bindings/QueryPart";
import type { QueryPartKind } from "../bindings/QueryPartKind";
import type { QueryProblem } from "../bindings/QueryProblem";

/** A run of text that is drawn alike. */
export type Piece = { text: string; kind: QueryPartKind; wrong: boolean };

/** The pieces of one term, or the space between two. */
export type Run = { start: number; token: boolean; pieces: Piece[] };

/**
 * The parts of a text that is being read, made from those of the text before it: what stands before and after the
 * change keeps its look, so that no letter blinks while an answer is on its way.
 */
export function carried(parts: readonly QueryPart[], was: string, now: string): QueryPart[] {
  if (was === now) return [...parts];
  const most = Math.min(was.length, now.length);
  let head = 0;
  while (head < most && was[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && was[was.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const grown = now.length - was.length;
  const kept: QueryPart[] = [];
  for (const { kind, start, end } of parts) {
    // What was changed belongs to the part in which it began.
    const from = start <= head ? start : Math.max(start + grown, head);
    const to = end < head || (end === head && end < was.length - tail) ? end : Math.max(end + grown, head);
    if (to > from) kept.push({ kind, start: Math.max(from, kept.at(-1)?.end ?? 0), end: to });
  }
  const last = kept.at(-1)?.end ?? 0;
  if (last < now.length) kept.push({ kind: "text", start: last, end: now.length });
  return kept.filter(({ start, end }) => end > start);
}

/** The text in runs: each term with its pieces, and what is wrong marked at its place. */
export function runsOf(
  text: string,
  parts: readonly QueryPart[],
  problem: Pick<QueryProblem, "start" | "end"> | null,
): Run[] {
  const runs: Run[] = [];
  for (const { kind, start, end } of parts) {
    const space = kind === "space";
    let run = runs.at(-1);
    if (!run || space || run.pieces[0]?.kind === "space") {
      run = { start, token: false, pieces: [] };
      runs.push(run);
    }
    if (kind === "field") run.token = true;
    for (const [from, to, wrong] of cut(start, end, problem))
      if (to > from)
        run.pieces.push({
          text: text.slice(from, to),
          kind,
          wrong: wrong || (kind === "wrong" && problem !== null),
        });
  }
  return runs;
}

/** A part in up to three: before what is wrong, what is wrong, and after it. */
function cut(
  start: number,
  end: number,
  problem: Pick<QueryProblem, "start" | "end"> | null,
): [number, number, boolean][] {
  if (!problem || problem.end <= start || problem.start >= end) return [[start, end, false]];
  const from = Math.max(start, problem.start);
  const to = Math.min(end, problem.end);
  return [
    [start, from, false],
    [from, to, true],
    [to, end, false],
  ];
}
