import {
  Check,
  CircleDashed,
  CircleMinus,
  CirclePlus,
  type LucideIcon,
  PencilLine,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import type { Outcome } from "../bindings/Outcome";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import styles from "./outcome-word.module.css";

const icons: Record<Outcome, LucideIcon> = {
  left: CircleDashed,
  skipped: CircleMinus,
  done: Check,
  changed: PencilLine,
  newcomer: CirclePlus,
  undone: Undo2,
  kept: TriangleAlert,
};

/** What became of a credential, as icon and word. In a preview nothing has become of any yet. */
export function OutcomeWord({ outcome, planned = false }: { outcome: Outcome; planned?: boolean }) {
  const Icon = icons[outcome];
  const words =
    planned && (outcome === "left" || outcome === "skipped")
      ? t(`batch.planned.${outcome}`)
      : t(`batch.outcome.${outcome}`);
  return (
    <span className={classNames(styles.outcome, styles[outcome])}>
      <Icon aria-hidden />
      {words}
    </span>
  );
}
