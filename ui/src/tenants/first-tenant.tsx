import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useEffect, useId, useRef, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { createTenant, newTenant, zones } from "../backend/commands";
import type { NewTenant } from "../bindings/NewTenant";
import type { TenantRow } from "../bindings/TenantRow";
import type { Zones } from "../bindings/Zones";
import { t } from "../text";
import { Button } from "../ui/button";
import { Combo } from "../ui/combo";
import { FailureNotice } from "../ui/failure-notice";
import { Field } from "../ui/field";
import { focusFirstInvalid } from "../ui/focus-invalid";
import { Form } from "../ui/form";
import { StepFrame } from "../vault/step-frame";
import { CarrierFields, TokenPrefixField } from "./carrier-fields";
import styles from "./first-tenant.module.css";
import { firstSystem, ownSystem, PresetField } from "./preset-field";
import { draftOf, formOf, type TenantForm } from "./tenant-form";

const fields = ["name", "apiUrl", "zone", "scheme", "presentation", "tokenPrefix"];

/** Step 2: the installation whose credentials are issued first. */
export function FirstTenant({ onMade }: { onMade: (tenant: TenantRow) => void }) {
  const id = useId();
  // A repeated request with the same id answers what the first one made.
  const [requestId] = useState(() => crypto.randomUUID());
  const start = useQuery<NewTenant, CommandFailure>({
    queryKey: ["tenants", "new"],
    queryFn: newTenant,
    gcTime: 0,
  });
  /** What was changed of what a new tenant begins with. */
  const [typed, setTyped] = useState<TenantForm | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const list = useQuery<Zones, CommandFailure>({ queryKey: ["zones"], queryFn: zones });
  const [chosen, setChosen] = useState<string | null>(null);
  const system = chosen ?? (start.data ? firstSystem(start.data.draft, start.data.presets) : ownSystem);
  const form = typed ?? (start.data ? formOf(start.data.draft) : null);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (failure) focusFirstInvalid(frame.current);
  }, [failure]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy || !form) return;
    setBusy(true);
    setFailure(null);
    try {
      onMade(await createTenant({ requestId, draft: draftOf(form) }));
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setBusy(false);
    }
  };

  const problem = (field: string) => (failure?.field === field ? failure.message : null);
  const change = (next: TenantForm) => {
    setTyped(next);
    setFailure(null);
  };
  return (
    <StepFrame
      step={2}
      title={t("firstRun.tenantTitle")}
      lead={t("firstRun.tenantLead")}
      actions={
        form && (
          <Button kind="primary" size="large" submits form={id} busy={busy && t("firstRun.creatingTenant")}>
            {t("action.continue")}
          </Button>
        )
      }
    >
      <div ref={frame} className={styles.form}>
        {start.error && (
          <FailureNotice
            title={t("tenants.formFailed")}
            failure={start.error}
            actions={
              <Button size="small" onClick={() => start.refetch()}>
                {t("action.tryAgain")}
              </Button>
            }
          />
        )}
        {form && start.data && (
          <Form id={id} onSubmit={submit}>
            {failure && !fields.includes(failure.field ?? "") && <FailureNotice failure={failure} />}
            <Field
              label={t("firstRun.tenantName")}
              value={form.name}
              placeholder={t("firstRun.tenantNamePlaceholder")}
              problem={problem("name")}
              autoFocus
              onChange={(name) => change({ ...form, name })}
            />
            <Field
              label={t("firstRun.tenantUrl")}
              value={form.apiUrl}
              inputMode="url"
              placeholder={t("firstRun.tenantUrlPlaceholder")}
              problem={problem("apiUrl")}
              hint={t("firstRun.tenantUrlHint")}
              onChange={(apiUrl) => change({ ...form, apiUrl })}
            />
            <Combo
              label={t("firstRun.tenantZone")}
              value={form.zone}
              options={list.data?.all ?? []}
              problem={problem("zone") ?? (list.error ? t("firstRun.zonesMissing") : null)}
              hint={t("firstRun.tenantZoneHint")}
              onChange={(zone) => change({ ...form, zone })}
            />
            <PresetField
              form={form}
              presets={start.data.presets}
              chosen={system}
              onChoose={(code, next) => {
                setChosen(code);
                change(next);
              }}
            />
            {system === ownSystem ? (
              <CarrierFields
                form={form}
                presets={start.data.presets}
                fixed={null}
                problem={problem}
                onChange={change}
              />
            ) : (
              form.scheme === "token" && <TokenPrefixField form={form} problem={problem} onChange={change} />
            )}
          </Form>
        )}
      </div>
    </StepFrame>
  );
}
