import { useSyncExternalStore } from "react";
import type { Density } from "../bindings/Density";

/** The heights that a density stands for, in pixels; the stylesheet has the same. */
const rowHeights: Record<Density, number> = { compact: 28, normal: 36, comfortable: 44 };

const listeners = new Set<() => void>();

/** Sets how close together rows stand, in every table at once. */
export function setDensity(density: Density) {
  if (document.documentElement.dataset.density === density) return;
  document.documentElement.dataset.density = density;
  for (const listener of listeners) listener();
}

function rowHeight(): number {
  const density = document.documentElement.dataset.density;
  return rowHeights[density as Density] ?? rowHeights.normal;
}

/** The height of a row. */
export function useRowHeight(): number {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, rowHeight);
}
