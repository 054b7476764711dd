import { useSyncExternalStore } from "react";
import type { BatchScope } from "../bindings/BatchScope";
import type { BatchKind } from "./kinds";

/** What a batch was asked for. */
export type AskedBatch = {
  kind: BatchKind;
  scope: BatchScope;
  /** The tenant that the credentials are of, where they are of one for certain. */
  tenant: string | null;
};

/** Which dialog of a batch is open: what it would do, what it does or did, or whether it is to be undone. */
export type Showing =
  | { at: "preview"; asked: AskedBatch }
  /** `begun` where it was begun just now, however soon it ends. */
  | { at: "report"; batch: string; begun?: boolean }
  /** It leads back to the report where it came from there. */
  | { at: "undo"; batch: string; back: boolean };

let showing: Showing | null = null;
/** What had the focus before the first of these dialogs took it. */
let opener: Element | null = null;
const listeners = new Set<() => void>();

function publish(next: Showing | null) {
  showing = next;
  for (const listener of listeners) listener();
}

/** Opens a dialog, or has another take the place of the one that is open. */
export function showBatch(next: Showing) {
  if (!showing) opener = document.activeElement;
  publish(next);
}

/** A dialog that came after another one hands the focus back to where the first of them had it from. */
const handBackMillis = 40;

/** Closes whichever dialog is open. */
export function hideBatch() {
  const before = opener;
  opener = null;
  publish(null);
  setTimeout(() => {
    if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected)
      before.focus({ preventScroll: true });
  }, handBackMillis);
}

export const showingNow = (): Showing | null => showing;

export function useShowing(): Showing | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => showing,
  );
}
