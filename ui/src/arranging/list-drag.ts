/** So near to an edge the list scrolls by itself, by so much a frame. */
const edge = 24;
const pace = 6;

type Drag = {
  /** The item whose grip was pressed. */
  item: HTMLElement;
  list: HTMLElement;
  y: number;
  pointer: number;
  /** Let go before the item of this column, or behind the last. */
  onDrop: (before: string | null) => void;
  onCancel: () => void;
};

/**
 * Follows a press on the grip of an item until it is let go: a line shows where it would stand, the list scrolls at its
 * edges, and Escape leaves everything as it was.
 */
export function followGrip({ item, list, y: from, pointer, onDrop, onCancel }: Drag) {
  let y = from;
  let before: string | null | undefined;
  let frame = 0;

  const place = () => {
    const items = [...list.querySelectorAll<HTMLElement>("[data-column][data-movable]")];
    const box = list.getBoundingClientRect();
    before = undefined;
    let line = 0;
    for (const each of items) {
      const { top, height, bottom } = each.getBoundingClientRect();
      before = each.dataset.column ?? null;
      line = top;
      if (y < top + height / 2) break;
      before = null;
      line = bottom;
    }
    list.style.setProperty("--drop-at", `${line - box.top + list.scrollTop}px`);
    list.style.setProperty("--drag-by", `${y - from}px`);
  };
  const roll = () => {
    const box = list.getBoundingClientRect();
    if (y < box.top + edge) list.scrollTop -= pace;
    else if (y > box.bottom - edge) list.scrollTop += pace;
    place();
    frame = requestAnimationFrame(roll);
  };
  const end = () => {
    cancelAnimationFrame(frame);
    delete list.dataset.dragging;
    delete item.dataset.dragged;
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", onLost);
    window.removeEventListener("keydown", onKey, true);
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerId === pointer) y = event.clientY;
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    y = event.clientY;
    place();
    end();
    if (before !== undefined && before !== item.dataset.column) onDrop(before);
  };
  const onLost = () => {
    end();
    onCancel();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onLost();
  };

  list.dataset.dragging = "true";
  item.dataset.dragged = "true";
  frame = requestAnimationFrame(roll);
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onLost);
  window.addEventListener("keydown", onKey, true);
}
