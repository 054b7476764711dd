import type { ReactNode } from "react";
import { Field } from "../ui/field";
import styles from "./number-field.module.css";
import { digits } from "./tenant-form";

type Props = {
  label: string;
  value: string;
  /** What it counts, for those who do not see it beside the field. */
  unit?: string;
  placeholder?: string;
  disabled?: boolean;
  problem?: string | null;
  hint?: ReactNode;
  onChange: (value: string) => void;
};

/** A whole number, or nothing. */
export function NumberField({ label, unit, hint, onChange, ...rest }: Props) {
  return (
    <Field
      {...rest}
      label={label}
      aside={unit}
      hint={hint}
      inputMode="numeric"
      className={styles.number}
      onChange={(typed) => onChange(digits(typed))}
    />
  );
}
