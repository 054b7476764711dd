import { useLayoutEffect, useRef } from "react";
import { classNames } from "../ui/class-names";
import styles from "./limit-bar.module.css";

/** From this share of a limit on, its bar takes the colour of what comes to its end. */
const nearly = 0.9;

/** How much of a limit is in use, as a bar. The figures stand beside it as text. */
export function LimitBar({ used, limit }: { used: number; limit: number }) {
  const bar = useRef<HTMLSpanElement>(null);
  const share = limit === 0 ? 1 : Math.min(1, used / limit);
  useLayoutEffect(() => {
    bar.current?.style.setProperty("--share", String(share));
  }, [share]);
  return (
    <span
      ref={bar}
      aria-hidden="true"
      className={classNames(styles.bar, share >= 1 ? styles.full : share >= nearly && styles.near)}
    />
  );
}
