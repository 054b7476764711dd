import { useId } from "react";
import type { Reveal } from "../bindings/Reveal";
import type { TenantRow } from "../bindings/TenantRow";
import { t } from "../text";
import { Button } from "../ui/button";
import { ChoiceCards } from "../ui/choice-cards";
import { FieldHelp, FieldLabel } from "../ui/field";
import { SelectBox } from "../ui/select";
import { Switch } from "../ui/switch";
import type { Directory } from "./directory";
import styles from "./new-credential.module.css";
import { secretName } from "./secret-name";

/** The group that it is made in; General stands first. */
export function GroupRow({
  directory,
  value,
  problem,
  blocked,
  onChange,
  onNew,
}: {
  directory: Directory;
  /** Null is General. */
  value: string | null;
  problem: string | null;
  /** Why no group can be made; null if one can. */
  blocked: string | null;
  onChange: (group: string) => void;
  onNew: () => void;
}) {
  const id = useId();
  const groups = [...(directory.groups ?? [])].sort(
    (one, other) => Number(other.general) - Number(one.general) || one.name.localeCompare(other.name),
  );
  const chosen = value ?? groups.find(({ general }) => general)?.id ?? "";
  const gone = chosen !== "" && !groups.some((group) => group.id === chosen);
  return (
    <>
      <FieldLabel htmlFor={id} label={t("create.group")} />
      <div>
        <div className={styles.line}>
          <SelectBox
            id={id}
            className={styles.wide}
            value={chosen}
            options={[
              ...(gone ? [{ value: chosen, label: directory.goneName(chosen) }] : []),
              ...groups.map((group) => ({ value: group.id, label: group.name })),
            ]}
            problem={problem !== null}
            aria-describedby={problem ? `${id}-help` : undefined}
            onChange={onChange}
          />
          <Button aria-disabled={blocked ? true : undefined} data-tip={blocked ?? undefined} onClick={onNew}>
            {t("create.groupNew")}
          </Button>
        </div>
        <FieldHelp id={`${id}-help`} problem={problem} />
      </div>
    </>
  );
}

/** Whether it works as soon as it is made. */
export function StatusRow({ active, onChange }: { active: boolean; onChange: (active: boolean) => void }) {
  return (
    <>
      <span className={styles.label}>{t("create.startAs")}</span>
      <label className={styles.status}>
        <Switch
          checked={active}
          aria-label={t("create.activeLabel")}
          onChange={(event) => onChange(event.target.checked)}
        />
        {t(active ? "create.active" : "create.inactive")}
      </label>
    </>
  );
}

/** What is kept of the secret, in plain words. */
export function RevealRow({
  tenant,
  value,
  onChange,
}: {
  tenant: TenantRow;
  value: Reveal;
  onChange: (reveal: Reveal) => void;
}) {
  const notes: Record<Reveal, string> = {
    "show-once": t(tenant.scheme === "signed" ? "create.reveal.onceSigned" : "create.reveal.onceSingle"),
    recoverable: t("create.reveal.kept", { secret: secretName(tenant.scheme) }),
  };
  const note = (reveal: Reveal) =>
    reveal === tenant.reveal
      ? t("create.reveal.asTenant", { note: notes[reveal], tenant: tenant.name })
      : notes[reveal];
  return (
    <ChoiceCards
      label={t("create.secret")}
      value={value}
      options={[
        { value: "show-once", name: t("create.reveal.once"), note: note("show-once") },
        { value: "recoverable", name: t("create.reveal.recoverable"), note: note("recoverable") },
      ]}
      onChange={onChange}
    />
  );
}
