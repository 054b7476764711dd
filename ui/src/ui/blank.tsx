import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./blank.module.css";

type Props = {
  icon: LucideIcon;
  title: string;
  lead: string;
  /** What to do about it. */
  actions?: ReactNode;
};

/** A page without anything on it yet: what would stand there, and what to do first. */
export function Blank({ icon: Icon, title, lead, actions }: Props) {
  return (
    <div className={styles.blank}>
      <div className={styles.glyph}>
        <Icon aria-hidden />
      </div>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.lead}>{lead}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
