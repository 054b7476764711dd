import { Building2, FileText, Folder, type LucideIcon, SlidersHorizontal, Users } from "lucide-react";
import type { ComponentType } from "react";
import type { Permission } from "../bindings/Permission";
import type { StartState } from "../bindings/StartState";
import type { TenantRow } from "../bindings/TenantRow";
import type { WindowFinding } from "../finding/use-finding";
import { initials } from "../tenants/initials";
import { number, t } from "../text";
import { IconButton } from "../ui/icon-button";
import { KeyIcon } from "../ui/key-icon";
import { ViewsList } from "../views/views-list";
import { whyNoDirectory } from "./blocked";
import { type Go, type PageName, pages } from "./pages";
import styles from "./sidebar.module.css";
import { TenantSwitcher } from "./tenant-switcher";

type Props = {
  page: PageName;
  tenants: readonly TenantRow[];
  tenant: TenantRow | null;
  start: StartState;
  /** How many there are of what a page lists, where that is known. */
  counts: Partial<Record<PageName, number | undefined>>;
  finding: WindowFinding;
  onVisit: (view: string) => void;
  go: Go;
  onNewTenant: () => void;
};

/** In the order in which they stand. */
const items: readonly { page: PageName; icon: LucideIcon | ComponentType }[] = [
  { page: "credentials", icon: KeyIcon },
  { page: "groups", icon: Folder },
  { page: "tenants", icon: Building2 },
  { page: "people", icon: Users },
  { page: "audit", icon: FileText },
];

/** The tenant in view, the pages of the window, and who sits here. */
export function Sidebar({ page, tenants, tenant, start, counts, finding, onVisit, go, onNewTenant }: Props) {
  const { operator, permissions } = start;
  const name = operator.name || operator.account;
  const role = roleOf(permissions);
  // The limits are reached from the tenants and stand among them.
  const current = page === "limits" ? "tenants" : page;
  return (
    <nav className={styles.sidebar} aria-label={t("shell.main")} data-pane="sidebar">
      <TenantSwitcher
        page={page}
        tenants={tenants}
        tenant={tenant}
        blocked={whyNoDirectory(permissions)}
        go={go}
        onNewTenant={onNewTenant}
      />
      <ul>
        {items
          .filter((item) => item.page === "credentials" || pages[item.page])
          .map(({ page: to, icon: Icon }) => {
            const why = whyClosed(to, permissions);
            const count = counts[to];
            return (
              <li key={to}>
                <button
                  type="button"
                  aria-current={current === to ? "page" : undefined}
                  data-by-view={to === "credentials" || undefined}
                  aria-disabled={why ? true : undefined}
                  className={styles.item}
                  data-tip={why ? `${t(`shell.page.${to}`)}\n${why}` : t(`shell.page.${to}`)}
                  onClick={() => !why && go(to)}
                >
                  <Icon aria-hidden />
                  <span className={styles.label}>{t(`shell.page.${to}`)}</span>
                  {count !== undefined && <span className={styles.count}>{number(count)}</span>}
                </button>
              </li>
            );
          })}
      </ul>
      {tenants.length > 0 && <ViewsList finding={finding} inUse={page === "credentials"} onVisit={onVisit} />}
      <div className={styles.foot}>
        <div className={styles.operator} data-tip={`${name}, ${role}`}>
          <span className={styles.avatar} aria-hidden="true">
            {initials(name, 2)}
          </span>
          <span className={styles.who}>
            <span className={styles.name}>{name}</span>
            <span className={styles.role}>{role}</span>
          </span>
        </div>
        {pages.settings && (
          <IconButton
            icon={SlidersHorizontal}
            label={t("shell.page.settings")}
            aria-current={page === "settings" ? "page" : undefined}
            className={styles.settings}
            onClick={() => go("settings")}
          />
        )}
      </div>
    </nav>
  );
}

/** What the operator lacks for a page; it stays in its place and says so. */
function whyClosed(page: PageName, permissions: readonly Permission[]): string | null {
  if (page === "audit" && !permissions.includes("readAudit")) return t("shell.closed.audit");
  return null;
}

/** The built-in operator group that these permissions stand for. */
function roleOf(permissions: readonly Permission[]): string {
  const are = (...wanted: Permission[]) =>
    permissions.length === wanted.length && wanted.every((each) => permissions.includes(each));
  if (permissions.includes("manageSettings") && permissions.includes("manageDirectory"))
    return t("shell.role.administrator");
  if (are("view", "createAndUpdate", "revokeAndReinstate")) return t("shell.role.issuer");
  if (are("view", "readAudit")) return t("shell.role.auditor");
  return t(permissions.length === 0 ? "shell.role.none" : "shell.role.other");
}
