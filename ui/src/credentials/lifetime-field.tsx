import { useId } from "react";
import type { TenantRow } from "../bindings/TenantRow";
import { number, t } from "../text";
import { DatePicker } from "../ui/date-picker";
import { FormRow } from "../ui/form-row";
import { Radio } from "../ui/radio";
import { Segments } from "../ui/segments";
import { dayAfter } from "./dates";
import { type Lifetime, presets } from "./lifetime";
import styles from "./lifetime-field.module.css";

type Props = {
  tenant: TenantRow;
  value: Lifetime;
  problem: string | null;
  onChange: (value: Lifetime) => void;
};

/** How long a credential works: a preset, a date, or never ending where the tenant allows it. */
export function LifetimeField({ tenant, value, problem, onChange }: Props) {
  const id = useId();
  const { longestDays, neverAllowed, zone } = tenant;
  const hint = limits(tenant);
  const choices = [
    ...presets.map((days) => ({
      value: days,
      label: t(`create.presets.${days}`),
      disabled: longestDays !== null && Number(days) > longestDays,
    })),
    { value: "date" as const, label: t("create.presets.date") },
  ];
  return (
    <FormRow label={t("create.expires")} problem={problem} hint={hint} tone="info">
      {(describedBy) => (
        <>
          <Segments
            label={t("create.presetLabel")}
            value={value.choice === "never" ? null : value.choice}
            options={choices}
            onChange={(choice) =>
              onChange({ choice, date: choice === "date" ? value.date : dayAfter(Number(choice), zone) })
            }
          />
          <DatePicker
            label={t("create.date")}
            value={value.choice === "never" ? null : value.date}
            min={dayAfter(0, zone)}
            max={longestDays === null ? null : dayAfter(longestDays, zone)}
            invalid={problem !== null}
            describedBy={describedBy}
            onChange={(date) => onChange({ choice: "date", date })}
          />
          <label className={styles.never} data-disabled={neverAllowed ? undefined : true}>
            <Radio
              name={`${id}-never`}
              checked={value.choice === "never"}
              disabled={!neverAllowed}
              onChange={() => onChange({ ...value, choice: "never" })}
            />
            {t("create.never")}
          </label>
        </>
      )}
    </FormRow>
  );
}

function limits({ name, longestDays, neverAllowed }: TenantRow): string | null {
  if (longestDays !== null) {
    const values = { count: longestDays, tenant: name, formatted: number(longestDays) };
    return neverAllowed ? t("create.longest", values) : t("create.longestNever", values);
  }
  return neverAllowed ? null : t("create.neverRefused", { tenant: name });
}
