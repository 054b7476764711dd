import type { ReactNode } from "react";
import styles from "./part.module.css";

type PartProps = { name: string; title: string; quiet?: boolean; children: ReactNode };

/** One part of the details, with its heading; the first needs no heading that is seen. */
export function Part({ name, title, quiet = false, children }: PartProps) {
  return (
    <div className={styles.part} data-part={name}>
      <h3 className={quiet ? "visually-hidden" : styles.title}>{title}</h3>
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
