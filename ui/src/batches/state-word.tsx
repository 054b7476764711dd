import { Ban, CircleCheck, type LucideIcon, RefreshCw, TriangleAlert, Undo2 } from "lucide-react";
import type { BatchState } from "../bindings/BatchState";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import styles from "./state-word.module.css";

const icons: Record<BatchState, LucideIcon> = {
  running: RefreshCw,
  undoing: RefreshCw,
  interrupted: TriangleAlert,
  finished: CircleCheck,
  cancelled: Ban,
  undone: Undo2,
};

/** How a batch stands, as icon and word. */
export function StateWord({ state }: { state: BatchState }) {
  const Icon = icons[state];
  return (
    <span className={classNames(styles.state, styles[state])}>
      <Icon aria-hidden />
      {t(`batches.stateWord.${state}`)}
    </span>
  );
}
