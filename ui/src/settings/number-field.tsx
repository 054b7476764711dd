import { useId } from "react";
import { classNames } from "../ui/class-names";
import { FieldHelp, FieldLabel } from "../ui/field";
import styles from "./rows.module.css";

type Props = {
  label: string;
  value: string;
  /** What is counted, after the field. */
  unit: string;
  problem: string | null;
  hint?: string;
  onChange: (value: string) => void;
};

/** A labelled field for a whole number and its unit. */
export function NumberField({ label, ...rest }: Props) {
  const id = useId();
  return (
    <>
      <FieldLabel htmlFor={id} label={label} />
      <div>
        <NumberBox id={id} {...rest} />
      </div>
    </>
  );
}

/** The field alone, for beside another control. */
export function NumberBox({
  id,
  label,
  value,
  unit,
  problem,
  hint,
  onChange,
}: Omit<Props, "label"> & { id: string; label?: string }) {
  return (
    <>
      <span className={styles.line}>
        <input
          id={id}
          aria-label={label}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          className={classNames(styles.number, problem && styles.invalid)}
          value={value}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-unit${problem || hint ? ` ${id}-help` : ""}`}
          onChange={(event) => onChange(event.target.value)}
        />
        <span id={`${id}-unit`} className={styles.unit}>
          {unit}
        </span>
      </span>
      <FieldHelp id={`${id}-help`} problem={problem} hint={hint} />
    </>
  );
}
