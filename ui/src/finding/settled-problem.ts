import { useEffect, useState } from "react";
import type { QueryProblem } from "../bindings/QueryProblem";
import type { QueryState } from "./query-text";

/** A word that is still being typed is not called wrong before the hand rests for this long. */
const restMillis = 400;

/** What is wrong with the text in the box, once its writer rests; it is gone as soon as it is put right. */
export function useSettledProblem({ reading, readOf, text }: QueryState): QueryProblem | null {
  const [restedAt, setRestedAt] = useState<string | null>(null);
  const { problem } = reading;
  useEffect(() => {
    if (!problem) return;
    const timer = setTimeout(() => setRestedAt(text), restMillis);
    return () => clearTimeout(timer);
  }, [problem, text]);
  // What was called wrong already stays so while its text is being changed.
  const [wasWrong, setWasWrong] = useState(false);
  const wrong = problem !== null && (restedAt === text || wasWrong);
  if (wasWrong !== wrong && (readOf === text || !problem)) setWasWrong(wrong);
  return wrong ? problem : null;
}
