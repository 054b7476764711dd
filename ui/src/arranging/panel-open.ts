import { useSyncExternalStore } from "react";

/** Whether the columns panel stands beside the table. The button, the status bar and the headings' menu open it. */
let open = false;
const listeners = new Set<() => void>();

export function setColumnsOpen(next: boolean) {
  if (open === next) return;
  open = next;
  for (const listener of listeners) listener();
}

export function toggleColumns() {
  setColumnsOpen(!open);
}

export function useColumnsOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
