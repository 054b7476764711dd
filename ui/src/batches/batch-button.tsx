import { useQueryClient } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { TenantRow } from "../bindings/TenantRow";
import type { WindowFinding } from "../finding/use-finding";
import { t } from "../text";
import { Button } from "../ui/button";
import styles from "./batch-button.module.css";
import { scopesHere, tenantOf } from "./offering";
import type { ScopeOffer } from "./scopes";
import { showBatch } from "./showing";

const BatchMenu = lazy(() => import("./batch-menu"));

type Props = {
  tenant: TenantRow | null;
  tenants: readonly TenantRow[];
  finding: WindowFinding;
  /** How many the query finds, once that is known. */
  found: number | undefined;
};

/** Opens the menu of what can be done to many at once. */
export function BatchButton({ tenant, tenants, finding, found }: Props) {
  const client = useQueryClient();
  const [menu, setMenu] = useState<{ x: number; y: number; scopes: ScopeOffer[] } | null>(null);
  return (
    <>
      <Button
        kind="ghost"
        size="small"
        icon={ListChecks}
        aria-haspopup="menu"
        aria-expanded={menu !== null}
        data-tip={t("batch.menuTip")}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          const scopes = scopesHere(client, { tenant, tenants, finding, found: found ?? null });
          setMenu({ x: left, y: bottom, scopes });
        }}
      >
        <span className={styles.word}>{t("batch.menu")}</span>
      </Button>
      <Suspense>
        {menu && (
          <BatchMenu
            at={menu}
            scopes={menu.scopes}
            onClose={() => setMenu(null)}
            onBatch={(kind, offer) => {
              setMenu(null);
              const { scope } = offer;
              const asked = { kind, scope, tenant: tenantOf(offer, tenant?.id ?? null) };
              // The menu hands the focus back first, so that the dialog hands it to the same place afterwards.
              requestAnimationFrame(() => setTimeout(() => showBatch({ at: "preview", asked })));
            }}
          />
        )}
      </Suspense>
    </>
  );
}
