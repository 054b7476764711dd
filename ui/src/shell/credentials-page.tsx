import { Building2, Plus } from "lucide-react";
import { lazy, Suspense, useRef } from "react";
import { TableTools } from "../arranging/table-tools";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { TenantRow } from "../bindings/TenantRow";
import { CredentialTable, type Seen } from "../credentials/table";
import type { AuditWay } from "../details/history";
import { FindingBar } from "../finding/finding-bar";
import { SearchBox } from "../finding/search-box";
import type { WindowFinding } from "../finding/use-finding";
import { t } from "../text";
import { Blank } from "../ui/blank";
import { Button } from "../ui/button";
import { type Blocked, figuresOf, isFull } from "./blocked";
import styles from "./credentials-page.module.css";
import { PageFrame } from "./page-frame";
import type { Go } from "./pages";

const TenantMenu = lazy(() => import("../tenants/tenant-menu"));

type Props = {
  tenants: TenantRow[];
  tenant: TenantRow | null;
  finding: WindowFinding;
  /** Whether keys act without Ctrl or Alt. */
  singles: boolean;
  seen: Seen;
  onSeen: (seen: Seen) => void;
  /** A dialog is above the table and has the focus. */
  covered: boolean;
  blocked: Blocked | null;
  /** The menu that asks for the tenant of a new credential is open. */
  choosing: boolean;
  onChoosing: (choosing: boolean) => void;
  onCreate: () => void;
  onCreateIn: (tenant: TenantRow) => void;
  onDuplicate: (details: CredentialDetails) => void;
  audit: AuditWay;
  onExplore: () => Promise<void>;
  /** Puts the tenant of something that was found in view. */
  onTenant: (tenant: string) => void;
  /** Writes a query for a tenant, which comes into view with it. */
  onQuery: (query: string, tenant: string) => void;
  /** Asks the same of all tenants. */
  onEverywhere: () => void;
  go: Go;
};

/** The credentials that a query finds, in a tenant or in all of them. */
export function CredentialsPage(props: Props) {
  const { tenants, tenant, finding, seen, blocked, go } = props;
  const button = useRef<HTMLButtonElement>(null);
  const empty = seen.count === 0;
  const any = tenants.length > 0;
  return (
    <PageFrame
      fills
      title={t("shell.credentials")}
      middle={
        any && (
          <SearchBox
            box={finding.box}
            tenant={finding.tenant}
            slash={props.singles}
            onTenant={props.onTenant}
            onQuery={props.onQuery}
          />
        )
      }
      below={any && <FindingBar finding={finding} count={seen.count} tools={<TableTools />} />}
      actions={
        <>
          {blocked?.by === "limit" && (
            <button type="button" className={styles.limit} onClick={() => go("limits")}>
              {tenant ? t("table.toLimits", figuresOf(tenant)) : t("table.toAllLimits")}
            </button>
          )}
          <Button
            ref={button}
            kind={empty && finding.query === "" ? "plain" : "primary"}
            icon={Plus}
            aria-keyshortcuts="Control+N"
            aria-disabled={blocked ? true : undefined}
            aria-haspopup={tenant ? undefined : "menu"}
            data-tip={blocked?.text}
            onClick={props.onCreate}
          >
            {t("table.newCredential")}
          </Button>
          {props.choosing && (
            <Suspense>
              <TenantMenu
                label={t("table.chooseTenant")}
                trigger={button}
                tenants={tenants}
                closed={(each) => (isFull(each) ? t("table.full", figuresOf(each)) : null)}
                onChoose={(chosen) => chosen && props.onCreateIn(chosen)}
                onClose={() => props.onChoosing(false)}
              />
            </Suspense>
          )}
        </>
      }
    >
      {any ? (
        <CredentialTable
          tenant={tenant}
          tenants={tenants}
          finding={finding}
          onSearchAll={tenant && tenants.length > 1 ? props.onEverywhere : null}
          covered={props.covered}
          onSeen={props.onSeen}
          onCreate={props.onCreate}
          onDuplicate={props.onDuplicate}
          onExplore={props.onExplore}
          audit={props.audit}
          blocked={blocked?.text ?? null}
        />
      ) : (
        <div className={styles.blank} data-pane="grid">
          <Blank
            icon={Building2}
            title={t("tenants.emptyTitle")}
            lead={t("tenants.emptyLead")}
            actions={<Button onClick={() => go("tenants")}>{t("tenants.manage")}</Button>}
          />
        </div>
      )}
    </PageFrame>
  );
}
