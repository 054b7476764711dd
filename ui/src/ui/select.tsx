import { ChevronDown } from "lucide-react";
import { type ComponentProps, useId } from "react";
import { classNames } from "./class-names";
import { FieldHelp, FieldLabel } from "./field";
import type { HelpTone } from "./help";
import styles from "./select.module.css";

export type Choice = { value: string; label: string; disabled?: boolean };

type BoxProps = Omit<ComponentProps<"select">, "onChange" | "children"> & {
  value: string;
  options: readonly Choice[];
  problem?: boolean;
  onChange: (value: string) => void;
};

/** One of a list. The label is the caller's; what is chosen is in the tooltip where it may be cut off. */
export function SelectBox({ options, problem = false, className, onChange, ...rest }: BoxProps) {
  return (
    <span
      className={classNames(styles.box, className)}
      data-tip={options.find(({ value }) => value === rest.value)?.label}
    >
      <select
        {...rest}
        className={classNames(styles.select, problem && styles.invalid)}
        aria-invalid={problem ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden />
    </span>
  );
}

type Props = Omit<BoxProps, "problem"> & {
  label: string;
  aside?: string;
  /** What is wrong, from the core; it takes the place of the hint. */
  problem?: string | null;
  hint?: string | null;
  hintTone?: HelpTone;
};

/** A labelled choice of one: label in the form's left column. */
export function Select({ label, aside, problem, hint, hintTone, ...rest }: Props) {
  const id = useId();
  return (
    <>
      <FieldLabel htmlFor={id} label={label} aside={aside} />
      <div>
        <SelectBox
          {...rest}
          id={id}
          problem={Boolean(problem)}
          aria-describedby={problem || hint ? `${id}-help` : undefined}
        />
        <FieldHelp id={`${id}-help`} problem={problem} hint={hint} tone={hintTone} />
      </div>
    </>
  );
}
