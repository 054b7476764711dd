import { Check, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import styles from "./help.module.css";

export type HelpTone = "plain" | "info" | "good" | "warn" | "bad";

const icons = { plain: null, info: Info, good: Check, warn: TriangleAlert, bad: CircleX };

/** The line under a field: a hint, a good word or what is wrong. */
export function Help({
  id,
  tone = "plain",
  children,
}: {
  id?: string;
  tone?: HelpTone;
  children: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <p id={id} className={classNames(styles.help, styles[tone])}>
      {Icon && <Icon aria-hidden />}
      <span>{children}</span>
    </p>
  );
}
