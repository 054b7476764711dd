import type { ReactNode } from "react";
import styles from "./part.module.css";

type PartProps = {
  name: string;
  title: string;
  quiet?: boolean;
  /** Where more of it is, at the end of the heading's line. */
  end?: ReactNode;
  children: ReactNode;
};

/** One part of the details, with its heading; the first needs no heading that is seen. */
export function Part({ name, title, quiet = false, end, children }: PartProps) {
  return (
    <div className={styles.part} data-part={name}>
      <div className={quiet ? "visually-hidden" : styles.title}>
        <h3>{title}</h3>
        {end}
      </div>
      {children}
    </div>
  );
}

/** A list of named facts. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

type FactProps = {
  label: string /** What can be done about it, at the end of its line. */;
  end?: ReactNode;
  children: ReactNode;
};

export function Fact({ label, end, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>
        <span className={styles.value}>{children}</span>
        {end}
      </dd>
    </div>
  );
}
