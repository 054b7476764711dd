import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { saveView } from "../backend/commands";
import type { ViewRow } from "../bindings/ViewRow";
import { sortSentence } from "../finding/sorting";
import type { WindowFinding } from "../finding/use-finding";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { Field } from "../ui/field";
import { showToast } from "../ui/toast";
import { keepNothing } from "./keeping";

type Props = {
  finding: WindowFinding;
  /** The view that gets another name; null saves what is shown as a new one. */
  renamed: ViewRow | null;
  onClose: () => void;
};

/** Asks for the name of a view: a new one with what is shown now, or one that stands. */
export default function ViewDialog({ finding, renamed, onClose }: Props) {
  const client = useQueryClient();
  const [name, setName] = useState(renamed?.name ?? "");
  const { box, sort, layout, tenant } = finding;
  const [text] = useState(() => box.get().text.trim());

  const saving = useSaving(async () => {
    if (renamed) {
      const { key, query, sort: by, firstLayout } = renamed;
      await saveView({ key, name, query, sort: by, tenant, layout: firstLayout });
    } else {
      keepNothing(finding.view);
      finding.adopt(await saveView({ key: null, name, query: text, sort: [...sort], tenant, layout }));
      showToast({ tone: "good", text: t("views.saved", { name: name.trim() }) });
    }
    client.invalidateQueries({ queryKey: ["views"] });
    onClose();
  });

  return (
    <FormDialog
      title={renamed ? t("views.renameTitle", { name: renamed.name }) : t("views.saveTitle")}
      narrow
      saving={saving}
      subject={renamed?.name ?? name}
      fields={["name"]}
      label={renamed ? t("views.rename") : t("views.saveView")}
      busyWord={t("tenants.saving")}
      dirty={name !== (renamed?.name ?? "")}
      lead={
        renamed
          ? undefined
          : t(text === "" ? "views.saveLeadAll" : "views.saveLead", { query: text, sort: sortSentence(sort) })
      }
      onClose={onClose}
    >
      <Field
        label={t("views.name")}
        value={name}
        placeholder={t("views.namePlaceholder")}
        autoFocus
        aria-required
        problem={saving.problem("name")}
        onChange={(value) => {
          setName(value);
          saving.correct("name");
        }}
      />
    </FormDialog>
  );
}
