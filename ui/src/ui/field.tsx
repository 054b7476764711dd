import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";
import styles from "./field.module.css";
import { Help, type HelpTone } from "./help";
import { Spinner } from "./spinner";

type Own = {
  label: string;
  /** A quiet word beside the label, such as “optional”. */
  aside?: string;
  /** What is wrong, from the core; it takes the place of the hint. */
  problem?: string | null;
  hint?: ReactNode;
  hintTone?: HelpTone;
  busy?: boolean;
};

type InputProps = Own & Omit<ComponentProps<"input">, "onChange"> & { onChange: (value: string) => void };

/** A labelled text field: label in the form's left column, field and its line below in the right one. */
export function Field({
  label,
  aside,
  problem,
  hint,
  hintTone,
  busy,
  onChange,
  className,
  ...rest
}: InputProps) {
  const id = useId();
  return (
    <>
      <FieldLabel htmlFor={id} label={label} aside={aside} />
      <div className={styles.control}>
        <div className={styles.box}>
          <input
            {...rest}
            id={id}
            autoComplete="off"
            spellCheck={false}
            className={classNames(styles.input, problem && styles.invalid, className)}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem || hint ? `${id}-help` : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
          {busy && (
            <span className={styles.busy}>
              <Spinner />
            </span>
          )}
        </div>
        <FieldHelp id={`${id}-help`} problem={problem} hint={hint} tone={hintTone} />
      </div>
    </>
  );
}

type AreaProps = Own & Omit<ComponentProps<"textarea">, "onChange"> & { onChange: (value: string) => void };

/** A labelled field of several lines. */
export function TextArea({ label, aside, problem, hint, hintTone, onChange, className, ...rest }: AreaProps) {
  const id = useId();
  return (
    <>
      <FieldLabel htmlFor={id} label={label} aside={aside} />
      <div className={styles.control}>
        <textarea
          {...rest}
          id={id}
          className={classNames(styles.input, styles.area, problem && styles.invalid, className)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem || hint ? `${id}-help` : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        <FieldHelp id={`${id}-help`} problem={problem} hint={hint} tone={hintTone} />
      </div>
    </>
  );
}

export function FieldLabel({
  label,
  aside,
  htmlFor,
}: {
  label: string;
  aside?: string | undefined;
  htmlFor: string;
}) {
  return (
    <label className={styles.label} htmlFor={htmlFor}>
      {label}
      {aside && <span className={styles.aside}>{aside}</span>}
    </label>
  );
}

/** The line below a control; what is wrong comes before any hint and is announced. */
export function FieldHelp({
  id,
  problem,
  hint,
  tone = "plain",
}: {
  id: string;
  problem?: string | null | undefined;
  hint?: ReactNode;
  tone?: HelpTone | undefined;
}) {
  if (!problem && !hint) return null;
  return (
    <div role={problem ? "alert" : undefined}>
      <Help id={id} tone={problem ? "bad" : tone}>
        {problem ?? hint}
      </Help>
    </div>
  );
}
