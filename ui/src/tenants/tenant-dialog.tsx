import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { createTenant, editTenant, listTenants, newTenant, zones } from "../backend/commands";
import type { NewTenant } from "../bindings/NewTenant";
import type { Preset } from "../bindings/Preset";
import type { TenantDraft } from "../bindings/TenantDraft";
import type { TenantRow } from "../bindings/TenantRow";
import type { Zones } from "../bindings/Zones";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { Button } from "../ui/button";
import { Combo } from "../ui/combo";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { Field } from "../ui/field";
import { Skeleton } from "../ui/skeleton";
import { CarrierFields } from "./carrier-fields";
import { PathFields } from "./path-fields";
import { PolicyFields } from "./policy-fields";
import { firstSystem, PresetField } from "./preset-field";
import { Section } from "./section";
import { draftOf, draftOfRow, formOf, merged, type TenantForm } from "./tenant-form";
import { whatIsNow } from "./tenant-words";

/** The fields that say themselves what is wrong with them. */
const fields = [
  ...["name", "apiUrl", "zone", "scheme", "presentation", "tokenPrefix", "credentialLimit"],
  ...["longestDays", "neverAllowed", "defaultDays", "warningDays", "managementPaths", "testPath"],
];

type Props = {
  /** The tenant that is edited; null for a new one. */
  row: TenantRow | null;
  onClose: () => void;
  onSaved: (row: TenantRow) => void;
};

/** The form of a tenant: a new one, or one that stands. */
export default function TenantDialog({ row, onClose, onSaved }: Props) {
  const start = useQuery<NewTenant, CommandFailure>({
    queryKey: ["tenants", "new"],
    queryFn: newTenant,
    // What a new tenant begins with may have been changed in the settings since.
    staleTime: 0,
    gcTime: 0,
  });
  if (row) {
    const presets = start.data?.presets ?? [];
    return (
      <TenantFormDialog
        row={row}
        draft={draftOfRow(row)}
        presets={presets}
        onClose={onClose}
        onSaved={onSaved}
      />
    );
  }
  if (start.data) {
    const { draft, presets } = start.data;
    return (
      <TenantFormDialog row={null} draft={draft} presets={presets} onClose={onClose} onSaved={onSaved} />
    );
  }
  return (
    <Dialog
      title={t("tenants.newTitle")}
      onDismiss={onClose}
      foot={
        <>
          <span className="spacer" />
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      <DialogBody>
        {start.error ? (
          <FailureNotice
            title={t("tenants.formFailed")}
            failure={start.error}
            actions={
              <Button size="small" onClick={() => start.refetch()}>
                {t("action.tryAgain")}
              </Button>
            }
          />
        ) : (
          <Skeleton />
        )}
      </DialogBody>
    </Dialog>
  );
}

type FormProps = Props & { draft: TenantDraft; presets: readonly Preset[] };

function TenantFormDialog({ row, draft, presets, onClose, onSaved }: FormProps) {
  const client = useQueryClient();
  const [requestId] = useState(() => crypto.randomUUID());
  const [base, setBase] = useState({ row, form: formOf(draft) });
  const [form, setForm] = useState(base.form);
  const [system, setSystem] = useState(() => firstSystem(draft, presets));
  /** A path that is typed and not yet in the list. */
  const [path, setPath] = useState("");
  const list = useQuery<Zones, CommandFailure>({ queryKey: ["zones"], queryFn: zones });

  const saving = useSaving(
    async () => {
      const whole = draftOf(form);
      const paths = path.trim() === "" ? whole.managementPaths : [...whole.managementPaths, path.trim()];
      const asked = { ...whole, managementPaths: paths };
      const saved = base.row
        ? await editTenant({
            target: { tenant: base.row.id, revision: base.row.revision },
            draft: asked,
          })
        : await createTenant({ requestId, draft: asked });
      client.setQueryData<TenantRow[]>(
        ["tenants"],
        (rows) =>
          rows &&
          [...rows.filter(({ id }) => id !== saved.id), saved].sort((a, b) => a.name.localeCompare(b.name)),
      );
      for (const noun of ["tenants", "groups", "roles", "users", "credentials"])
        client.invalidateQueries({ queryKey: [noun] });
      onSaved(saved);
    },
    async () => {
      const rows = await client.fetchQuery({ queryKey: ["tenants"], queryFn: listTenants, staleTime: 0 });
      const now = rows.find(({ id }) => id === base.row?.id);
      if (!now) return [t("tenants.gone")];
      const fresh = formOf(draftOfRow(now));
      const { form: both, changed } = merged(base.form, form, fresh);
      setBase({ row: now, form: fresh });
      setForm(both);
      return whatIsNow(changed, draftOfRow(now));
    },
  );

  const change = (next: TenantForm, field: string) => {
    setForm(next);
    saving.correct(field);
  };
  const used = base.row?.used ?? 0;
  const shared = { form, problem: saving.problem, onChange: change };
  return (
    <FormDialog
      title={base.row ? t("tenants.editTitle", { tenant: base.row.name }) : t("tenants.newTitle")}
      saving={saving}
      subject={base.row?.name ?? form.name}
      fields={fields}
      label={base.row ? t("tenants.save") : t("tenants.create")}
      busyWord={base.row ? t("tenants.saving") : t("tenants.creating")}
      dirty={path !== "" || JSON.stringify(form) !== JSON.stringify(base.form)}
      onClose={onClose}
    >
      {!base.row && (
        <PresetField
          form={form}
          presets={presets}
          chosen={system}
          onChoose={(chosen, next) => {
            setSystem(chosen);
            setForm(next);
          }}
        />
      )}
      <Field
        label={t("tenants.name")}
        value={form.name}
        placeholder={t("firstRun.tenantNamePlaceholder")}
        autoFocus
        aria-required
        problem={saving.problem("name")}
        onChange={(name) => change({ ...form, name }, "name")}
      />
      <Field
        label={t("tenants.apiUrl")}
        value={form.apiUrl}
        inputMode="url"
        placeholder={t("firstRun.tenantUrlPlaceholder")}
        aria-required
        problem={saving.problem("apiUrl")}
        hint={used > 0 ? t("tenants.apiUrlUsed") : t("firstRun.tenantUrlHint")}
        onChange={(apiUrl) => change({ ...form, apiUrl }, "apiUrl")}
      />
      <Combo
        label={t("tenants.zone")}
        value={form.zone}
        options={list.data?.all ?? []}
        problem={saving.problem("zone") ?? (list.error ? t("firstRun.zonesMissing") : null)}
        hint={t("firstRun.tenantZoneHint")}
        onChange={(zone) => change({ ...form, zone }, "zone")}
      />
      <Section title={t("tenants.carrierTitle")} />
      <CarrierFields
        {...shared}
        presets={presets}
        fixed={used > 0 ? t("tenants.schemeFixed", { count: used }) : null}
      />
      <Section title={t("tenants.policyTitle")}>{used > 0 ? t("tenants.policyUsed") : null}</Section>
      <PolicyFields {...shared} />
      <Section title={t("tenants.pathsTitle")} />
      <PathFields {...shared} path={path} onPath={setPath} />
    </FormDialog>
  );
}
