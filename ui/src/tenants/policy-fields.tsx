import { useId } from "react";
import { t } from "../text";
import { ChoiceCards } from "../ui/choice-cards";
import { FieldHelp } from "../ui/field";
import { Segments } from "../ui/segments";
import { Switch } from "../ui/switch";
import styles from "./carrier-fields.module.css";
import { NumberField } from "./number-field";
import type { TenantForm } from "./tenant-form";

type Props = {
  form: TenantForm;
  problem: (field: string) => string | null;
  onChange: (form: TenantForm, field: string) => void;
};

/** How many credentials the tenant may have, how long they work, and what is kept of a secret. */
export function PolicyFields({ form, problem, onChange }: Props) {
  const id = useId();
  const set = (part: Partial<TenantForm>, field: string) => onChange({ ...form, ...part }, field);
  return (
    <>
      <NumberField
        label={t("tenants.limit")}
        unit={t("tenants.credentials")}
        value={form.credentialLimit}
        placeholder={t("tenants.noLimit")}
        problem={problem("credentialLimit")}
        hint={t("tenants.limitHint")}
        onChange={(credentialLimit) => set({ credentialLimit }, "credentialLimit")}
      />
      <NumberField
        label={t("tenants.longest")}
        unit={t("tenants.days")}
        value={form.longestDays}
        placeholder={t("tenants.anyLength")}
        problem={problem("longestDays")}
        onChange={(longestDays) => set({ longestDays }, "longestDays")}
      />
      <span className={styles.label}>{t("tenants.never")}</span>
      <div>
        <label className={styles.choice}>
          <Switch
            checked={form.neverAllowed}
            onChange={({ target: { checked } }) =>
              set({ neverAllowed: checked, defaultNever: checked && form.defaultNever }, "neverAllowed")
            }
          />
          {t("tenants.neverAllowed")}
        </label>
        <FieldHelp id={`${id}-never`} problem={problem("neverAllowed")} />
      </div>
      <span className={styles.label}>{t("tenants.firstOffer")}</span>
      <div>
        <Segments
          label={t("tenants.firstOffer")}
          value={form.defaultNever ? "never" : "days"}
          options={[
            { value: "days", label: t("tenants.aLifetime") },
            { value: "never", label: t("tenants.neverOffer"), disabled: !form.neverAllowed },
          ]}
          onChange={(choice) => set({ defaultNever: choice === "never" }, "defaultDays")}
        />
        <FieldHelp
          id={`${id}-first`}
          hint={form.neverAllowed ? t("tenants.firstOfferHint") : t("tenants.neverNotOffered")}
        />
      </div>
      {!form.defaultNever && (
        <NumberField
          label={t("tenants.defaultDays")}
          unit={t("tenants.days")}
          value={form.defaultDays}
          placeholder="90"
          problem={problem("defaultDays")}
          onChange={(defaultDays) => set({ defaultDays }, "defaultDays")}
        />
      )}
      <NumberField
        label={t("tenants.warning")}
        unit={t("tenants.days")}
        value={form.warningDays}
        problem={problem("warningDays")}
        hint={
          Number(form.warningDays) === 0
            ? t("tenants.warningNone")
            : t("tenants.warningHint", { count: Number(form.warningDays) })
        }
        onChange={(warningDays) => set({ warningDays }, "warningDays")}
      />
      <ChoiceCards
        label={t("tenants.reveal")}
        value={form.reveal}
        options={[
          { value: "show-once", name: t("tenants.showOnce"), note: t(`tenants.showOnceNote.${form.scheme}`) },
          { value: "recoverable", name: t("tenants.recoverable"), note: t("tenants.recoverableNote") },
        ]}
        onChange={(reveal) => set({ reveal }, "reveal")}
      />
    </>
  );
}
