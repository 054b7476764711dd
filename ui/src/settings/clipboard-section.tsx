import { t } from "../text";
import { NumberField } from "./number-field";
import { Lead } from "./section";
import { wholeNumber } from "./settings-draft";
import { SettingsForm } from "./settings-form";
import type { SectionProps } from "./settings-page";

/** How long a copied secret stays on the clipboard. */
export default function ClipboardSection({ blocked }: SectionProps) {
  return (
    <>
      <Lead>{t("clipboard.lead")}</Lead>
      <SettingsForm
        name="clipboard"
        blocked={blocked}
        fields={["clipboardSeconds"]}
        read={({ clipboardSeconds }) => ({ seconds: String(clipboardSeconds) })}
        write={(settings, { seconds }) => {
          const clipboardSeconds = wholeNumber(seconds);
          return clipboardSeconds === null ? "clipboardSeconds" : { ...settings, clipboardSeconds };
        }}
      >
        {({ draft, change, problem }) => (
          <NumberField
            label={t("clipboard.seconds")}
            unit={t("clipboard.unit")}
            value={draft.seconds}
            problem={problem("clipboardSeconds")}
            hint={t("clipboard.hint")}
            onChange={(seconds) => change({ seconds }, "clipboardSeconds")}
          />
        )}
      </SettingsForm>
    </>
  );
}
