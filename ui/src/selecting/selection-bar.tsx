import { Upload, X } from "lucide-react";
import type { SelectionCount } from "../bindings/SelectionCount";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import styles from "./selection-bar.module.css";

/** “12 selected · 3 not shown”. */
export function selectionWords({ total, shown }: SelectionCount): string {
  const words = t("selecting.count", { count: total, total: number(total) });
  const hidden = total - shown;
  return hidden > 0
    ? `${words} · ${t("selecting.notShown", { count: hidden, total: number(hidden) })}`
    : words;
}

type Props = {
  count: SelectionCount;
  /** How many the query in sight finds. */
  found: number;
  onAll: () => void;
  onExport: () => void;
  onClear: () => void;
};

/** What is selected, in sight or not, and what can be done with it. */
export function SelectionBar({ count, found, onAll, onExport, onClear }: Props) {
  return (
    <section aria-label={t("selecting.label")} className={styles.bar} data-pane="selection">
      <span className={styles.count}>{selectionWords(count)}</span>
      {count.shown < found && (
        <button type="button" className={styles.link} onClick={onAll}>
          {t("selecting.selectAll", { count: found, total: number(found) })}
        </button>
      )}
      <span className="spacer" />
      <Button kind="ghost" icon={Upload} onClick={onExport}>
        {t("selecting.export")}
      </Button>
      <span className={styles.line} />
      <IconButton icon={X} label={t("selecting.clear")} onClick={onClear} />
    </section>
  );
}
