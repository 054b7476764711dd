import { type PointerEvent as Press, type RefObject, useRef } from "react";

/** A press that moves no further than this is a click. */
const slack = 5;
/** So near to an edge the list scrolls by itself, by so much a frame. */
const edge = 20;
const pace = 5;

/**
 * Lets the items of a list be dragged to another place. Pointer events, since dragging by HTML5 is unreliable in the
 * window; a line shows where the item would stand, and Escape leaves everything as it was.
 */
export function useDragging(
  list: RefObject<HTMLElement | null>,
  onDrop: (key: string, before: string | null) => void,
) {
  const moved = useRef(false);

  const begin = (press: Press, key: string) => {
    const element = list.current;
    if (!element || press.button !== 0) return;
    const item = press.currentTarget.closest<HTMLElement>("[data-view]");
    const from = press.clientY;
    let y = from;
    let before: string | null = null;
    let frame = 0;
    moved.current = false;

    const place = () => {
      const box = element.getBoundingClientRect();
      if (y < box.top + edge) element.scrollTop -= pace;
      else if (y > box.bottom - edge) element.scrollTop += pace;
      let line = 0;
      for (const each of element.querySelectorAll<HTMLElement>("[data-view]")) {
        const { top, bottom, height } = each.getBoundingClientRect();
        before = each.dataset.view ?? null;
        line = top;
        if (y < top + height / 2) break;
        before = null;
        line = bottom;
      }
      element.style.setProperty("--drop-at", `${line - box.top + element.scrollTop}px`);
      frame = requestAnimationFrame(place);
    };
    const end = () => {
      cancelAnimationFrame(frame);
      delete element.dataset.dragging;
      if (item) delete item.dataset.dragged;
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", onKey, true);
    };
    const onMove = (event: PointerEvent) => {
      y = event.clientY;
      if (moved.current || Math.abs(y - from) <= slack) return;
      moved.current = true;
      element.dataset.dragging = "true";
      if (item) item.dataset.dragged = "true";
      place();
    };
    const onUp = () => {
      end();
      if (moved.current && before !== key) onDrop(key, before);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !moved.current) return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", onKey, true);
  };

  return {
    begin,
    /** Whether the press that a click belongs to was a drag. */
    moved: () => moved.current,
  };
}
