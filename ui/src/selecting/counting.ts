import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { countSelection } from "../backend/commands";
import type { SelectionCount } from "../bindings/SelectionCount";
import { type Asked, isNothing, type Selected, toCore } from "./selection";

/** A selection rests this long before the core counts it. */
const restMillis = 120;

let counted = 0;

/**
 * How many a selection is, by the core. Until it answers, and whenever it cannot, what the page itself counts stands:
 * `estimate`, which knows nothing of credentials that were deleted meanwhile.
 */
export function useCount(
  asked: Asked,
  selected: Selected,
  generation: number | undefined,
  /** Which answer the order in sight is: another one is another count. */
  answer: number,
  estimate: SelectionCount,
): SelectionCount {
  const [rested, setRested] = useState(selected);
  useEffect(() => {
    const timer = setTimeout(() => setRested(selected), restMillis);
    return () => clearTimeout(timer);
  }, [selected]);
  // A selection has no words of its own to be cached under.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each selection is a question of its own.
  const number = useMemo(() => ++counted, [rested]);
  const count = useQuery<SelectionCount>({
    queryKey: ["selection", asked.tenant, asked.query, number, generation ?? -1, answer],
    queryFn: () => countSelection(asked.tenant, asked.query, toCore(rested, generation ?? 0)),
    enabled: generation !== undefined && !isNothing(rested),
    gcTime: 0,
  });
  return rested === selected && count.data ? count.data : estimate;
}
