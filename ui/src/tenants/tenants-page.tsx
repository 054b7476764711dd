import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Building2, Ellipsis, Gauge, Pencil, Plus, Table2, Trash2, TriangleAlert } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { listTenants } from "../backend/commands";
import type { TenantRow } from "../bindings/TenantRow";
import { sayDeleted } from "../deeds/erased";
import { whyNoDirectory } from "../shell/blocked";
import { PageFrame } from "../shell/page-frame";
import type { PageProps } from "../shell/pages";
import { number, t } from "../text";
import { Blank } from "../ui/blank";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Listing, type ListingColumn } from "../ui/listing";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { showToast } from "../ui/toast";
import { LimitBar } from "./limit-bar";
import { carriedBy } from "./tenant-words";
import styles from "./tenants-page.module.css";

const TenantDialog = lazy(() => import("./tenant-dialog"));
const DeleteTenant = lazy(() => import("./delete-tenant"));

type Doing = { kind: "new" } | { kind: "edit" | "delete"; row: TenantRow };

/** Every tenant: how its credentials work, how many there are, and what can be done to it. */
export default function TenantsPage({ start, tenants, go }: PageProps) {
  const client = useQueryClient();
  const asked = useQuery<TenantRow[], CommandFailure>({
    queryKey: ["tenants"],
    queryFn: listTenants,
    initialData: tenants,
  });
  const [doing, setDoing] = useState<Doing | null>(null);
  const [menu, setMenu] = useState<{ row: TenantRow; x: number; y: number } | null>(null);
  const blocked = whyNoDirectory(start.permissions);
  const columns = useMemo(() => columnsOf(blocked, setDoing, setMenu), [blocked]);

  const create = (kind: "primary" | "plain") => (
    <Button
      kind={kind}
      icon={Plus}
      aria-disabled={blocked ? true : undefined}
      data-tip={blocked ?? undefined}
      onClick={() => setDoing({ kind: "new" })}
    >
      {t("tenants.new")}
    </Button>
  );

  return (
    <PageFrame
      title={t("shell.page.tenants")}
      actions={
        <>
          <Button kind="ghost" icon={Gauge} onClick={() => go("limits")}>
            {t("shell.page.limits")}
          </Button>
          {create(asked.data.length === 0 ? "plain" : "primary")}
        </>
      }
    >
      <Listing
        label={t("shell.page.tenants")}
        columns={columns}
        rows={asked.data}
        keyOf={({ id }) => id}
        failure={asked.error}
        failedTitle={t("tenants.failed")}
        onRetry={() => asked.refetch()}
        onOpen={(row) => !blocked && setDoing({ kind: "edit", row })}
        empty={
          <Blank
            icon={Building2}
            title={t("tenants.emptyTitle")}
            lead={t("tenants.emptyLead")}
            actions={create("primary")}
          />
        }
      />
      {menu && (
        <Menu
          label={t("directory.actionsOf", { name: menu.row.name })}
          at={menu}
          onClose={() => setMenu(null)}
        >
          <MenuItem
            icon={Table2}
            label={t("tenants.showCredentials")}
            onAction={() => go("credentials", { tenant: menu.row.id })}
          />
          <MenuItem
            icon={Pencil}
            label={t("directory.edit")}
            closed={blocked}
            onAction={() => setDoing({ kind: "edit", row: menu.row })}
          />
          <MenuLine />
          <MenuItem
            icon={Trash2}
            danger
            label={t("directory.delete")}
            closed={blocked}
            onAction={() => setDoing({ kind: "delete", row: menu.row })}
          />
        </Menu>
      )}
      <Suspense>
        {doing?.kind === "delete" ? (
          <DeleteTenant
            row={doing.row}
            permissions={start.permissions}
            onClose={() => setDoing(null)}
            onDeleted={({ name, credentials, traces }) => {
              setDoing(null);
              for (const noun of ["tenants", "groups", "roles", "users", "credentials"])
                client.invalidateQueries({ queryKey: [noun] });
              sayDeleted(
                credentials === 0
                  ? t("directory.deleted", { name })
                  : t("directory.deletedWith", {
                      name,
                      count: credentials,
                      formatted: number(credentials),
                    }),
                traces,
              );
            }}
          />
        ) : (
          doing && (
            <TenantDialog
              row={doing.kind === "edit" ? doing.row : null}
              onClose={() => setDoing(null)}
              onSaved={({ name }) => {
                const text = t(doing.kind === "edit" ? "directory.changed" : "directory.made", { name });
                setDoing(null);
                showToast({ tone: "good", text });
              }}
            />
          )
        )}
      </Suspense>
    </PageFrame>
  );
}

function columnsOf(
  blocked: string | null,
  onDo: (doing: Doing) => void,
  onMenu: (menu: { row: TenantRow; x: number; y: number }) => void,
): ListingColumn<TenantRow>[] {
  return [
    {
      id: "name",
      title: t("tenants.name"),
      cell: (row) => (
        <>
          <button
            type="button"
            className={styles.name}
            aria-disabled={blocked ? true : undefined}
            data-tip={blocked ?? undefined}
            onClick={() => !blocked && onDo({ kind: "edit", row })}
          >
            {row.name}
          </button>
          <span className={styles.url}>{row.apiUrl}</span>
        </>
      ),
    },
    {
      id: "scheme",
      title: t("tenants.scheme"),
      cell: (row) => (
        <>
          {t(`tenants.schemes.${row.scheme}`)}
          <span className={row.presentation.kind === "signature" ? styles.note : styles.url}>
            {carriedBy(row.presentation)}
          </span>
          {row.checkWithVendor && <span className={styles.note}>{t("tenants.checkMark")}</span>}
        </>
      ),
    },
    {
      id: "used",
      title: t("shell.credentials"),
      cell: (row) => (
        <>
          <span className={styles.figures}>
            {row.credentialLimit === null
              ? number(row.used)
              : t("limits.ofLimit", { used: number(row.used), limit: number(row.credentialLimit) })}
          </span>
          {row.credentialLimit !== null && (
            <span className={styles.bar}>
              <LimitBar used={row.used} limit={row.credentialLimit} />
            </span>
          )}
          {row.beyondPolicy > 0 && (
            <span className={styles.beyond} data-tip={t("tenants.beyondNote")}>
              <TriangleAlert aria-hidden />
              {t("tenants.beyond", { count: row.beyondPolicy, formatted: number(row.beyondPolicy) })}
            </span>
          )}
        </>
      ),
    },
    { id: "zone", title: t("tenants.zone"), cell: (row) => row.zone },
    {
      id: "actions",
      title: t("table.actions"),
      silent: true,
      tight: true,
      cell: (row) => (
        <IconButton
          icon={Ellipsis}
          label={t("directory.actionsOf", { name: row.name })}
          aria-haspopup="menu"
          onClick={({ currentTarget }) => {
            const { left, bottom } = currentTarget.getBoundingClientRect();
            onMenu({ row, x: left, y: bottom });
          }}
        />
      ),
    },
  ];
}
