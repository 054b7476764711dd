import type { UseQueryResult } from "@tanstack/react-query";
import { UserRound } from "lucide-react";
import type { CommandFailure } from "../backend/backend";
import type { RoleRow } from "../bindings/RoleRow";
import type { UserRow } from "../bindings/UserRow";
import { number, t } from "../text";
import { Blank } from "../ui/blank";
import { Button } from "../ui/button";
import { Listing, type ListingColumn } from "../ui/listing";
import styles from "./lists.module.css";
import type { ListProps } from "./people-page";
import { RowActions, RowName } from "./row-actions";

type Props = ListProps<UserRow> & { users: UseQueryResult<UserRow[], CommandFailure>; roles: RoleRow[] };

/** The users, with their roles and how many credentials act for them. */
export function UsersList({ users, roles, tenants, tenant, blocked, onCreate, onEdit, onDelete }: Props) {
  const namesOf = (ids: readonly string[]) =>
    roles
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(", ");
  const columns: ListingColumn<UserRow>[] = [
    {
      id: "name",
      title: t("people.name"),
      cell: (user) => (
        <>
          <RowName name={user.name} blocked={blocked} className={styles.name} onEdit={() => onEdit(user)} />
          {user.own && <span className={styles.own}>{t("users.own")}</span>}
        </>
      ),
    },
    { id: "mail", title: t("users.mail"), cell: ({ mail }) => mail },
    {
      id: "roles",
      title: t("users.roles"),
      cell: (user) =>
        user.roles.length === 0 ? (
          <span className={styles.none}>{t("users.noRoles")}</span>
        ) : (
          namesOf(user.roles)
        ),
    },
    ...(tenant
      ? []
      : [
          {
            id: "tenant",
            title: t("people.tenant"),
            cell: (user: UserRow) => tenants.find(({ id }) => id === user.tenant)?.name,
          },
        ]),
    {
      id: "credentials",
      title: t("people.credentials"),
      numeric: true,
      tight: true,
      cell: ({ credentials }) => number(credentials),
    },
    {
      id: "actions",
      title: t("people.actions"),
      silent: true,
      tight: true,
      cell: (user) => (
        <RowActions
          name={user.name}
          blocked={blocked}
          onEdit={() => onEdit(user)}
          onDelete={() => onDelete(user)}
        />
      ),
    },
  ];
  return (
    <Listing
      label={tenant ? t("users.list", { tenant: tenant.name }) : t("users.listAll")}
      columns={columns}
      rows={users.data}
      keyOf={({ id }) => id}
      failure={users.error}
      failedTitle={t("users.failed")}
      onRetry={() => users.refetch()}
      onOpen={(user) => !blocked && onEdit(user)}
      empty={
        <Blank
          icon={UserRound}
          title={t("users.emptyTitle")}
          lead={t("users.emptyLead")}
          actions={
            <Button
              kind="primary"
              size="large"
              aria-disabled={blocked ? true : undefined}
              data-tip={blocked ?? undefined}
              onClick={onCreate}
            >
              {t("users.create")}
            </Button>
          }
        />
      }
    />
  );
}
