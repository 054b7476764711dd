/** So far the pointer moves before a press on a heading is a drag. */
const threshold = 5;
/** So near to an edge the table scrolls by itself, by so much a frame. */
const edge = 36;
const pace = 14;

type Drag = {
  /** The heading that was pressed. */
  head: HTMLElement;
  scroller: HTMLElement;
  /** The pointer's place when it was pressed. */
  x: number;
  pointer: number;
  /** Begun, and ended in whichever way. */
  onBegin: () => void;
  /** Dropped before the heading at this index, or behind the last. */
  onDrop: (before: number | null) => void;
  onCancel: () => void;
};

/** Where a dragged heading would go: before which index, and at which point of the window the line stands. */
type Target = { before: number | null; x: number };

function targetAt(x: number, heads: readonly HTMLElement[]): Target | null {
  let target: Target | null = null;
  for (const head of heads) {
    const { left, right, width } = head.getBoundingClientRect();
    target = { before: Number(head.dataset.column), x: left };
    if (x < left + width / 2) return target;
    target = { before: null, x: right };
  }
  return target;
}

/**
 * Follows a press on a heading until it is let go. A press that moves drags the heading: a line shows where it would
 * stand, the table scrolls at its edges, and Escape leaves everything as it was. Nothing is drawn by React meanwhile.
 */
export function followPress({ head, scroller, x: from, pointer, onBegin, onDrop, onCancel }: Drag) {
  let dragging = false;
  let x = from;
  let target: Target | null = null;
  let frame = 0;

  const heads = () => [...scroller.querySelectorAll<HTMLElement>("[role=columnheader][data-movable]")];

  const place = () => {
    const all = heads();
    target = targetAt(x, all);
    if (!target) return;
    const box = scroller.getBoundingClientRect();
    const pinned = all[0]?.previousElementSibling?.getBoundingClientRect().right ?? box.left;
    const line = Math.min(box.right - 2, Math.max(pinned, target.x));
    scroller.style.setProperty("--drop-at", `${line - box.left + scroller.scrollLeft}px`);
    scroller.style.setProperty("--drag-by", `${x - from}px`);
  };

  const roll = () => {
    const box = scroller.getBoundingClientRect();
    const pinned = heads()[0]?.previousElementSibling?.getBoundingClientRect().right ?? box.left;
    if (x < pinned + edge) scroller.scrollLeft -= pace;
    else if (x > box.right - edge) scroller.scrollLeft += pace;
    place();
    frame = requestAnimationFrame(roll);
  };

  const begin = () => {
    dragging = true;
    scroller.style.setProperty("--drop-height", `${scroller.clientHeight}px`);
    scroller.dataset.dragging = "column";
    head.dataset.dragged = "true";
    onBegin();
    frame = requestAnimationFrame(roll);
  };

  const end = () => {
    cancelAnimationFrame(frame);
    delete scroller.dataset.dragging;
    delete head.dataset.dragged;
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", onLost);
    window.removeEventListener("blur", onLost);
    window.removeEventListener("keydown", onKey, true);
  };

  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    x = event.clientX;
    if (!dragging && Math.abs(x - from) > threshold) begin();
    if (dragging) event.preventDefault();
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    x = event.clientX;
    if (dragging) place();
    const dropped = dragging ? target : null;
    if (dragging) swallowClick();
    end();
    if (dropped) onDrop(dropped.before);
  };
  const onLost = () => {
    const was = dragging;
    end();
    if (was) onCancel();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !dragging) return;
    event.preventDefault();
    event.stopPropagation();
    swallowClick();
    onLost();
  };

  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onLost);
  window.addEventListener("blur", onLost);
  window.addEventListener("keydown", onKey, true);
}

/** The click that follows a drag is no press of what lies under the pointer. */
export function swallowClick() {
  const swallow = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  // Where no click follows, the next one is meant.
  window.addEventListener(
    "pointerdown",
    () => window.removeEventListener("click", swallow, { capture: true }),
    { capture: true, once: true },
  );
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 300);
}
