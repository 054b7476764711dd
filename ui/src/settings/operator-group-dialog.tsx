import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { createOperatorGroup, editOperatorGroup, listOperators } from "../backend/commands";
import type { OperatorGroupRow } from "../bindings/OperatorGroupRow";
import type { Operators } from "../bindings/Operators";
import type { Permission } from "../bindings/Permission";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { Checkbox } from "../ui/checkbox";
import { Field, FieldHelp } from "../ui/field";
import { showToast } from "../ui/toast";
import styles from "./operators.module.css";
import { everyPermission, permissionWords } from "./permissions";

type Props = {
  /** Null where one is made. */
  group: OperatorGroupRow | null;
  onClose: () => void;
};

/** Makes an operator group, or changes one: its name and what it may do. */
export function OperatorGroupDialog({ group: opened, onClose }: Props) {
  const id = useId();
  const client = useQueryClient();
  const [requestId] = useState(() => crypto.randomUUID());
  const [group, setGroup] = useState(opened);
  const [name, setName] = useState(opened?.name ?? "");
  const [permissions, setPermissions] = useState<readonly Permission[]>(opened?.permissions ?? ["view"]);
  const [dirty, setDirty] = useState(false);

  const saving = useSaving(
    async () => {
      const draft = { name, permissions: everyPermission.filter((each) => permissions.includes(each)) };
      if (group) await editOperatorGroup({ target: { group: group.id, revision: group.revision }, ...draft });
      else await createOperatorGroup({ requestId, ...draft });
      const done = { name: name.trim() };
      const text = group ? t("operators.savedGroup", done) : t("operators.createdGroup", done);
      showToast({ tone: "good", text });
      client.invalidateQueries({ queryKey: ["operators"] });
      onClose();
    },
    async () => {
      const now = await client.fetchQuery<Operators>({
        queryKey: ["operators"],
        queryFn: listOperators,
        staleTime: 0,
      });
      const found = now.groups.find((each) => each.id === group?.id);
      if (!found || !group) return [];
      setGroup(found);
      const value = permissionWords(found.permissions);
      return [
        ...(found.name === group.name ? [] : [t("operators.now.name", { value: found.name })]),
        ...(value === permissionWords(group.permissions) ? [] : [t("operators.now.permissions", { value })]),
      ];
    },
  );
  const problem = saving.problem("permissions");

  return (
    <FormDialog
      title={opened ? t("operators.editGroupTitle", { name: opened.name }) : t("operators.newGroupTitle")}
      saving={saving}
      subject={opened?.name}
      fields={["name", "permissions"]}
      label={opened ? t("settings.save") : t("operators.submitGroup")}
      busyWord={opened ? t("settings.saving") : t("operators.creatingGroup")}
      dirty={dirty}
      onClose={onClose}
    >
      <Field
        label={t("operators.name")}
        value={name}
        placeholder={t("operators.groupPlaceholder")}
        autoFocus
        problem={saving.problem("name")}
        onChange={(value) => {
          setName(value);
          setDirty(true);
          saving.correct("name");
        }}
      />
      <span id={`${id}-label`} className={styles.label}>
        {t("operators.permissions")}
      </span>
      <div role="group" aria-labelledby={`${id}-label`} aria-describedby={problem ? `${id}-help` : undefined}>
        <div className={styles.permissions}>
          {everyPermission.map((each, at) => (
            <label key={each} className={styles.permission}>
              <Checkbox
                checked={permissions.includes(each)}
                aria-label={t(`permission.${each}`)}
                aria-describedby={`${id}-${each}`}
                aria-invalid={problem && at === 0 ? true : undefined}
                onChange={({ target: { checked } }) => {
                  setPermissions(
                    checked ? [...permissions, each] : permissions.filter((other) => other !== each),
                  );
                  setDirty(true);
                  saving.correct("permissions");
                }}
              />
              <span>
                {t(`permission.${each}`)}
                <span id={`${id}-${each}`} className={styles.says}>
                  {t(`permissionSays.${each}`)}
                </span>
              </span>
            </label>
          ))}
        </div>
        <FieldHelp id={`${id}-help`} problem={problem} />
      </div>
    </FormDialog>
  );
}
