import { useSyncExternalStore } from "react";
import type { SelectionCount } from "../bindings/SelectionCount";

/** What the table has in view, for what stands around it. */
export type InView = {
  /** How many credentials the query finds. */
  found: number;
  /** Null where nothing is selected. */
  selected: SelectionCount | null;
  hiddenColumns: number;
};

let inView: InView | null = null;
const listeners = new Set<() => void>();

/** Says what the table has in view; null where there is no table. */
export function setInView(next: InView | null) {
  inView = next;
  for (const listener of listeners) listener();
}

export function useInView(): InView | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => inView,
  );
}
