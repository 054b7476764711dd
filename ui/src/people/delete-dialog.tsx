import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { deleteRole, deleteUser, listRoles, listUsers, roleUses, userUses } from "../backend/commands";
import type { Deleted } from "../bindings/Deleted";
import type { RoleRow } from "../bindings/RoleRow";
import type { UserRow } from "../bindings/UserRow";
import type { Uses } from "../bindings/Uses";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { Notice } from "../ui/notice";
import { Spinner } from "../ui/spinner";
import { refreshPeople } from "./asking";
import styles from "./delete-dialog.module.css";

export type Person = { kind: "role"; row: RoleRow } | { kind: "user"; row: UserRow };

type Props = { person: Person; onClose: () => void; onDone: (deleted: Deleted) => void };

/** Deletes a role or a user, once it is used nowhere; where it is, it says where. */
export function DeleteDialog({ person, onClose, onDone }: Props) {
  const client = useQueryClient();
  const { kind } = person;
  const [row, setRow] = useState<RoleRow | UserRow>(person.row);
  const uses = useQuery<Uses, CommandFailure>({
    queryKey: [kind === "role" ? "roles" : "users", "uses", row.id],
    queryFn: () => (kind === "role" ? roleUses(row.id) : userUses(row.id)),
    staleTime: 0,
    gcTime: 0,
  });
  const saving = useSaving(
    async () => {
      const { id, revision } = row;
      const deleted =
        kind === "role" ? await deleteRole({ role: id, revision }) : await deleteUser({ user: id, revision });
      refreshPeople(client);
      onDone(deleted);
    },
    async () => {
      refreshPeople(client);
      await uses.refetch();
      const rows = kind === "role" ? await listRoles(row.tenant) : await listUsers(row.tenant);
      setRow(rows.find(({ id }) => id === row.id) ?? row);
      return [];
    },
  );
  const used = uses.data ? uses.data.credentials + uses.data.users > 0 : false;
  const blocked = used ? t("people.uses.blocked") : uses.data ? null : t("people.uses.wait");

  return (
    <FormDialog
      narrow
      role="alertdialog"
      kind="danger"
      title={t(kind === "role" ? "roles.deleteTitle" : "users.deleteTitle", { name: row.name })}
      saving={saving}
      subject={row.name}
      label={t(kind === "role" ? "roles.deleteSubmit" : "users.deleteSubmit")}
      busyWord={t("people.deleting")}
      blocked={blocked}
      onClose={onClose}
      lead={
        uses.data ? (
          used ? (
            <UsedIn uses={uses.data} kind={kind} name={row.name} />
          ) : (
            <p>{t("people.uses.nowhere")}</p>
          )
        ) : uses.error ? (
          <FailureNotice
            title={t("people.uses.failed")}
            failure={uses.error}
            actions={
              <Button size="small" onClick={() => uses.refetch()}>
                {t("action.tryAgain")}
              </Button>
            }
          />
        ) : (
          <p className={styles.reading} role="status">
            <Spinner />
            {t("people.uses.reading")}
          </p>
        )
      }
    />
  );
}

function UsedIn({ uses, kind, name }: { uses: Uses; kind: Person["kind"]; name: string }) {
  return (
    <>
      <Notice tone="warn" role="status" title={t("people.uses.used", { name })}>
        {t(kind === "role" ? "people.uses.whatRole" : "people.uses.whatUser")}
      </Notice>
      <Names
        title={t("people.uses.credentials", { count: uses.credentials, formatted: number(uses.credentials) })}
        count={uses.credentials}
        names={uses.credentialTitles}
      />
      <Names
        title={t("people.uses.users", { count: uses.users, formatted: number(uses.users) })}
        count={uses.users}
        names={uses.userNames}
      />
    </>
  );
}

function Names({ title, count, names }: { title: string; count: number; names: readonly string[] }) {
  if (count === 0) return null;
  const more = count - names.length;
  return (
    <div>
      <h3>{title}</h3>
      <ul className={styles.names}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
        {more > 0 && <li className={styles.more}>{t("people.uses.more", { formatted: number(more) })}</li>}
      </ul>
    </div>
  );
}
