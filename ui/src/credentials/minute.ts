import { useEffect, useState } from "react";

/** The time, again each minute, for “5 min ago”. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    // Behind another page the clock was not looked at.
    setNow((was) => (Date.now() - was > 1_000 ? Date.now() : was));
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
