import type { Preset } from "../bindings/Preset";
import type { TenantDraft } from "../bindings/TenantDraft";
import { t } from "../text";
import { ChoiceCards } from "../ui/choice-cards";
import { type TenantForm, withPreset } from "./tenant-form";

/** The choice of a system that is none of the four. */
export const ownSystem = "own";

/** The first of the systems whose credentials are formed as a new tenant’s are. */
export function firstSystem(draft: TenantDraft, presets: readonly Preset[]): string {
  return presets.find(({ scheme }) => scheme === draft.scheme)?.code ?? ownSystem;
}

type Props = {
  form: TenantForm;
  presets: readonly Preset[];
  chosen: string;
  onChoose: (chosen: string, form: TenantForm) => void;
};

/** Which of the known systems the tenant is an installation of; each fills in how its credentials work. */
export function PresetField({ form, presets, chosen, onChoose }: Props) {
  return (
    <ChoiceCards
      label={t("tenants.system")}
      value={chosen}
      options={[
        ...presets.map(({ code, name, says }) => ({ value: code, name, note: says })),
        { value: ownSystem, name: t("tenants.ownSystem"), note: t("tenants.ownSystemNote") },
      ]}
      onChange={(code) => {
        const preset = presets.find((each) => each.code === code);
        onChoose(code, preset ? withPreset(form, preset) : form);
      }}
    />
  );
}
