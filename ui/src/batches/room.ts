import { type RefObject, useLayoutEffect, useState } from "react";

/** How many of `ends`, where each child ends, stand within the room; all, where that is so without `more` beside them. */
export function fitting(ends: readonly number[], room: number, more: number): number {
  const last = ends.at(-1) ?? 0;
  if (last <= room) return ends.length;
  return ends.filter((end) => end <= room - more).length;
}

/**
 * How many children of a row have room in it. Those that have none stay in the document, unseen and unread, so that they
 * can be measured when there is room again.
 */
export function useFitting(row: RefObject<HTMLElement | null>, more: number): number {
  const [count, setCount] = useState(0);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return;
    const measure = () => {
      const { left } = element.getBoundingClientRect();
      // The row makes room for what stands beside it; all of the room is that of the frame around both.
      const width = (element.parentElement ?? element).clientWidth;
      const ends = [...element.children].map((child) => child.getBoundingClientRect().right - left);
      setCount(fitting(ends, width, more));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    document.fonts?.ready.then(measure);
    return () => observer.disconnect();
  }, [row, more]);
  return count;
}
