import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { t } from "../text";
import { Button } from "../ui/button";
import { batchIcons } from "./icons";
import { type BatchKind, behindMore, deletes, selectionKinds } from "./kinds";
import { useWhyClosed } from "./permitted";
import { useFitting } from "./room";
import styles from "./selection-actions.module.css";

const MoreMenu = lazy(() => import("./more-menu"));

/** How wide *More* is, with its gap. */
const moreWidth = 82;

/** What can be done to all that is selected; what has no room stands behind *More*. */
export function SelectionActions({ onBatch }: { onBatch: (kind: BatchKind) => void }) {
  const row = useRef<HTMLDivElement>(null);
  const shown = useFitting(row, moreWidth);
  const whyClosed = useWhyClosed();
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null);
  const rest = behindMore(shown);
  return (
    <div className={styles.actions}>
      <div ref={row} className={styles.row}>
        {selectionKinds.map((kind, index) => {
          const closed = whyClosed(kind);
          return (
            <Button
              key={kind}
              kind="ghost"
              icon={batchIcons[kind]}
              className={styles.action}
              data-hidden={index >= shown || undefined}
              data-danger={deletes(kind) || undefined}
              aria-disabled={closed ? true : undefined}
              data-tip={closed ?? undefined}
              onClick={() => onBatch(kind)}
            >
              {t(`batch.name.${kind}`)}
            </Button>
          );
        })}
      </div>
      {rest.length > 0 && (
        <Button
          kind="ghost"
          icon={ChevronDown}
          className={styles.more}
          aria-haspopup="menu"
          aria-expanded={menu !== null}
          data-tip={t("batch.moreLabel")}
          onClick={({ currentTarget }) => {
            const { left, top } = currentTarget.getBoundingClientRect();
            setMenu({ x: left, y: top });
          }}
        >
          {t("batch.more")}
        </Button>
      )}
      <Suspense>
        {menu && (
          <MoreMenu
            at={menu}
            kinds={rest}
            onClose={() => setMenu(null)}
            onBatch={(kind) => {
              setMenu(null);
              // The menu hands the focus back first, so that the dialog hands it to the same place afterwards.
              requestAnimationFrame(() => setTimeout(() => onBatch(kind)));
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
