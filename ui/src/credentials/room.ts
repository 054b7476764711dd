import { type RefObject, useLayoutEffect, useState } from "react";

/** The width of the sidebar, which the table does not have: the whole one, or the rail of a small window. */
const sidebar = { whole: 204, rail: 52, railBelow: 1040 };

/** How many pixels wide an element is. Until it is there, as much as the window most likely leaves for it. */
export function useRoom(element: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(
    () => window.innerWidth - (window.innerWidth <= sidebar.railBelow ? sidebar.rail : sidebar.whole),
  );
  useLayoutEffect(() => {
    const observed = element.current;
    if (!observed) return;
    setRoom(observed.clientWidth);
    const observer = new ResizeObserver(() => setRoom(observed.clientWidth));
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return room;
}
