import type { Permission } from "../bindings/Permission";
import type { StartState } from "../bindings/StartState";
import type { TenantRow } from "../bindings/TenantRow";
import { number, t } from "../text";
import { KeyIcon } from "../ui/key-icon";
import styles from "./sidebar.module.css";

type Props = {
  tenant: TenantRow;
  count: number | undefined;
  operator: StartState["operator"];
  permissions: readonly Permission[];
};

/** The tenant, what there is to see in it, and who sits here. */
export function Sidebar({ tenant, count, operator, permissions }: Props) {
  const name = operator.name || operator.account;
  const role = roleOf(permissions);
  return (
    <nav className={styles.sidebar} aria-label={t("shell.main")} data-pane="sidebar">
      <div className={styles.tenant} data-tip={tenant.name}>
        <span className={styles.monogram} aria-hidden="true">
          {initials(tenant.name, 1)}
        </span>
        <span className={styles.tenantName}>{tenant.name}</span>
      </div>
      <ul>
        <li>
          <button type="button" aria-current="page" className={styles.item} data-tip={t("shell.credentials")}>
            <KeyIcon />
            <span className={styles.label}>{t("shell.credentials")}</span>
            {count !== undefined && <span className={styles.count}>{number(count)}</span>}
          </button>
        </li>
      </ul>
      <div className={styles.operator} data-tip={`${name}, ${role}`}>
        <span className={styles.avatar} aria-hidden="true">
          {initials(name, 2)}
        </span>
        <span className={styles.who}>
          <span className={styles.name}>{name}</span>
          <span className={styles.role}>{role}</span>
        </span>
      </div>
    </nav>
  );
}

function initials(name: string, most: number): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .slice(0, most)
    .join("")
    .toLocaleUpperCase();
}

/** The built-in operator group that these permissions stand for. */
function roleOf(permissions: readonly Permission[]): string {
  if (permissions.includes("manageSettings")) return t("shell.role.administrator");
  if (permissions.includes("createAndUpdate")) return t("shell.role.issuer");
  if (permissions.includes("view")) return t("shell.role.auditor");
  return t("shell.role.none");
}
