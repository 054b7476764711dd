import { useEffect, useRef } from "react";
import { isTyping } from "../deeds/undo";

export type WindowKeys = {
  onPalette: () => void;
  onShortcuts: () => void;
  onFind: () => void;
  onCreate: () => void;
  onSettings: () => void;
  /** Whether keys act without Ctrl or Alt. */
  singles: boolean;
};

/** The keys that lead somewhere wherever the focus is, unless a dialog is open. */
export function useWindowKeys(keys: WindowKeys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const work = workOf(event, latest.current);
      if (!work) return;
      event.preventDefault();
      if (!document.querySelector('[role="dialog"], [role="alertdialog"]')) work();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function workOf(event: KeyboardEvent, keys: WindowKeys): (() => void) | null {
  if (event.defaultPrevented || event.altKey || event.isComposing) return null;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    // A slash stands on the shifted layer of some keyboards.
    if (key === "/") return keys.onShortcuts;
    if (event.shiftKey) return null;
    if (key === "k") return keys.onPalette;
    if (key === "f") return keys.onFind;
    if (key === "n") return keys.onCreate;
    if (key === ",") return keys.onSettings;
    return null;
  }
  if (!keys.singles || isTyping(document.activeElement)) return null;
  // In a menu or a list such a key begins a word.
  if (document.activeElement?.closest('[role="menu"], [role="listbox"]')) return null;
  if (key === "/") return keys.onFind;
  if (key === "?") return keys.onShortcuts;
  return null;
}
