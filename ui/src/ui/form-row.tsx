import { type ReactNode, useId } from "react";
import { FieldHelp } from "./field";
import styles from "./form-row.module.css";
import type { HelpTone } from "./help";

type Props = {
  label: string;
  /** What is wrong, from the core; it takes the place of the hint. */
  problem?: string | null;
  hint?: ReactNode;
  tone?: HelpTone;
  /** The controls; they are described by the line below, where there is one. */
  children: (describedBy: string | undefined) => ReactNode;
};

/** Several controls as one row of a form: label in the left column, the controls side by side, their line below. */
export function FormRow({ label, problem, hint, tone, children }: Props) {
  const id = useId();
  return (
    <>
      <span id={`${id}-label`} className={styles.label}>
        {label}
      </span>
      <div role="group" aria-labelledby={`${id}-label`}>
        <div className={styles.line}>{children(problem || hint ? `${id}-help` : undefined)}</div>
        <FieldHelp id={`${id}-help`} problem={problem} hint={hint} tone={tone} />
      </div>
    </>
  );
}
