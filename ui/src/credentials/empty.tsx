import { Plus, Table2 } from "lucide-react";
import { useState } from "react";
import { t } from "../text";
import { Button } from "../ui/button";
import { KeyIcon } from "../ui/key-icon";
import styles from "./empty.module.css";

type Props = { onCreate: () => void; onExplore: () => Promise<void>; blocked: string | null };

/** A tenant without credentials: what to do first. */
export function Empty({ onCreate, onExplore, blocked }: Props) {
  const [adding, setAdding] = useState(false);
  const explore = async () => {
    setAdding(true);
    await onExplore();
    setAdding(false);
  };
  return (
    <div className={styles.empty} data-pane="grid">
      <div className={styles.inner}>
        <div className={styles.glyph}>
          <KeyIcon />
        </div>
        <h2 className={styles.title}>{t("table.emptyTitle")}</h2>
        <p className={styles.lead}>{t("table.emptyLead")}</p>
        <div className={styles.ways}>
          <Button
            kind="primary"
            size="large"
            icon={Plus}
            keys={t("table.createFirstKeys")}
            aria-label={t("table.createFirst")}
            aria-keyshortcuts="Control+N"
            aria-disabled={blocked ? true : undefined}
            data-first-focus
            onClick={onCreate}
          >
            {t("table.createFirst")}
          </Button>
          <Button
            kind="ghost"
            size="large"
            icon={Table2}
            busy={adding && t("firstRun.adding")}
            aria-disabled={blocked ? true : undefined}
            onClick={explore}
          >
            {t("table.explore")}
          </Button>
        </div>
        <p className={styles.tip}>{blocked ?? t("table.emptyTip")}</p>
      </div>
    </div>
  );
}
