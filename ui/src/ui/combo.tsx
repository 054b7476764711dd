import { ChevronDown } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { classNames } from "./class-names";
import styles from "./combo.module.css";
import { FieldHelp, FieldLabel } from "./field";

type Props = {
  label: string;
  value: string;
  options: readonly string[];
  problem?: string | null;
  hint?: string;
  onChange: (value: string) => void;
};

/** More matches than this are not read; typing narrows them. */
const shown = 80;

/** A text field that offers what matches from a long list. What is typed stands, and the core judges it. */
export function Combo({ label, value, options, problem, hint, onChange }: Props) {
  const id = useId();
  // The whole list is offered until something is typed after opening.
  const [typed, setTyped] = useState(false);
  const matches = useMemo(() => {
    const wanted = typed ? value.trim().toLowerCase().replaceAll(" ", "_") : "";
    const found = options.filter((option) => option.toLowerCase().includes(wanted));
    const at = typed ? 0 : Math.max(0, found.indexOf(value) - 4);
    return found.slice(at, at + shown).map((name) => ({ id: name, name }));
  }, [options, typed, value]);

  return (
    <>
      <FieldLabel htmlFor={id} label={label} />
      <div>
        <ComboBox
          id={id}
          aria-label={label}
          aria-describedby={problem || hint ? `${id}-help` : undefined}
          allowsCustomValue
          allowsEmptyCollection={false}
          menuTrigger="input"
          items={matches}
          inputValue={value}
          isInvalid={Boolean(problem)}
          onOpenChange={(open) => {
            if (!open) setTyped(false);
          }}
          onInputChange={(next) => {
            if (next !== value) {
              setTyped(true);
              onChange(next);
            }
          }}
          onSelectionChange={(key) => {
            if (key !== null) {
              setTyped(false);
              onChange(String(key));
            }
          }}
        >
          <div className={styles.box}>
            <Input className={classNames(styles.input, problem && styles.invalid)} spellCheck={false} />
            <Button className={styles.open ?? ""}>
              <ChevronDown aria-hidden />
            </Button>
          </div>
          <Popover
            className={styles.popover ?? ""}
            offset={4}
            // Inside the landmark that the field is in; above a dialog, which clips what is inside it.
            UNSTABLE_portalContainer={
              (document.querySelector('[role="dialog"]') ? null : document.querySelector("main")) ??
              document.body
            }
          >
            <ListBox className={styles.list ?? ""}>
              {(item: { id: string; name: string }) => (
                <ListBoxItem id={item.id} textValue={item.name} className={styles.option ?? ""}>
                  {item.name}
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </ComboBox>
        <FieldHelp id={`${id}-help`} problem={problem} hint={hint} />
      </div>
    </>
  );
}
