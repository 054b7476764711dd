import type { UseQueryResult } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import type { CommandFailure } from "../backend/backend";
import type { RoleRow } from "../bindings/RoleRow";
import { number, t } from "../text";
import { Blank } from "../ui/blank";
import { Button } from "../ui/button";
import { Listing, type ListingColumn } from "../ui/listing";
import styles from "./lists.module.css";
import type { ListProps } from "./people-page";
import { RowActions, RowName } from "./row-actions";
import { rulesInWords } from "./rules";

type Props = ListProps<RoleRow> & { roles: UseQueryResult<RoleRow[], CommandFailure> };

/** The roles, with what they permit and by how many they are used. */
export function RolesList({ roles, tenants, tenant, blocked, onCreate, onEdit, onDelete }: Props) {
  const columns: ListingColumn<RoleRow>[] = [
    {
      id: "name",
      title: t("people.name"),
      cell: (role) => (
        <>
          <RowName name={role.name} blocked={blocked} className={styles.name} onEdit={() => onEdit(role)} />
          {role.description !== "" && <span className={styles.note}>{role.description}</span>}
        </>
      ),
    },
    {
      id: "permits",
      title: t("roles.permits"),
      cell: ({ rules }) => <Permits rules={rules} />,
    },
    ...(tenant
      ? []
      : [
          {
            id: "tenant",
            title: t("people.tenant"),
            cell: (role: RoleRow) => tenants.find(({ id }) => id === role.tenant)?.name,
          },
        ]),
    {
      id: "users",
      title: t("roles.users"),
      numeric: true,
      tight: true,
      cell: ({ users }) => number(users),
    },
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
      cell: (role) => (
        <RowActions
          name={role.name}
          blocked={blocked}
          onEdit={() => onEdit(role)}
          onDelete={() => onDelete(role)}
        />
      ),
    },
  ];
  return (
    <Listing
      label={tenant ? t("roles.list", { tenant: tenant.name }) : t("roles.listAll")}
      columns={columns}
      rows={roles.data}
      keyOf={({ id }) => id}
      failure={roles.error}
      failedTitle={t("roles.failed")}
      onRetry={() => roles.refetch()}
      onOpen={(role) => !blocked && onEdit(role)}
      empty={
        <Blank
          icon={ShieldCheck}
          title={t("roles.emptyTitle")}
          lead={t("roles.emptyLead")}
          actions={
            <Button
              kind="primary"
              size="large"
              aria-disabled={blocked ? true : undefined}
              data-tip={blocked ?? undefined}
              onClick={onCreate}
            >
              {t("roles.create")}
            </Button>
          }
        />
      }
    />
  );
}

function Permits({ rules }: Pick<RoleRow, "rules">) {
  const words = rulesInWords(rules);
  if (!words) return <span className={styles.none}>{t("roles.unrestricted")}</span>;
  return (
    <>
      <code className={styles.rules}>{words.first}</code>
      {words.more && <span className={styles.none}> {words.more}</span>}
    </>
  );
}
