import { Check, ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { Button, Dialog, DialogTrigger, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { Chip } from "./chip";
import { classNames } from "./class-names";
import { FieldHelp } from "./field";
import type { HelpTone } from "./help";
import styles from "./multi-choice.module.css";

export type Option = { id: string; name: string; note?: string };

type Props = {
  label: string;
  aside?: string;
  options: readonly Option[];
  chosen: readonly string[];
  /** What to call a chosen value that is no longer offered. */
  goneName: (id: string) => string;
  addLabel: string;
  /** Said instead of the list where nothing is offered. */
  nothing: string;
  removeLabel: (name: string) => string;
  problem?: string | null;
  hint?: string | null;
  hintTone?: HelpTone;
  onChange: (chosen: string[]) => void;
};

/** Several of a list: chips for what is chosen, and a list with ticks behind a button. */
export function MultiChoice({
  label,
  aside,
  options,
  chosen,
  goneName,
  addLabel,
  nothing,
  removeLabel,
  problem,
  hint,
  hintTone,
  onChange,
}: Props) {
  const id = useId();
  const [field, setField] = useState<HTMLElement | null>(null);
  return (
    <>
      <span id={`${id}-label`} className={styles.label}>
        {label}
        {aside && <span className={styles.aside}>{aside}</span>}
      </span>
      <div role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-help`}>
        <div ref={setField} className={classNames(styles.field, problem && styles.invalid)}>
          {chosen.map((value) => {
            const option = options.find((each) => each.id === value);
            const name = option?.name ?? goneName(value);
            return (
              <Chip
                key={value}
                label={name}
                tip={option?.note ? `${name}: ${option.note}` : name}
                tone={option ? "plain" : "bad"}
                removeLabel={removeLabel(name)}
                onRemove={() => {
                  onChange(chosen.filter((each) => each !== value));
                  document.getElementById(`${id}-add`)?.focus();
                }}
              />
            );
          })}
          <DialogTrigger>
            <Button
              id={`${id}-add`}
              className={styles.add ?? ""}
              data-invalid={problem ? true : undefined}
              aria-describedby={problem || hint ? `${id}-help` : undefined}
            >
              {addLabel}
              <ChevronDown aria-hidden />
            </Button>
            <Popover
              className={styles.popover ?? ""}
              placement="bottom start"
              offset={4}
              // Inside the dialog or landmark that the field is in.
              UNSTABLE_portalContainer={field?.closest('[role="dialog"], main') ?? document.body}
            >
              <Dialog className={styles.dialog ?? ""} aria-label={label}>
                {options.length === 0 ? (
                  <p className={styles.nothing}>{nothing}</p>
                ) : (
                  <ListBox
                    aria-label={label}
                    autoFocus="first"
                    escapeKeyBehavior="none"
                    selectionMode="multiple"
                    selectionBehavior="toggle"
                    shouldFocusWrap
                    className={styles.list ?? ""}
                    selectedKeys={chosen}
                    onSelectionChange={(keys) => {
                      const now = keys === "all" ? options.map((each) => each.id) : [...keys].map(String);
                      // What was chosen keeps its place; what is new comes after it.
                      onChange([
                        ...chosen.filter((each) => now.includes(each) || !options.some((o) => o.id === each)),
                        ...now.filter((each) => !chosen.includes(each)),
                      ]);
                    }}
                  >
                    {options.map((option) => (
                      <ListBoxItem
                        key={option.id}
                        id={option.id}
                        textValue={option.name}
                        className={styles.option ?? ""}
                      >
                        <Check aria-hidden />
                        <Text slot="label" className={styles.text ?? ""}>
                          {option.name}
                          {option.note && <span className={styles.note}> {option.note}</span>}
                        </Text>
                      </ListBoxItem>
                    ))}
                  </ListBox>
                )}
              </Dialog>
            </Popover>
          </DialogTrigger>
        </div>
        <FieldHelp id={`${id}-help`} problem={problem} hint={hint} tone={hintTone} />
      </div>
    </>
  );
}
