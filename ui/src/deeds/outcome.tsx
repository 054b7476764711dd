import { Clock } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./deed-dialog.module.css";

/** What the choices of a dialog come to, in one sentence that changes with them. */
export function Outcome({ children }: { children: ReactNode }) {
  return (
    <p className={styles.summary} role="status">
      <Clock aria-hidden />
      <span>{children}</span>
    </p>
  );
}
