import { useSyncExternalStore } from "react";

/** The heights that the density of the root stands for; the stylesheet has the same. */
const heights: Record<string, number> = { compact: 28, normal: 36, comfortable: 44, roomy: 44 };

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-density"] });
  return () => observer.disconnect();
}

function read(): number {
  return heights[document.documentElement.dataset.density ?? "normal"] ?? 36;
}

/** How high a row of a table stands at the density that is chosen now. */
export function useRowHeight(): number {
  return useSyncExternalStore(watch, read);
}
