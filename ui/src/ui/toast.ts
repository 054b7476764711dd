import { useSyncExternalStore } from "react";

export type Toast = {
  id: number;
  tone: "good" | "warn" | "bad";
  text: string;
  action?: { label: string; run: () => void };
};

/** Good news leaves by itself after this time; what is to be heeded stays until it is closed. */
export const toastMillis = 10_000;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message at the bottom of the window; the same text is not stacked twice. Answers what dismisses it. */
export function showToast(toast: Omit<Toast, "id">): number {
  const id = nextId++;
  publish([...toasts.filter((other) => other.text !== toast.text).slice(-2), { ...toast, id }]);
  return id;
}

export function dismissToast(id: number) {
  publish(toasts.filter((toast) => toast.id !== id));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
