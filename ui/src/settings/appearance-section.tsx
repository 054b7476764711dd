import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import type { DateStyle } from "../bindings/DateStyle";
import type { Density } from "../bindings/Density";
import type { Preferences } from "../bindings/Preferences";
import type { Theme } from "../bindings/Theme";
import { dayAfter, expiryWords } from "../credentials/dates";
import { useRowHeight } from "../grid/density";
import { t } from "../text";
import { Help } from "../ui/help";
import { Segments } from "../ui/segments";
import { Switch } from "../ui/switch";
import { changeAppearance } from "./preferences";
import styles from "./rows.module.css";
import { Lead } from "./section";
import type { SectionProps } from "./settings-page";

const themes: Theme[] = ["system", "light", "dark"];
const densities: Density[] = ["compact", "normal", "comfortable"];
const dateStyles: DateStyle[] = ["near", "date", "iso"];

/** How the window looks to this operator. Every choice is in effect at once. */
export default function AppearanceSection({ start: { preferences } }: SectionProps) {
  const client = useQueryClient();
  const pixels = useRowHeight();
  const near = expiryWords(dayAfter(3, "UTC"), 3);
  const far = expiryWords(dayAfter(400, "UTC"), 400);

  const change = (part: Partial<Preferences>) => changeAppearance(client, part);

  return (
    <>
      <Lead>{t("appearance.lead")}</Lead>
      <div className={styles.rows}>
        <Row label={t("appearance.theme")}>
          <Segments
            label={t("appearance.theme")}
            value={preferences.theme}
            options={themes.map((value) => ({ value, label: t(`appearance.themes.${value}`) }))}
            onChange={(theme) => change({ theme })}
          />
        </Row>
        <Row label={t("appearance.density")} hint={t("appearance.densityHint", { pixels })}>
          <Segments
            label={t("appearance.density")}
            value={preferences.density}
            options={densities.map((value) => ({ value, label: t(`appearance.densities.${value}`) }))}
            onChange={(density) => change({ density })}
          />
        </Row>
        <Row label={t("appearance.dates")} hint={t("appearance.datesExample", { near, far })}>
          <Segments
            label={t("appearance.dates")}
            value={preferences.dates}
            options={dateStyles.map((value) => ({ value, label: t(`appearance.dateStyles.${value}`) }))}
            onChange={(dates) => change({ dates })}
          />
        </Row>
        <Row label={t("shortcuts.singleKeys")} hint={t("shortcuts.singleKeysNote")}>
          <Switch
            aria-label={t("shortcuts.singleKeys")}
            checked={preferences.singleKeys}
            onChange={(event) => change({ singleKeys: event.target.checked })}
          />
        </Row>
      </div>
    </>
  );
}

function Row({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  const id = useId();
  return (
    <>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div role="group" aria-labelledby={id}>
        {children}
        {hint && <Help>{hint}</Help>}
      </div>
    </>
  );
}
