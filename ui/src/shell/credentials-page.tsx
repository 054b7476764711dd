import { Building2, ChevronRight, Plus, X } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { TableTools } from "../arranging/table-tools";
import type { Column } from "../bindings/Column";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { GroupRow } from "../bindings/GroupRow";
import type { Layout } from "../bindings/Layout";
import type { Sort } from "../bindings/Sort";
import type { TenantRow } from "../bindings/TenantRow";
import { CredentialTable, type Seen } from "../credentials/table";
import type { AuditWay } from "../details/history";
import type { Finding } from "../finding/finding";
import { t } from "../text";
import { Blank } from "../ui/blank";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { type Blocked, figuresOf, isFull } from "./blocked";
import styles from "./credentials-page.module.css";
import { PageFrame } from "./page-frame";
import type { Go } from "./pages";

const TenantMenu = lazy(() => import("../tenants/tenant-menu"));

type Props = {
  tenants: TenantRow[];
  tenant: TenantRow | null;
  group: GroupRow | null;
  sort: Sort;
  onSort: (sort: Sort) => void;
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
  go: Go;
};

const usual: Column[] = ["title", "accessId", "status", "group", "expires", "created", "modified"];
const others: Column[] = [
  "kind",
  "roles",
  "user",
  "addresses",
  "apiUrl",
  "description",
  "tags",
  "starts",
  "rotated",
  "createdBy",
];

function first(ofAll: boolean): Layout {
  const columns: Column[] = [...usual.slice(0, 4), "tenant", ...usual.slice(4), ...others];
  return {
    columns: columns.map((column) => ({
      column,
      shown: usual.includes(column) || (ofAll && column === "tenant"),
      width: null,
    })),
  };
}

const firstLayouts = { one: first(false), all: first(true) };

/** The credentials of a tenant, of one of its groups, or of all tenants. */
export function CredentialsPage(props: Props) {
  const { tenants, tenant, group, seen, blocked, go } = props;
  const button = useRef<HTMLButtonElement>(null);
  const empty = seen.count === 0;
  const [layouts, setLayouts] = useState(firstLayouts);
  const of = tenant ? "one" : "all";
  const [sort, setSort] = useState<readonly Sort[]>([props.sort]);
  const [query, setQuery] = useState("");
  const finding: Finding = {
    query: group ? `group:"${group.name}"` : query,
    sort,
    onSort: setSort,
    onQuery: setQuery,
    view: "all",
    layout: layouts[of],
    firstLayout: firstLayouts[of],
    onLayout: (layout) => setLayouts((before) => ({ ...before, [of]: layout })),
  };
  return (
    <PageFrame
      fills
      title={
        group ? (
          <>
            <button type="button" className={styles.crumb} onClick={() => go("groups")}>
              {t("shell.page.groups")}
            </button>
            <ChevronRight className={styles.arrow} aria-hidden />
            <span className={styles.name} data-tip={group.description || group.name}>
              {group.name}
            </span>
            <IconButton icon={X} label={t("table.leaveGroup")} onClick={() => go("credentials")} />
          </>
        ) : (
          t("shell.credentials")
        )
      }
      actions={
        <>
          <TableTools />
          {blocked?.by === "limit" && (
            <button type="button" className={styles.limit} onClick={() => go("limits")}>
              {tenant ? t("table.toLimits", figuresOf(tenant)) : t("table.toAllLimits")}
            </button>
          )}
          <Button
            ref={button}
            kind={empty ? "plain" : "primary"}
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
      {tenants.length === 0 ? (
        <div className={styles.blank} data-pane="grid">
          <Blank
            icon={Building2}
            title={t("tenants.emptyTitle")}
            lead={t("tenants.emptyLead")}
            actions={<Button onClick={() => go("tenants")}>{t("tenants.manage")}</Button>}
          />
        </div>
      ) : (
        <CredentialTable
          tenant={tenant}
          tenants={tenants}
          finding={finding}
          onSearchAll={tenant && tenants.length > 1 ? () => go("credentials", { tenant: null }) : null}
          covered={props.covered}
          onSeen={props.onSeen}
          onCreate={props.onCreate}
          onDuplicate={props.onDuplicate}
          onExplore={props.onExplore}
          audit={props.audit}
          blocked={blocked?.text ?? null}
        />
      )}
    </PageFrame>
  );
}
