import type { ReactNode } from "react";
import styles from "./section.module.css";

/** Begins a part of a long form. */
export function Section({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.section}>
      <h3>{title}</h3>
      {children && <p>{children}</p>}
    </div>
  );
}
