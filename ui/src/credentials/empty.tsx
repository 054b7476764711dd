import { Plus, Table2 } from "lucide-react";
import { useState } from "react";
import type { TenantRow } from "../bindings/TenantRow";
import { t } from "../text";
import { Button } from "../ui/button";
import { KeyIcon } from "../ui/key-icon";
import styles from "./empty.module.css";

type Props = {
  /** Null stands for all tenants. */
  tenant: TenantRow | null;
  onCreate: () => void;
  onExplore: () => Promise<void>;
  blocked: string | null;
};

/** A tenant without credentials: what to do first. */
export function Empty({ tenant, onCreate, onExplore, blocked }: Props) {
  const [adding, setAdding] = useState(false);
  const explore = async () => {
    setAdding(true);
    await onExplore();
    setAdding(false);
  };
  const create = !tenant ? t("cells.create") : t("table.createFirst");
  const offersSamples = tenant !== null;
  return (
    <div className={styles.empty} data-pane="grid">
      <div className={styles.inner}>
        <div className={styles.glyph}>
          <KeyIcon />
        </div>
        <h2 className={styles.title}>{tenant ? t("table.emptyTitle") : t("cells.emptyAllTitle")}</h2>
        <p className={styles.lead}>{lead(tenant)}</p>
        <div className={styles.ways}>
          <Button
            kind="primary"
            size="large"
            icon={Plus}
            keys={t("table.createFirstKeys")}
            aria-label={create}
            aria-keyshortcuts="Control+N"
            aria-disabled={blocked ? true : undefined}
            data-first-focus
            onClick={onCreate}
          >
            {create}
          </Button>
          {offersSamples && (
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
          )}
        </div>
        {(blocked ?? offersSamples) && <p className={styles.tip}>{blocked ?? t("table.emptyTip")}</p>}
      </div>
    </div>
  );
}

function lead(tenant: TenantRow | null): string {
  return tenant && tenant.scheme !== "signed" ? t("cells.emptySingleLead") : t("table.emptyLead");
}
