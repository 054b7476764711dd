import { type RefObject, useCallback, useEffect, useState } from "react";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { GridHandle } from "../grid/grid";

export type Beside = {
  /** The credential whose details are open. */
  shown: CredentialRow | null;
  open: (row: CredentialRow) => void;
  close: () => void;
  /** Another row of the table became the current one. */
  follow: (index: number) => void;
};

/** Which credential's details stand beside the table; they follow the row that the keys move to. */
export function useBeside(
  rowAt: (index: number) => CredentialRow | null,
  grid: RefObject<GridHandle | null>,
): Beside {
  const [shown, setShown] = useState<CredentialRow | null>(null);
  // A row whose window is still on the way is shown once it is there.
  const [awaited, setAwaited] = useState<number | null>(null);

  const arrived = awaited === null ? null : rowAt(awaited);
  useEffect(() => {
    if (!arrived) return;
    setShown(arrived);
    setAwaited(null);
  }, [arrived]);

  const open = useCallback((row: CredentialRow) => {
    setAwaited(null);
    setShown(row);
  }, []);

  const close = useCallback(() => {
    setAwaited(null);
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
    open,
    close,
    follow: (index) => {
      if (!shown) return;
      const row = rowAt(index);
      if (row) open(row);
      else setAwaited(index);
    },
  };
}
