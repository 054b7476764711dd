import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { Chip } from "./chip";
import { classNames } from "./class-names";
import { FieldHelp, FieldLabel } from "./field";
import type { HelpTone } from "./help";
import { Spinner } from "./spinner";
import styles from "./token-field.module.css";

export type Token = { value: string; tip?: string | undefined; tone?: "plain" | "warn" };

type Props = {
  label: string;
  /** Its whole name, where the label says only half of it. */
  name?: string;
  aside?: string;
  tokens: readonly Token[];
  /** What stands in the field and is no token yet. */
  typed: string;
  placeholder: string;
  removeLabel: (value: string) => string;
  /** Keys that end a token, beside Enter. */
  ends: RegExp;
  mono?: boolean;
  busy?: boolean;
  problem?: string | null;
  hint?: ReactNode;
  hintTone?: HelpTone;
  onType: (text: string) => void;
  /** What is typed is to become a token; the caller decides whether it does. */
  onEnd: (text: string) => void;
  onRemove: (value: string) => void;
};

/** A field of several values: each ends with Enter and becomes a chip; Backspace in an empty field removes the last. */
export function TokenField({
  label,
  name,
  aside,
  tokens,
  typed,
  placeholder,
  removeLabel,
  ends,
  mono = false,
  busy = false,
  problem,
  hint,
  hintTone,
  onType,
  onEnd,
  onRemove,
}: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const end = () => {
    if (typed.trim() !== "") onEnd(typed);
  };
  const remove = (value: string) => {
    onRemove(value);
    // The button that was pressed goes with its chip.
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const last = tokens.at(-1);
    if (typed === "" && event.key === "Backspace" && last) {
      event.preventDefault();
      onRemove(last.value);
    } else if (typed.trim() !== "" && (event.key === "Enter" || ends.test(event.key))) {
      event.preventDefault();
      end();
    }
  };

  return (
    <>
      <FieldLabel htmlFor={id} label={label} aside={aside} />
      <div className={styles.control}>
        <div className={classNames(styles.field, problem && styles.invalid)}>
          {tokens.length > 0 && (
            <ul className={styles.tokens} aria-label={name ?? label}>
              {tokens.map(({ value, tip, tone }) => (
                <li key={value} className={styles.token}>
                  <Chip
                    label={value}
                    tip={tip}
                    tone={tone ?? "plain"}
                    mono={mono}
                    removeLabel={removeLabel(value)}
                    onRemove={() => remove(value)}
                  />
                </li>
              ))}
            </ul>
          )}
          <input
            ref={input}
            id={id}
            aria-label={name}
            value={typed}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            className={classNames(styles.input, mono && styles.mono)}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem || hint ? `${id}-help` : undefined}
            onKeyDown={onKeyDown}
            onBlur={end}
            onChange={(event) => onType(event.target.value)}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData("text");
              if (!/[\s,;]/.test(pasted.trim())) return;
              event.preventDefault();
              onEnd(`${typed} ${pasted}`);
            }}
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
