import type { ReactNode } from "react";
import { number } from "../text";
import styles from "./counts.module.css";

export type CountRow = {
  id: string;
  count: number;
  /** Icon and word, in its colour. */
  word: ReactNode;
  /** What that means for them. */
  note?: string | undefined;
  /** These are left alone. */
  quiet?: boolean;
};

/** How many credentials come to what: figures, icon with word, and what it means. */
export function Counts({ label, rows }: { label: string; rows: readonly CountRow[] }) {
  return (
    <ul className={styles.counts} aria-label={label}>
      {rows.map(({ id, count, word, note, quiet }) => (
        <li key={id} className={styles.row} data-quiet={quiet || undefined}>
          <span className={styles.figure}>{number(count)}</span>
          <span className={styles.word}>{word}</span>
          {note && <span className={styles.note}>{note}</span>}
        </li>
      ))}
    </ul>
  );
}
