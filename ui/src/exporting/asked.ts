import { useSyncExternalStore } from "react";

/** Which rows an export was asked for; null while none is. The table answers, wherever it was asked from. */
export type AskedExport = "result" | "selection" | null;

let asked: AskedExport = null;
const listeners = new Set<() => void>();

export function askExport(next: AskedExport) {
  asked = next;
  for (const listener of listeners) listener();
}

export function useAskedExport(): AskedExport {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
}
