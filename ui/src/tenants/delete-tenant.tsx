import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { deleteTenant, listTenants } from "../backend/commands";
import type { Deleted } from "../bindings/Deleted";
import type { Permission } from "../bindings/Permission";
import type { TenantRow } from "../bindings/TenantRow";
import { BackupCopies } from "../deeds/backup-copies";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { number, t } from "../text";
import { Emphasised } from "../text/emphasised";
import { Checkbox } from "../ui/checkbox";
import { Field, FieldHelp } from "../ui/field";
import styles from "./delete-tenant.module.css";

type Props = {
  row: TenantRow;
  permissions: readonly Permission[];
  onClose: () => void;
  onDeleted: (deleted: Deleted) => void;
};

/** Deletes a tenant: without credentials at a word, with them only once its name is typed. */
export default function DeleteTenant({ row: opened, permissions, onClose, onDeleted }: Props) {
  const client = useQueryClient();
  const id = useId();
  const [row, setRow] = useState(opened);
  const [withCredentials, setWithCredentials] = useState(false);
  const [typed, setTyped] = useState("");
  const count = row.used;
  const mayDelete = permissions.includes("delete");

  const saving = useSaving(
    async () => {
      const target = { tenant: row.id, revision: row.revision };
      onDeleted(await deleteTenant({ target, withCredentials, typed }));
    },
    async () => {
      const rows = await client.fetchQuery({ queryKey: ["tenants"], queryFn: listTenants, staleTime: 0 });
      const now = rows.find((each) => each.id === row.id);
      if (!now) return [t("tenants.gone")];
      setRow(now);
      return [t("tenants.countNow", { count: now.used, formatted: number(now.used) })];
    },
  );

  const blocked =
    count === 0
      ? null
      : !withCredentials
        ? t("tenants.deleteStands", { count, formatted: number(count) })
        : typed.trim() === row.name
          ? null
          : t("tenants.deleteTypeFirst", { tenant: row.name });

  return (
    <FormDialog
      narrow
      role="alertdialog"
      kind="danger"
      title={t("tenants.deleteTitle", { tenant: row.name })}
      saving={saving}
      subject={row.name}
      fields={["typed"]}
      label={
        withCredentials && count > 0
          ? t("tenants.deleteWith", { count, formatted: number(count) })
          : t("tenants.delete")
      }
      busyWord={t("tenants.deleting")}
      blocked={blocked}
      lead={
        <>
          <p>{t("tenants.deleteText")}</p>
          {count > 0 && (
            <>
              <p>
                <Emphasised
                  template={t("tenants.deleteHas", { count, used: "{{used}}" })}
                  values={{ used: number(count) }}
                />
              </p>
              <div>
                <label className={styles.choice}>
                  <Checkbox
                    checked={withCredentials}
                    disabled={!mayDelete}
                    aria-describedby={mayDelete ? undefined : `${id}-may`}
                    onChange={(event) => setWithCredentials(event.target.checked)}
                  />
                  {t("tenants.deleteAlso", { count, formatted: number(count) })}
                </label>
                {!mayDelete && <FieldHelp id={`${id}-may`} hint={t("directory.mayNotDelete")} />}
              </div>
              {withCredentials && <p>{t("tenants.deleteLost")}</p>}
            </>
          )}
        </>
      }
      onClose={onClose}
      after={
        withCredentials && count > 0 && <BackupCopies scheme={row.scheme} secret={null} zone={row.zone} />
      }
    >
      {withCredentials && count > 0 && (
        <Field
          label={t("directory.typeName")}
          value={typed}
          autoFocus
          problem={saving.problem("typed")}
          hint={t("directory.typeNameHint", { name: row.name })}
          onChange={(value) => {
            setTyped(value);
            saving.correct("typed");
          }}
        />
      )}
    </FormDialog>
  );
}
