import { type ReactNode, useId } from "react";
import { classNames } from "../ui/class-names";
import { FieldHelp, FieldLabel } from "../ui/field";
import styles from "./number-field.module.css";
import { digits } from "./tenant-form";

type Props = {
  label: string;
  value: string;
  /** What it counts, beside the field. */
  unit?: string;
  /** What no number means. */
  placeholder?: string;
  problem?: string | null;
  hint?: ReactNode;
  onChange: (value: string) => void;
};

/** A labelled field for a whole number, or nothing, with its unit. */
export function NumberField({ label, value, unit, placeholder, problem, hint, onChange }: Props) {
  const id = useId();
  return (
    <>
      <FieldLabel htmlFor={id} label={label} />
      <div>
        <span className={styles.line}>
          <input
            id={id}
            value={value}
            placeholder={placeholder}
            inputMode="numeric"
            autoComplete="off"
            className={classNames(styles.number, problem && styles.invalid)}
            aria-invalid={problem ? true : undefined}
            aria-describedby={
              classNames(unit && `${id}-unit`, Boolean(problem || hint) && `${id}-help`) || undefined
            }
            onChange={(event) => onChange(digits(event.target.value))}
          />
          {unit && <span id={`${id}-unit`}>{unit}</span>}
        </span>
        <FieldHelp id={`${id}-help`} problem={problem} hint={hint} />
      </div>
    </>
  );
}
