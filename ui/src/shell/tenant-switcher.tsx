import { Building2, ChevronsUpDown, Layers, Plus } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { TenantRow } from "../bindings/TenantRow";
import { initials } from "../tenants/initials";
import { t } from "../text";
import type { Go, PageName } from "./pages";
import styles from "./sidebar.module.css";

const TenantMenu = lazy(() => import("../tenants/tenant-menu"));

type Props = {
  page: PageName;
  tenants: readonly TenantRow[];
  tenant: TenantRow | null;
  /** Why no tenant can be made, for want of the permission. */
  blocked: string | null;
  go: Go;
  onNewTenant: () => void;
};

/** What a page shows of each tenant; the others are the same whichever is in view, so choosing one leads to its credentials. */
const perTenant = new Set<PageName>(["credentials", "groups", "people", "audit"]);

/** The tenant in view, and the menu that puts another, or all of them, there. */
export function TenantSwitcher({ page, tenants, tenant, blocked, go, onNewTenant }: Props) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const name = tenant?.name ?? (tenants.length === 0 ? t("tenants.none") : t("tenants.all"));
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={styles.tenant}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={t("tenants.switch", { tenant: name })}
        data-tip={name}
        onClick={() => setOpen(true)}
      >
        {tenant ? (
          <span className={styles.monogram} data-initials={initials(tenant.name, 1)} aria-hidden="true" />
        ) : (
          <Layers className={styles.layers} aria-hidden />
        )}
        <span className={styles.tenantName}>{name}</span>
        <ChevronsUpDown className={styles.chevrons} aria-hidden />
      </button>
      {open && (
        <Suspense>
          <TenantMenu
            label={t("tenants.menu")}
            trigger={trigger}
            tenants={tenants}
            chosen={tenants.length === 0 ? undefined : (tenant?.id ?? null)}
            offersAll
            extras={[
              { id: "new", icon: Plus, label: t("tenants.newMenu"), closed: blocked, run: onNewTenant },
              { id: "manage", icon: Building2, label: t("tenants.manage"), run: () => go("tenants") },
            ]}
            onChoose={(next) => go(perTenant.has(page) ? page : "credentials", { tenant: next?.id ?? null })}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
