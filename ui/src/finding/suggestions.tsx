import type { QueryChoice } from "../bindings/QueryChoice";
import { t } from "../text";
import styles from "./suggestions.module.css";

type Props = {
  id: string;
  choices: readonly QueryChoice[];
  active: number;
  idOf: (index: number) => string;
  onActive: (index: number) => void;
  onTake: (choice: QueryChoice) => void;
};

/** What can be typed at the caret, below the box. The focus stays in the box. */
export function Suggestions({ id, choices, active, idOf, onActive, onTake }: Props) {
  return (
    <div className={styles.popup}>
      <div id={id} role="listbox" aria-label={t("find.suggestions")} className={styles.list}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box, which keeps the focus.
          <div
            key={`${choice.insert} ${choice.label}`}
            id={idOf(index)}
            role="option"
            aria-selected={index === active}
            className={styles.option}
            // The box would lose the focus to a press otherwise.
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => index !== active && onActive(index)}
            onClick={() => onTake(choice)}
          >
            <span className={choice.field ? styles.field : styles.label}>{choice.label}</span>
            {choice.note && <span className={styles.note}>{choice.note}</span>}
          </div>
        ))}
      </div>
      <p className={styles.foot} aria-hidden="true">
        {t("find.completionKeys")}
      </p>
    </div>
  );
}
