import { useId } from "react";
import { t } from "../text";
import { ChoiceCards } from "../ui/choice-cards";
import { FieldHelp } from "../ui/field";
import { Segments } from "../ui/segments";
import { Switch } from "../ui/switch";
import { NumberBox, NumberField } from "./number-field";
import styles from "./rows.module.css";
import { Lead } from "./section";
import { type Defaults, defaultsOf, lifetimes, withDefaults } from "./settings-draft";
import { SettingsForm } from "./settings-form";
import type { SectionProps } from "./settings-page";

const reveals = ["show-once", "recoverable"] as const;

/** What a new tenant begins with. */
export default function DefaultsSection({ blocked }: SectionProps) {
  const id = useId();
  return (
    <>
      <Lead>{t("defaults.lead")}</Lead>
      <SettingsForm<Defaults>
        name="defaults"
        blocked={blocked}
        fields={["defaultDays", "warningDays"]}
        read={defaultsOf}
        write={withDefaults}
      >
        {({ draft, change, problem }) => (
          <>
            <span id={`${id}-lifetime`} className={styles.label}>
              {t("defaults.lifetime")}
            </span>
            <div role="group" aria-labelledby={`${id}-lifetime`}>
              <Segments
                label={t("defaults.lifetime")}
                value={draft.lifetime}
                options={lifetimes.map((value) => ({
                  value,
                  label: t(`defaults.choices.${value}`),
                  disabled: value === "never" && !draft.neverAllowed,
                }))}
                onChange={(lifetime) => change({ lifetime }, "defaultDays")}
              />
              {draft.lifetime === "other" ? (
                <div className={styles.below}>
                  <NumberBox
                    id={`${id}-days`}
                    label={t("defaults.lifetime")}
                    value={draft.days}
                    unit={t("defaults.dayUnit")}
                    problem={problem("defaultDays")}
                    onChange={(days) => change({ days }, "defaultDays")}
                  />
                </div>
              ) : (
                <FieldHelp
                  id={`${id}-lifetime-help`}
                  problem={problem("defaultDays")}
                  hint={
                    draft.lifetime === "none"
                      ? t("defaults.noneHint")
                      : draft.neverAllowed
                        ? undefined
                        : t("defaults.neverNeeded")
                  }
                />
              )}
            </div>
            <span className={styles.label}>{t("defaults.neverLabel")}</span>
            <div>
              <label className={styles.switch}>
                <Switch
                  checked={draft.neverAllowed}
                  aria-describedby={`${id}-never`}
                  onChange={({ target: { checked } }) =>
                    change({
                      neverAllowed: checked,
                      lifetime: !checked && draft.lifetime === "never" ? "none" : draft.lifetime,
                    })
                  }
                />
                {t("defaults.never")}
              </label>
              <FieldHelp id={`${id}-never`} hint={t("defaults.neverHint")} />
            </div>
            <NumberField
              label={t("defaults.warning")}
              unit={t("defaults.warningUnit")}
              value={draft.warningDays}
              problem={problem("warningDays")}
              hint={t("defaults.warningHint")}
              onChange={(warningDays) => change({ warningDays }, "warningDays")}
            />
            <ChoiceCards
              label={t("defaults.reveal")}
              value={draft.reveal}
              options={reveals.map((value) => ({
                value,
                name: t(`defaults.reveals.${value}`),
                note: t(`defaults.revealHints.${value}`),
              }))}
              onChange={(reveal) => change({ reveal })}
            />
          </>
        )}
      </SettingsForm>
    </>
  );
}
