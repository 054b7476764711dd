import { Plus } from "lucide-react";
import { useState } from "react";
import type { RoleRow } from "../bindings/RoleRow";
import type { UserRow } from "../bindings/UserRow";
import { whyNoDirectory } from "../shell/blocked";
import { PageFrame } from "../shell/page-frame";
import type { PageProps } from "../shell/pages";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { Tabs } from "../ui/tabs";
import { showToast } from "../ui/toast";
import { useRoles, useUsers } from "./asking";
import { DeleteDialog, type Person } from "./delete-dialog";
import { RoleDialog } from "./role-dialog";
import { RolesList } from "./roles-list";
import { UserDialog } from "./user-dialog";
import { UsersList } from "./users-list";

type Open =
  | { dialog: "role"; row: RoleRow | null }
  | { dialog: "user"; row: UserRow | null }
  | { dialog: "delete"; person: Person };

/** What both lists need to know, and what they can ask for. */
export type ListProps<Row> = {
  tenants: PageProps["tenants"];
  tenant: PageProps["tenant"];
  /** Why nothing can be changed here; null if it can. */
  blocked: string | null;
  onCreate: () => void;
  onEdit: (row: Row) => void;
  onDelete: (row: Row) => void;
};

/** Who credentials act for, and what they may call. */
export default function PeoplePage({ start, tenants, tenant }: PageProps) {
  const [tab, setTab] = useState<"users" | "roles">("users");
  const [open, setOpen] = useState<Open | null>(null);
  const users = useUsers(tenant?.id ?? null);
  const roles = useRoles(tenant?.id ?? null);
  const noTenant = tenants.length === 0 ? t("table.blocked.tenant") : null;
  const blocked = whyNoDirectory(start.permissions) ?? noTenant;
  const empty = (tab === "users" ? users : roles).data?.length === 0;
  const close = () => setOpen(null);
  const create = () =>
    setOpen(tab === "users" ? { dialog: "user", row: null } : { dialog: "role", row: null });
  const done = (made: boolean) => (row: { name: string }) => {
    close();
    showToast({ tone: "good", text: t(made ? "directory.made" : "directory.changed", { name: row.name }) });
  };
  const offered = tenant ? [tenant] : tenants;
  const shared = { tenants, tenant, blocked, onCreate: create };
  const counted = (list: readonly unknown[] | undefined) => (list ? number(list.length) : undefined);

  return (
    <PageFrame
      title={t("shell.page.people")}
      actions={
        <Button
          kind={empty ? "plain" : "primary"}
          icon={Plus}
          aria-disabled={blocked ? true : undefined}
          data-tip={blocked ?? undefined}
          onClick={create}
        >
          {t(tab === "users" ? "users.new" : "roles.new")}
        </Button>
      }
    >
      <Tabs
        label={t("people.tabs")}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          {
            name: "users",
            label: t("people.users"),
            count: counted(users.data),
            panel: (
              <UsersList
                {...shared}
                users={users}
                roles={roles.data ?? []}
                onEdit={(row) => setOpen({ dialog: "user", row })}
                onDelete={(row) => setOpen({ dialog: "delete", person: { kind: "user", row } })}
              />
            ),
          },
          {
            name: "roles",
            label: t("people.roles"),
            count: counted(roles.data),
            panel: (
              <RolesList
                {...shared}
                roles={roles}
                onEdit={(row) => setOpen({ dialog: "role", row })}
                onDelete={(row) => setOpen({ dialog: "delete", person: { kind: "role", row } })}
              />
            ),
          },
        ]}
      />
      {open?.dialog === "role" && (
        <RoleDialog tenants={offered} role={open.row} onClose={close} onDone={done(open.row === null)} />
      )}
      {open?.dialog === "user" && (
        <UserDialog tenants={offered} user={open.row} onClose={close} onDone={done(open.row === null)} />
      )}
      {open?.dialog === "delete" && (
        <DeleteDialog
          person={open.person}
          onClose={close}
          onDone={({ name }) => {
            close();
            showToast({ tone: "good", text: t("directory.deleted", { name }) });
          }}
        />
      )}
    </PageFrame>
  );
}
