/** Scrolls sideways until a cell is in sight between the columns that stay. */
export function revealCell(scroller: HTMLElement, cell: HTMLElement) {
  if (getComputedStyle(cell).position === "sticky") return;
  const box = scroller.getBoundingClientRect();
  const at = cell.getBoundingClientRect();
  const row = [...(cell.parentElement?.children ?? [])];
  const stays = row.filter((each) => getComputedStyle(each).position === "sticky");
  const left = Math.max(box.left, ...stays.slice(0, -1).map((each) => each.getBoundingClientRect().right));
  const lastStays = stays.at(-1);
  const right = lastStays && lastStays === row.at(-1) ? lastStays.getBoundingClientRect().left : box.right;
  if (at.left < left) scroller.scrollLeft -= left - at.left;
  else if (at.right > right) scroller.scrollLeft += Math.min(at.right - right, at.left - left);
}

/** Gives a cell that has the focus what the tooltip says of its content, where not all of it can be seen. */
export function tellCut(cell: HTMLElement) {
  if (cell.role !== "gridcell") return;
  const parts = [...cell.querySelectorAll<HTMLElement>("*")];
  const cut = parts.find(
    (part) => part.scrollWidth > part.clientWidth && getComputedStyle(part).textOverflow === "ellipsis",
  );
  const told = parts.flatMap((part) => (part.closest("button") ? [] : (part.dataset.tip ?? [])));
  const tip = [...new Set([cut?.textContent ?? "", ...told])].filter(Boolean).join("\n");
  if (!tip) return;
  cell.dataset.tip = tip;
  cell.addEventListener("blur", () => delete cell.dataset.tip, { once: true });
}

/** Marks at which sides columns are out of sight, behind those that stay. */
export function markEdges(scroller: HTMLElement) {
  const { scrollLeft, clientWidth, scrollWidth } = scroller;
  scroller.toggleAttribute("data-before", scrollLeft > 0);
  scroller.toggleAttribute("data-beyond", scrollLeft + clientWidth < scrollWidth - 1);
}
