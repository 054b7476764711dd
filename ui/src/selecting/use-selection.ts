import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { t } from "../text";
import { showToast } from "../ui/toast";
import { useMembers } from "./members";
import {
  type Asked,
  allOf,
  estimate,
  isNothing,
  isSelected,
  nothing,
  put,
  type Selected,
  sameAsked,
} from "./selection";

/** Where a range begins: which row, whether it was selected or left out, and what was selected beside the range. */
type Anchor = { handle: number; on: boolean; beside: Selected };

const noRows = new Uint32Array();

/** What is selected in a table, and how clicks and keys change it. It outlives sorting, filtering and scrolling. */
export function useSelection(asked: Asked, order: Uint32Array = noRows, generation: number | undefined) {
  const [selected, setSelected] = useState<Selected>(nothing);
  const anchor = useRef<Anchor | null>(null);
  const elsewhere = selected.kind === "query" && !sameAsked(selected.of, asked) ? selected.of : null;
  const members = useMembers(elsewhere);

  // Handles mean something within one generation only.
  const known = useRef(generation);
  useEffect(() => {
    const before = known.current;
    if (generation === undefined || before === generation) return;
    known.current = generation;
    anchor.current = null;
    if (before === undefined || isNothing(selected)) return;
    setSelected(nothing);
    showToast({ tone: "bad", text: t("selecting.gone") });
  }, [generation, selected]);

  const toggle = useCallback(
    (index: number) => {
      const handle = order[index];
      if (handle === undefined) return null;
      const on = !isSelected(selected, handle, members);
      const next = put(selected, order, index, index, on, members);
      anchor.current = { handle, on, beside: next };
      setSelected(next);
      return { on, next };
    },
    [selected, order, members],
  );

  const mark = useCallback(
    (index: number) => {
      const handle = order[index];
      anchor.current = handle === undefined ? null : { handle, on: true, beside: selected };
    },
    [order, selected],
  );

  const extend = useCallback(
    (index: number, from: number) => {
      const start = anchor.current ?? { handle: order[from] ?? 0, on: true, beside: selected };
      anchor.current = start;
      // Whatever the order is by now, the range begins at the same credential.
      const at = order.indexOf(start.handle);
      const begin = at < 0 ? from : at;
      const next = put(
        start.beside,
        order,
        Math.min(begin, index),
        Math.max(begin, index),
        start.on,
        members,
      );
      setSelected(next);
      return next;
    },
    [order, selected, members],
  );

  const { total, shown } = useMemo(() => estimate(selected, order, members), [selected, order, members]);

  const all = useCallback(() => {
    anchor.current = null;
    // What is selected beyond the result stays so.
    const next = total > shown ? put(selected, order, 0, order.length - 1, true, members) : allOf(asked);
    setSelected(next);
    return next;
  }, [selected, order, members, asked, total, shown]);

  /** Leaves out all that is in sight. */
  const noneShown = useCallback(() => {
    anchor.current = null;
    const next = total > shown ? put(selected, order, 0, order.length - 1, false, members) : nothing;
    setSelected(next);
    return next;
  }, [selected, order, members, total, shown]);

  const clear = useCallback(() => {
    anchor.current = null;
    setSelected(nothing);
  }, []);

  const has = useCallback(
    (index: number) => {
      const handle = order[index];
      return handle !== undefined && isSelected(selected, handle, members);
    },
    [selected, order, members],
  );

  return { selected, members, total, shown, has, toggle, mark, extend, all, noneShown, clear };
}

export type SelectionState = ReturnType<typeof useSelection>;
