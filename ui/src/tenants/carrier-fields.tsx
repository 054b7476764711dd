import { useId } from "react";
import type { Preset } from "../bindings/Preset";
import type { Scheme } from "../bindings/Scheme";
import { t } from "../text";
import { Checkbox } from "../ui/checkbox";
import { Field, FieldHelp } from "../ui/field";
import { Segments } from "../ui/segments";
import { Select } from "../ui/select";
import { Switch } from "../ui/switch";
import styles from "./carrier-fields.module.css";
import { NumberField } from "./number-field";
import { keyLike, presentedLine } from "./presenting";
import { draftOf, type TenantForm, withScheme } from "./tenant-form";

type Props = {
  form: TenantForm;
  presets: readonly Preset[];
  /** Why the scheme can no longer be changed; null while it can. */
  fixed: string | null;
  problem: (field: string) => string | null;
  onChange: (form: TenantForm, field: string) => void;
};

const schemes: readonly Scheme[] = ["signed", "reference", "token"];

/** What the keys of a tenant begin with. */
export function TokenPrefixField({ form, problem, onChange }: Omit<Props, "presets" | "fixed">) {
  return (
    <Field
      label={t("tenants.tokenPrefix")}
      value={form.tokenPrefix}
      className={styles.prefix}
      placeholder={t("tenants.tokenPrefixPlaceholder")}
      problem={problem("tokenPrefix")}
      hint={t("tenants.tokenPrefixHint", { prefix: form.tokenPrefix || "acme" })}
      onChange={(tokenPrefix) => onChange({ ...form, tokenPrefix }, "tokenPrefix")}
    />
  );
}

/** How the tenant's credentials are formed, and how a request carries them. */
export function CarrierFields({ form, presets, fixed, problem, onChange }: Props) {
  const id = useId();
  const set = (part: Partial<TenantForm>, field = "presentation") => onChange({ ...form, ...part }, field);
  const wrong = problem("presentation");
  const example = presentedLine(draftOf(form).presentation, keyLike(form.scheme, form.tokenPrefix));
  const single = form.scheme !== "signed";
  return (
    <>
      <Select
        label={t("tenants.scheme")}
        value={form.scheme}
        options={schemes.map((scheme) => ({ value: scheme, label: t(`tenants.schemes.${scheme}`) }))}
        disabled={fixed !== null}
        problem={problem("scheme")}
        hint={fixed ?? t(`tenants.schemeNotes.${form.scheme}`)}
        onChange={(scheme) => onChange(withScheme(form, scheme as Scheme, presets), "scheme")}
      />
      {form.scheme === "token" && <TokenPrefixField form={form} problem={problem} onChange={onChange} />}
      {form.scheme === "signed" && (
        <>
          <span className={styles.label}>{t("tenants.secretKey")}</span>
          <div>
            <label className={styles.choice}>
              <Switch
                checked={form.strongSecret}
                onChange={(event) => set({ strongSecret: event.target.checked }, "strongSecret")}
              />
              {t("tenants.strongSecret")}
            </label>
            <FieldHelp
              id={`${id}-strong`}
              hint={t(form.strongSecret ? "tenants.strongSecretOn" : "tenants.strongSecretOff")}
            />
          </div>
          <NumberField
            label={t("tenants.within")}
            unit={t("tenants.seconds")}
            value={form.within}
            problem={wrong}
            hint={t("tenants.withinHint")}
            onChange={(within) => set({ within })}
          />
        </>
      )}
      {single && (
        <>
          <span id={`${id}-carrier`} className={styles.label}>
            {t("tenants.carrier")}
          </span>
          <div>
            <Segments
              label={t("tenants.carrier")}
              value={form.carrier}
              options={[
                { value: "header", label: t("tenants.carriers.header") },
                { value: "basic", label: t("tenants.carriers.basic") },
                { value: "query", label: t("tenants.carriers.query") },
              ]}
              onChange={(carrier) => set({ carrier })}
            />
          </div>
          {form.carrier === "header" && (
            <>
              <Field
                label={t("tenants.headerName")}
                value={form.headerName}
                className={styles.mono}
                onChange={(headerName) => set({ headerName })}
              />
              <Field
                label={t("tenants.headerValue")}
                value={form.headerValue}
                className={styles.mono}
                problem={wrong}
                hint={t("tenants.headerValueHint")}
                onChange={(headerValue) => set({ headerValue })}
              />
            </>
          )}
          {form.carrier === "basic" && (
            <>
              <span className={styles.label}>{t("tenants.basicPart")}</span>
              <div>
                <Segments
                  label={t("tenants.basicPart")}
                  value={form.basicPart}
                  options={[
                    { value: "user", label: t("tenants.basicUser") },
                    { value: "password", label: t("tenants.basicPassword") },
                  ]}
                  onChange={(basicPart) => set({ basicPart })}
                />
                <FieldHelp id={`${id}-basic`} problem={wrong} hint={t("tenants.basicHint")} />
              </div>
            </>
          )}
          {form.carrier === "query" && (
            <Field
              label={t("tenants.queryName")}
              value={form.queryName}
              className={styles.mono}
              problem={wrong}
              hint={t("tenants.queryNameHint")}
              onChange={(queryName) => set({ queryName })}
            />
          )}
        </>
      )}
      <span className={styles.label}>{t("tenants.example")}</span>
      <div>
        <code className={styles.example}>{example}</code>
        <label className={styles.choice}>
          <Checkbox
            checked={form.checkWithVendor}
            onChange={(event) => set({ checkWithVendor: event.target.checked }, "checkWithVendor")}
          />
          {t("tenants.checkWithVendor")}
        </label>
        <FieldHelp id={`${id}-vendor`} hint={t("tenants.checkWithVendorHint")} />
      </div>
    </>
  );
}
