import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Building2, ChevronRight, FlaskConical } from "lucide-react";
import { useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { listTenants } from "../backend/commands";
import type { TenantRow } from "../bindings/TenantRow";
import { whyNoDirectory } from "../shell/blocked";
import { PageFrame } from "../shell/page-frame";
import type { PageProps } from "../shell/pages";
import { number, t } from "../text";
import { Blank } from "../ui/blank";
import { Button } from "../ui/button";
import { Listing } from "../ui/listing";
import { showToast } from "../ui/toast";
import { LimitBar } from "./limit-bar";
import { LimitField } from "./limit-field";
import styles from "./limits-page.module.css";

/** How many credentials each tenant has and may have; the limit is changed in its row. */
export default function LimitsPage({ start, tenants, go }: PageProps) {
  const client = useQueryClient();
  const asked = useQuery<TenantRow[], CommandFailure>({
    queryKey: ["tenants"],
    queryFn: listTenants,
    initialData: tenants,
  });
  const [editing, setEditing] = useState<string | null>(null);
  const blocked = whyNoDirectory(start.permissions);

  return (
    <PageFrame
      title={
        <>
          <button type="button" className={styles.crumb} onClick={() => go("tenants")}>
            {t("shell.page.tenants")}
          </button>
          <ChevronRight className={styles.arrow} aria-hidden />
          {t("shell.page.limits")}
        </>
      }
    >
      <p className={styles.lead}>{t("limits.lead")}</p>
      <Listing
        label={t("shell.page.limits")}
        columns={[
          {
            id: "name",
            title: t("limits.tenant"),
            cell: (row) => (
              <>
                <span className={styles.name}>{row.name}</span>
                {row.samples && (
                  <span className={styles.samples}>
                    <FlaskConical aria-hidden />
                    {t("limits.samples")}
                  </span>
                )}
              </>
            ),
          },
          { id: "used", title: t("limits.used"), numeric: true, cell: (row) => number(row.used) },
          {
            id: "share",
            title: t("limits.share"),
            cell: (row) =>
              row.credentialLimit === null ? (
                <span className={styles.none}>{t("limits.noLimit")}</span>
              ) : (
                <>
                  <LimitBar used={row.used} limit={row.credentialLimit} />
                  <span className={row.used >= row.credentialLimit ? styles.full : styles.left}>
                    {leftOf(row.credentialLimit - row.used)}
                  </span>
                </>
              ),
          },
          {
            id: "limit",
            title: t("limits.allowed"),
            cell: (row) =>
              editing === row.id ? (
                <LimitField
                  row={row}
                  onClose={() => setEditing(null)}
                  onChanged={(changed) => {
                    setEditing(null);
                    client.setQueryData<TenantRow[]>(["tenants"], (rows) =>
                      rows?.map((each) => (each.id === changed.id ? changed : each)),
                    );
                    client.invalidateQueries({ queryKey: ["tenants"] });
                    showToast({ tone: "good", text: t("limits.changed", { tenant: changed.name }) });
                  }}
                />
              ) : (
                <span className={styles.allowed}>
                  <span>{row.credentialLimit === null ? "–" : number(row.credentialLimit)}</span>
                  <Button
                    size="small"
                    aria-label={t("limits.changeOf", { tenant: row.name })}
                    aria-disabled={blocked ? true : undefined}
                    data-tip={blocked ?? undefined}
                    data-limit-of={row.id}
                    onClick={() => setEditing(row.id)}
                  >
                    {t("limits.change")}
                  </Button>
                </span>
              ),
          },
        ]}
        rows={asked.data}
        keyOf={({ id }) => id}
        failure={asked.error}
        failedTitle={t("tenants.failed")}
        onRetry={() => asked.refetch()}
        empty={
          <Blank
            icon={Building2}
            title={t("tenants.emptyTitle")}
            lead={t("tenants.emptyLead")}
            actions={<Button onClick={() => go("tenants")}>{t("tenants.manage")}</Button>}
          />
        }
      />
    </PageFrame>
  );
}

/** How many are left, or by how many the limit is exceeded. */
function leftOf(left: number): string {
  if (left > 0) return t("limits.left", { count: left, formatted: number(left) });
  return left === 0 ? t("limits.reached") : t("limits.over", { count: -left, formatted: number(-left) });
}
