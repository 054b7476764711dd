import { type FocusEvent, useLayoutEffect, useRef } from "react";

/**
 * Keeps the focus in a grid whose focused cell goes away or is moved by the document: its place has another cell then,
 * which takes the focus.
 */
export function useKeptStop(stop: () => HTMLElement | null | undefined) {
  const inside = useRef(false);
  const restoring = useRef(false);
  useLayoutEffect(() => {
    if (!inside.current || document.activeElement !== document.body) return;
    restoring.current = true;
    stop()?.focus({ preventScroll: true });
    restoring.current = false;
  });
  return {
    /** The focus comes back by itself: nobody went to another row. */
    isRestoring: () => restoring.current,
    onFocus: () => {
      inside.current = true;
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      const { target, relatedTarget, currentTarget } = event;
      if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
      // What is taken out of the document is blurred as well; who leaves by themselves leaves it in its place.
      queueMicrotask(() => {
        if (target.isConnected && document.activeElement !== target) inside.current = false;
      });
    },
  };
}
