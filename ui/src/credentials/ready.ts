let marked = false;

/**
 * Gives the grid the focus and marks the window as ready, once, after the frame in which the first row (or the empty
 * state) was painted. The benchmark and the tests wait for this mark.
 */
export function markReady(frame: HTMLElement | null) {
  if (marked || !frame) return;
  marked = true;
  const target = frame.querySelector<HTMLElement>('[tabindex="0"], [data-first-focus]');
  const elsewhere = document.querySelector('[role="dialog"], [role="alertdialog"]');
  if (target && !elsewhere) target.focus({ preventScroll: true });
  requestAnimationFrame(() => {
    setTimeout(() => {
      performance.mark("ready");
      document.documentElement.dataset.ready = "true";
    });
  });
}
