import { useCallback, useRef } from "react";
import type { SelectionCount } from "../bindings/SelectionCount";
import { type Selected, toCore } from "../selecting/selection";
import { type SelectedNow, useSelectedNow } from "./acting";
import type { BatchKind } from "./kinds";
import { tenantOf } from "./offering";
import { showBatch } from "./showing";

type Selecting = { selected: Selected; count: SelectionCount | null };

/** Says what is selected in the table, to what acts on it from elsewhere, and answers what begins a batch over it. */
export function useSelectionBatch(
  { selected, count }: Selecting,
  generation: number | undefined,
  tenant: string | null,
): (kind: BatchKind) => void {
  const now = (): SelectedNow | null => count && { of: toCore(selected, generation ?? 0), count, tenant };
  useSelectedNow(now);
  const latest = useRef(now);
  latest.current = now;
  return useCallback((kind) => beginOver(kind, latest.current()), []);
}

/** Begins a batch over what is selected. */
export function beginOver(kind: BatchKind, chosen: SelectedNow | null) {
  if (!chosen) return;
  const scope = { kind: "selection" as const, selection: chosen.of };
  showBatch({ at: "preview", asked: { kind, scope, tenant: tenantOf({ scope }, chosen.tenant) } });
}
