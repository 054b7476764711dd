import { X } from "lucide-react";
import styles from "./chip.module.css";
import { classNames } from "./class-names";

type Props = {
  label: string;
  /** More than the label, in the tooltip. */
  tip?: string | undefined;
  /** Names action and object (“Remove 10.0.0.0/24”). */
  removeLabel: string;
  tone?: "plain" | "warn" | "bad";
  mono?: boolean;
  onRemove: () => void;
};

/** One of several values in a field, with its ×. */
export function Chip({ label, tip, removeLabel, tone = "plain", mono = false, onRemove }: Props) {
  return (
    <span className={classNames(styles.chip, styles[tone], mono && styles.mono)}>
      <span className={styles.label} data-tip={tip ?? label}>
        {label}
      </span>
      <button
        type="button"
        className={styles.remove}
        aria-label={removeLabel}
        data-tip={removeLabel}
        onClick={onRemove}
      >
        <X aria-hidden />
      </button>
    </span>
  );
}
