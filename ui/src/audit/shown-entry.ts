import { type RefObject, useCallback, useEffect, useState } from "react";
import type { GridHandle } from "../grid/grid";

/** Which entry stands beside the log, by its number; it follows the row that the keys move to. */
export function useShownEntry(handles: Uint32Array | undefined, grid: RefObject<GridHandle | null>) {
  const [shown, setShown] = useState<number | null>(null);

  const close = useCallback(() => {
    setShown(null);
    const pane = document.querySelector('[data-pane="details"]');
    if (pane?.contains(document.activeElement)) grid.current?.focus();
  }, [grid]);

  const isOpen = shown !== null;
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      close();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [isOpen, close]);

  return {
    shown,
    open: setShown,
    close,
    follow: (index: number) => {
      const sequence = handles?.[index];
      if (isOpen && sequence !== undefined) setShown(sequence);
    },
  };
}
