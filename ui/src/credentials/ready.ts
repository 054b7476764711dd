import { type RefObject, useEffect } from "react";
import { searchBox } from "../finding/box-editing";

let marked = false;

/**
 * Gives the search box the focus, or the first thing to do where there is nothing to search, and marks the window as ready, once, after the frame in which the first row (or the empty
 * state) was painted. The benchmark and the tests wait for this mark.
 */
export function markReady(frame: HTMLElement | null) {
  if (marked || !frame) return;
  marked = true;
  const target = frame.querySelector<HTMLElement>("[data-first-focus]") ?? searchBox() ?? firstStop(frame);
  const elsewhere = document.querySelector('[role="dialog"], [role="alertdialog"]');
  if (target && !elsewhere) target.focus({ preventScroll: true });
  requestAnimationFrame(() => {
    setTimeout(() => {
      performance.mark("ready");
      document.documentElement.dataset.ready = "true";
    });
  });
}

function firstStop(frame: HTMLElement): HTMLElement | null {
  return frame.querySelector<HTMLElement>('[tabindex="0"], [data-first-focus]');
}

/** Longer than a closing dialog takes to hand the focus back by itself. */
const handBackMillis = 80;

/** When what had the focus is gone, such as the empty state after the first credential, the table takes it. */
export function useKeptFocus(frame: RefObject<HTMLElement | null>, uncovered: boolean, empty: boolean) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the empty state and the grid hold different elements.
  useEffect(() => {
    if (!uncovered) return;
    const timer = setTimeout(() => {
      if (document.activeElement === document.body && frame.current) {
        firstStop(frame.current)?.focus({ preventScroll: true });
      }
    }, handBackMillis);
    return () => clearTimeout(timer);
  }, [frame, uncovered, empty]);
}
