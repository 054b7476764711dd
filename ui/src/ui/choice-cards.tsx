import { useId } from "react";
import styles from "./choice-cards.module.css";
import { Radio } from "./radio";

type Props<Value extends string> = {
  label: string;
  value: Value;
  options: { value: Value; name: string; note: string }[];
  onChange: (value: Value) => void;
};

/** A choice of a few, each with what it means; the arrow keys move between them. */
export function ChoiceCards<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const id = useId();
  return (
    <>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div role="radiogroup" aria-labelledby={id} className={styles.cards}>
        {options.map((option) => (
          <label key={option.value} className={styles.card}>
            <Radio
              name={id}
              aria-label={option.name}
              aria-describedby={`${id}-${option.value}`}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>
              <span className={styles.name}>{option.name}</span>
              <span id={`${id}-${option.value}`} className={styles.note}>
                {option.note}
              </span>
            </span>
          </label>
        ))}
      </div>
    </>
  );
}
