import { useEffect } from "react";

const reachable = '[tabindex="0"], a[href], input, button:not([tabindex="-1"])';

/** F6 moves the focus through the panes of the window, Shift+F6 back. */
export function usePanes() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F6" || document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      event.preventDefault();
      const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].flatMap((pane) => {
        // The page that was left stays in the document, out of sight.
        const target = pane.checkVisibility() ? pane.querySelector<HTMLElement>(reachable) : null;
        return target ? [{ pane, target }] : [];
      });
      if (panes.length === 0) return;
      const at = panes.findIndex(({ pane }) => pane.contains(document.activeElement));
      const next = at < 0 ? 0 : (at + (event.shiftKey ? -1 : 1) + panes.length) % panes.length;
      panes[next]?.target.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
