import { useSyncExternalStore } from "react";

/** Whether the columns panel stands beside the table. The button, the status bar and the headings' menu open it. */
let open = false;
/** Somebody has just opened it, and goes on there. */
let entering = false;
const listeners = new Set<() => void>();

export function setColumnsOpen(next: boolean) {
  if (open === next) return;
  open = next;
  entering = next;
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

/** Whether the panel takes the focus now: once after it was opened, and not when its page merely comes back. */
export function isEntering(): boolean {
  const was = entering;
  entering = false;
  return was;
}
