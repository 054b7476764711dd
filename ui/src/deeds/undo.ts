import { useEffect } from "react";

/** A change that can be taken back, and how. */
export type Step = { sequence: number; run: () => void };

/** More than this many steps back are not remembered. */
const most = 20;

let steps: readonly Step[] = [];

/** Remembers a change as the last one. */
export function remember(step: Step) {
  steps = [...steps.slice(1 - most), step];
}

/** Forgets a change: it is undone, or cannot be. */
export function forget(sequence: number) {
  steps = steps.filter((step) => step.sequence !== sequence);
}

export function lastStep(): Step | undefined {
  return steps.at(-1);
}

/** Whether keys typed here are text. */
export function isTyping(element: Element | null): boolean {
  return Boolean(
    element?.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]'),
  );
}

/** Ctrl+Z takes the last change back, unless something is being typed or a dialog is open. */
export function useUndoKey() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const control = event.ctrlKey || event.metaKey;
      if (!control || event.shiftKey || event.altKey || event.key.toLowerCase() !== "z") return;
      if (isTyping(document.activeElement)) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      const step = lastStep();
      if (!step) return;
      event.preventDefault();
      step.run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
