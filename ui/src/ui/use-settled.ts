import { useEffect, useState } from "react";

/** Whether something is so, once it has been for `millis` milliseconds; at once, when it is no longer. */
export function useSettled(so: boolean, millis: number): boolean {
  const [settled, setSettled] = useState(so);
  useEffect(() => {
    if (!so) {
      setSettled(false);
      return;
    }
    const timer = setTimeout(() => setSettled(true), millis);
    return () => clearTimeout(timer);
  }, [so, millis]);
  return so && settled;
}
