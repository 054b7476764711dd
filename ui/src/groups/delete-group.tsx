import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { deleteGroup, listGroups } from "../backend/commands";
import type { Deleted } from "../bindings/Deleted";
import type { GroupEnd } from "../bindings/GroupEnd";
import type { GroupRow } from "../bindings/GroupRow";
import type { Permission } from "../bindings/Permission";
import type { TenantRow } from "../bindings/TenantRow";
import { BackupCopies } from "../deeds/backup-copies";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { number, t } from "../text";
import { Emphasised } from "../text/emphasised";
import { Field, FieldHelp } from "../ui/field";
import { Radio } from "../ui/radio";
import { SelectBox } from "../ui/select";
import { useGroups } from "./asking";
import styles from "./delete-group.module.css";

export type GroupDeleted = Deleted & { movedTo: string | null };

type Props = {
  row: GroupRow;
  /** Whose group it is. */
  tenant: TenantRow;
  permissions: readonly Permission[];
  onClose: () => void;
  onDeleted: (deleted: GroupDeleted) => void;
};

/** Deletes a group. Its credentials move to another, or go with it once its name is typed. */
export default function DeleteGroup({ row: opened, tenant, permissions, onClose, onDeleted }: Props) {
  const client = useQueryClient();
  const id = useId();
  const [row, setRow] = useState(opened);
  const [end, setEnd] = useState<"move" | "delete">("move");
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const groups = useGroups(row.tenant);
  const others = (groups.data ?? []).filter((each) => each.id !== row.id);
  const to = others.find((each) => each.id === chosen) ?? others.find(({ general }) => general) ?? others[0];
  const count = row.credentials;
  const formatted = number(count);
  const mayMove = permissions.includes("createAndUpdate");
  const mayDelete = permissions.includes("delete");

  const saving = useSaving(
    async () => {
      const how: GroupEnd =
        count === 0
          ? { kind: "empty" }
          : end === "delete"
            ? { kind: "delete", typed }
            : { kind: "move", to: to?.id ?? "" };
      const deleted = await deleteGroup({ group: row.id, revision: row.revision }, how);
      onDeleted({ ...deleted, movedTo: how.kind === "move" ? (to?.name ?? null) : null });
    },
    async () => {
      const now = (await listGroups(row.tenant)).find((each) => each.id === row.id);
      client.invalidateQueries({ queryKey: ["groups"] });
      if (!now) return [t("groups.gone")];
      setRow(now);
      return [t("groups.countNow", { count: now.credentials, formatted: number(now.credentials) })];
    },
  );

  return (
    <FormDialog
      narrow
      role="alertdialog"
      kind="danger"
      title={t("groups.deleteTitle", { group: row.name })}
      saving={saving}
      subject={row.name}
      fields={["typed"]}
      label={
        count === 0
          ? t("groups.delete")
          : end === "delete"
            ? t("groups.deleteWith", { count, formatted })
            : t("groups.moveAndDelete", { count, formatted })
      }
      busyWord={t("tenants.deleting")}
      blocked={whyNot()}
      lead={
        <p>
          {count === 0 ? (
            t("groups.deleteEmpty")
          ) : (
            <Emphasised
              template={t("groups.deleteHas", { count, used: "{{used}}" })}
              values={{ used: formatted }}
            />
          )}
        </p>
      }
      onClose={onClose}
      after={
        count > 0 &&
        end === "delete" && <BackupCopies scheme={tenant.scheme} secret={null} zone={tenant.zone} />
      }
    >
      {count > 0 && (
        <div role="radiogroup" aria-label={t("groups.whatWith")} className={styles.ways}>
          <label className={styles.way}>
            <Radio name={id} autoFocus checked={end === "move"} onChange={() => setEnd("move")} />
            <span>
              {t("groups.moveThem")}
              {!mayMove && <FieldHelp id={`${id}-move`} hint={t("directory.mayNotUpdate")} />}
            </span>
          </label>
          {end === "move" && (
            <div className={styles.under}>
              <SelectBox
                aria-label={t("groups.moveTo")}
                value={to?.id ?? ""}
                options={others.map(({ id: value, name }) => ({ value, label: name }))}
                onChange={setChosen}
              />
              {groups.error && <FieldHelp id={`${id}-groups`} problem={said(groups.error)} />}
            </div>
          )}
          <label className={styles.way}>
            <Radio
              name={id}
              checked={end === "delete"}
              disabled={!mayDelete}
              onChange={() => setEnd("delete")}
            />
            <span>
              {t("groups.deleteThem")}
              <FieldHelp
                id={`${id}-delete`}
                hint={mayDelete ? t("groups.deleteThemNote") : t("directory.mayNotDelete")}
              />
            </span>
          </label>
        </div>
      )}
      {count > 0 && end === "delete" && (
        <Field
          label={t("directory.typeName")}
          value={typed}
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

  function whyNot(): string | null {
    if (count === 0) return null;
    if (end === "delete")
      return typed.trim() === row.name ? null : t("directory.typeFirst", { name: row.name });
    if (!mayMove) return t("directory.mayNotUpdate");
    return to ? null : t("groups.nowhere");
  }
}

const said = (failure: CommandFailure) => `${t("groups.failed")}. ${failure.message}`;
