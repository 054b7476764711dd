import { useState } from "react";
import type { Preset } from "../bindings/Preset";
import type { TenantDraft } from "../bindings/TenantDraft";
import { t } from "../text";
import { ChoiceCards } from "../ui/choice-cards";
import { type TenantForm, withPreset } from "./tenant-form";

const own = "own";

type Props = {
  form: TenantForm;
  /** What the form began with. */
  draft: TenantDraft;
  presets: readonly Preset[];
  onChange: (form: TenantForm) => void;
};

/** Which of the known systems the tenant is an installation of; each fills in how its credentials work. */
export function PresetField({ form, draft, presets, onChange }: Props) {
  const [chosen, setChosen] = useState(
    () => presets.find(({ scheme }) => scheme === draft.scheme)?.code ?? own,
  );
  return (
    <ChoiceCards
      label={t("tenants.system")}
      value={chosen}
      options={[
        ...presets.map(({ code, name, says }) => ({ value: code, name, note: says })),
        { value: own, name: t("tenants.ownSystem"), note: t("tenants.ownSystemNote") },
      ]}
      onChange={(code) => {
        setChosen(code);
        const preset = presets.find((each) => each.code === code);
        if (preset) onChange(withPreset(form, preset));
      }}
    />
  );
}
