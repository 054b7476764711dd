import { type KeyboardEvent, useEffect, useRef, useState } from "react";

export type Listbox = {
  /** The choice that the keys are at; -1 for none. */
  active: number;
  setActive: (index: number) => void;
  /** What the field says of the choice that the keys are at. */
  activeId: string | undefined;
  idOf: (index: number) => string;
  /** Whether a key moved among the choices. */
  move: (event: KeyboardEvent) => boolean;
};

type Owner = {
  id: string;
  count: number;
  /** Whether one choice is always the active one. */
  always?: boolean;
};

/** Moves through the choices of a field by keys while the focus stays in the field. */
export function useListbox({ id, count, always = false }: Owner): Listbox {
  const [at, setActive] = useState(always ? 0 : -1);
  const active = count === 0 ? -1 : Math.min(always ? Math.max(0, at) : at, count - 1);
  const idOf = (index: number) => `${id}-${index}`;
  const step = useRef(false);

  useEffect(() => {
    if (!step.current || active < 0) return;
    step.current = false;
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);

  const go = (index: number) => {
    step.current = true;
    setActive(index);
  };
  return {
    active,
    setActive,
    activeId: active < 0 ? undefined : idOf(active),
    idOf,
    move: (event) => {
      if (count === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
      if (event.key === "ArrowDown") go(active + 1 < count ? active + 1 : 0);
      else if (event.key === "ArrowUp") go(active > 0 ? active - 1 : count - 1);
      else if (event.key === "PageDown") go(Math.min(count - 1, Math.max(0, active) + 8));
      else if (event.key === "PageUp") go(Math.max(0, active - 8));
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
