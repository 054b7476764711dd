import { useEffect, useRef } from "react";
import type { Selection } from "../bindings/Selection";
import type { SelectionCount } from "../bindings/SelectionCount";

/** What is selected in the table, as the core takes it, how many that are, and the tenant in view; null stands for all. */
export type SelectedNow = { of: Selection; count: SelectionCount; tenant: string | null };

let selected: (() => SelectedNow | null) | null = null;

/** Says what is selected, to what acts on it from elsewhere. */
export function useSelectedNow(now: () => SelectedNow | null) {
  const latest = useRef(now);
  latest.current = now;
  useEffect(() => {
    const mine = () => latest.current();
    selected = mine;
    return () => {
      if (selected === mine) selected = null;
    };
  }, []);
}

export const selectedNow = (): SelectedNow | null => selected?.() ?? null;
