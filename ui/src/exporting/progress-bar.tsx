import { useLayoutEffect, useRef } from "react";
import styles from "./progress-bar.module.css";

/** How far a job is, as a bar; without a total it is merely under way. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total: number }) {
  const bar = useRef<HTMLDivElement>(null);
  const share = total === 0 ? 0 : Math.min(1, done / total);
  useLayoutEffect(() => {
    bar.current?.style.setProperty("--share", String(share));
  }, [share]);
  return (
    <div
      ref={bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total || undefined}
      aria-valuenow={total === 0 ? undefined : done}
      className={styles.bar}
    />
  );
}
