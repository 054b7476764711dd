import { CircleX, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import styles from "./notice.module.css";

const icons = { warn: TriangleAlert, bad: CircleX, plain: Info };

type Props = {
  tone: keyof typeof icons;
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  role?: "alert" | "status";
  className?: string | undefined;
};

/** A tinted block that says what needs the reader, with what can be done about it. */
export function Notice({ tone, icon, title, children, actions, role, className }: Props) {
  const Icon = icon ?? icons[tone];
  return (
    <div role={role} className={classNames(styles.notice, styles[tone], className)}>
      <Icon aria-hidden />
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
