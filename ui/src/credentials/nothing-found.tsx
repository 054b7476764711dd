import { SearchX } from "lucide-react";
import type { TenantRow } from "../bindings/TenantRow";
import { emphasised, t } from "../text";
import { Button } from "../ui/button";
import styles from "./nothing-found.module.css";

type Props = {
  query: string;
  /** Null stands for all tenants. */
  tenant: TenantRow | null;
  onClear: () => void;
  /** Looks in all tenants; null where that is no other place. */
  onSearchAll: (() => void) | null;
};

/** A query that finds nothing: which, where, and what to do. */
export function NothingFound({ query, tenant, onClear, onSearchAll }: Props) {
  const template = tenant ? t("found.nothingIn") : t("found.nothingAnywhere");
  const values = { query, tenant: tenant?.name ?? "" };
  return (
    <div className={styles.nothing} data-pane="grid">
      <SearchX aria-hidden />
      <h2>{t("found.nothingTitle")}</h2>
      <p role="status">
        {emphasised(template, values).map(({ text, strong }) =>
          strong ? <code key={`b${text}`}>{text}</code> : <span key={text}>{text}</span>,
        )}
      </p>
      <div className={styles.ways}>
        <Button data-first-focus onClick={onClear}>
          {t("found.clear")}
        </Button>
        {onSearchAll && (
          <Button kind="ghost" onClick={onSearchAll}>
            {t("found.searchAll")}
          </Button>
        )}
      </div>
    </div>
  );
}
