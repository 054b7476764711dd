import { useId } from "react";
import styles from "./segments.module.css";

type Props<Value extends string> = {
  label: string;
  value: Value | null;
  options: { value: Value; label: string; disabled?: boolean }[];
  onChange: (value: Value) => void;
};

/** A row of exclusive choices; the arrow keys move between them. */
export function Segments<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.group}>
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            className="visually-hidden"
            checked={value === option.value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
