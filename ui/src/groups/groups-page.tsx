import { useQueryClient } from "@tanstack/react-query";
import { Clock, Ellipsis, Folder, Pencil, Plus, Table2, Trash2 } from "lucide-react";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import type { GroupRow } from "../bindings/GroupRow";
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
import { useGroups } from "./asking";
import type { GroupDeleted } from "./delete-group";
import styles from "./groups-page.module.css";

const TenantMenu = lazy(() => import("../tenants/tenant-menu"));

const GroupDialog = lazy(() => import("./group-dialog"));
const DeleteGroup = lazy(() => import("./delete-group"));

type Doing = { kind: "new"; tenant: TenantRow } | { kind: "edit" | "delete"; row: GroupRow };

/** The groups of a tenant, or of all: how many credentials each has, and how many of them expire soon. */
export default function GroupsPage({ start, tenants, tenant, go }: PageProps) {
  const client = useQueryClient();
  const asked = useGroups(tenant?.id ?? null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [menu, setMenu] = useState<{ row: GroupRow; x: number; y: number } | null>(null);
  const [choosing, setChoosing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const blocked =
    whyNoDirectory(start.permissions) ?? (tenants.length === 0 ? t("table.blocked.tenant") : null);
  const columns = useMemo(
    () => columnsOf(tenants, tenant, (group) => go("credentials", { group }), setMenu),
    [tenants, tenant, go],
  );
  const homeOf = (row: GroupRow) => tenants.find(({ id }) => id === row.tenant);

  const finish = (text: string, traces = false) => {
    setDoing(null);
    for (const noun of ["groups", "tenants", "credentials"]) client.invalidateQueries({ queryKey: [noun] });
    sayDeleted(text, traces);
  };
  const lost = doing?.kind === "delete" ? homeOf(doing.row) : undefined;
  const edited = doing?.kind === "edit" ? doing.row : null;
  const home = edited ? homeOf(edited) : doing?.kind === "new" ? doing.tenant : undefined;

  return (
    <PageFrame
      title={t("shell.page.groups")}
      actions={
        <>
          <Button
            ref={button}
            kind="primary"
            icon={Plus}
            aria-haspopup={tenant ? undefined : "menu"}
            aria-disabled={blocked ? true : undefined}
            data-tip={blocked ?? undefined}
            onClick={() => (tenant ? setDoing({ kind: "new", tenant }) : setChoosing(true))}
          >
            {t("groups.new")}
          </Button>
          {choosing && (
            <Suspense>
              <TenantMenu
                label={t("groups.chooseTenant")}
                trigger={button}
                tenants={tenants}
                onChoose={(chosen) => chosen && setDoing({ kind: "new", tenant: chosen })}
                onClose={() => setChoosing(false)}
              />
            </Suspense>
          )}
        </>
      }
    >
      <Listing
        label={tenant ? t("groups.label", { tenant: tenant.name }) : t("groups.labelAll")}
        columns={columns}
        rows={asked.data}
        keyOf={({ id }) => id}
        failure={asked.error}
        failedTitle={t("groups.failed")}
        onRetry={() => asked.refetch()}
        onOpen={(group) => go("credentials", { group })}
        empty={<Blank icon={Folder} title={t("groups.emptyTitle")} lead={t("groups.emptyLead")} />}
      />
      {menu && (
        <Menu
          label={t("directory.actionsOf", { name: menu.row.name })}
          at={menu}
          onClose={() => setMenu(null)}
        >
          <MenuItem
            icon={Table2}
            label={t("groups.open")}
            onAction={() => go("credentials", { group: menu.row })}
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
            closed={blocked ?? (menu.row.general ? t("groups.generalStays") : null)}
            onAction={() => setDoing({ kind: "delete", row: menu.row })}
          />
        </Menu>
      )}
      <Suspense>
        {doing?.kind === "delete" && lost && (
          <DeleteGroup
            row={doing.row}
            tenant={lost}
            permissions={start.permissions}
            onClose={() => setDoing(null)}
            onDeleted={(deleted) => finish(saidOf(deleted), deleted.traces)}
          />
        )}
        {home && (
          <GroupDialog
            tenant={home}
            row={edited}
            onClose={() => setDoing(null)}
            onSaved={({ name }) => finish(t(edited ? "directory.changed" : "directory.made", { name }))}
          />
        )}
      </Suspense>
    </PageFrame>
  );
}

function saidOf({ name, credentials, movedTo }: GroupDeleted): string {
  const count = { name, count: credentials, formatted: number(credentials) };
  if (movedTo !== null) return t("groups.deletedMoved", { name, to: movedTo });
  return credentials === 0 ? t("directory.deleted", { name }) : t("directory.deletedWith", count);
}

function columnsOf(
  tenants: readonly TenantRow[],
  tenant: TenantRow | null,
  open: (row: GroupRow) => void,
  onMenu: (menu: { row: GroupRow; x: number; y: number }) => void,
): ListingColumn<GroupRow>[] {
  const of = (row: GroupRow) => tenants.find(({ id }) => id === row.tenant);
  const home: ListingColumn<GroupRow> = {
    id: "tenant",
    title: t("groups.tenant"),
    cell: (row) => of(row)?.name,
  };
  return [
    {
      id: "name",
      title: t("groups.name"),
      cell: (row) => (
        <>
          <button type="button" className={styles.name} onClick={() => open(row)}>
            {row.name}
          </button>
          {row.description && <span className={styles.note}>{row.description}</span>}
        </>
      ),
    },
    ...(tenant ? [] : [home]),
    {
      id: "credentials",
      title: t("shell.credentials"),
      numeric: true,
      cell: (row) => number(row.credentials),
    },
    {
      id: "expiring",
      title: t("groups.expiring"),
      cell: (row) =>
        row.expiring > 0 && (
          <span
            className={styles.expiring}
            data-tip={t("groups.expiringNote", { count: of(row)?.warningDays ?? 0 })}
          >
            <Clock aria-hidden />
            {t("groups.expiringCount", { count: row.expiring, formatted: number(row.expiring) })}
          </span>
        ),
    },
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
