import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { changeLimit, listTenants } from "../backend/commands";
import type { TenantRow } from "../bindings/TenantRow";
import { useSaving } from "../shell/saving";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { failureSentence } from "../ui/failure-notice";
import { FieldHelp } from "../ui/field";
import styles from "./limit-field.module.css";
import { digits } from "./tenant-form";

type Props = { row: TenantRow; onClose: () => void; onChanged: (row: TenantRow) => void };

/** The limit of a tenant, in the place where it stands. Enter changes it, Escape leaves it. */
export function LimitField({ row: opened, onClose, onChanged }: Props) {
  const client = useQueryClient();
  const id = useId();
  const [row, setRow] = useState(opened);
  const [typed, setTyped] = useState(row.credentialLimit === null ? "" : String(row.credentialLimit));
  const input = useRef<HTMLInputElement>(null);
  const saving = useSaving(
    async () => {
      const target = { tenant: row.id, revision: row.revision };
      const changed = await changeLimit(target, typed === "" ? null : Number(typed));
      onChanged(changed);
      giveBack(row.id);
    },
    async () => {
      const rows = await client.fetchQuery({ queryKey: ["tenants"], queryFn: listTenants, staleTime: 0 });
      const now = rows.find((each) => each.id === row.id);
      if (!now) return [t("tenants.gone")];
      setRow(now);
      return now.credentialLimit === null
        ? [t("tenants.now.noLimit")]
        : [t("tenants.now.limit", { value: number(now.credentialLimit) })];
    },
  );

  useEffect(() => input.current?.select(), []);

  const close = () => {
    onClose();
    giveBack(row.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter") {
      event.preventDefault();
      saving.save();
    }
  };
  const { failure, meanwhile } = saving;
  const problem =
    saving.problem("limit") ??
    (meanwhile
      ? [t("form.meanwhile", { subject: row.name }), ...meanwhile].join(" ")
      : failure && failureSentence(failure));
  return (
    <div className={styles.frame}>
      <div className={styles.line}>
        <input
          ref={input}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          placeholder={t("tenants.noLimit")}
          aria-label={t("limits.limitOf", { tenant: row.name })}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-help`}
          className={styles.input}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(digits(event.target.value));
            saving.correct("limit");
          }}
        />
        <Button size="small" kind="primary" busy={saving.busy && t("tenants.saving")} onClick={saving.save}>
          {t("limits.save")}
        </Button>
        <Button size="small" kind="ghost" onClick={close}>
          {t("action.cancel")}
        </Button>
      </div>
      <FieldHelp id={`${id}-help`} problem={problem} hint={t("limits.hint")} />
    </div>
  );
}

/** The focus goes back to the button that opened the field, once it stands there again. */
function giveBack(tenant: string) {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-limit-of="${tenant}"]`)?.focus();
  });
}
