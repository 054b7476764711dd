import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useEffect, useId, useRef, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { createTenant, zones } from "../backend/commands";
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
import styles from "./first-tenant.module.css";

const fields = ["name", "apiUrl", "zone"];

/** Step 2: the installation whose credentials are issued first. */
export function FirstTenant({ onMade }: { onMade: (tenant: TenantRow) => void }) {
  const form = useId();
  // A repeated request with the same id answers what the first one made.
  const [requestId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState("");
  const [apiUrl, setApiUrl] = useState("");
  const [zone, setZone] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const list = useQuery<Zones, CommandFailure>({ queryKey: ["zones"], queryFn: zones });
  const chosen = zone ?? list.data?.system ?? "";
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (failure) focusFirstInvalid(frame.current);
  }, [failure]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      onMade(await createTenant({ requestId, name, apiUrl, zone: chosen }));
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setBusy(false);
    }
  };

  const problem = (field: string) => (failure?.field === field ? failure.message : null);
  const clear = () => setFailure(null);
  return (
    <StepFrame
      step={2}
      title={t("firstRun.tenantTitle")}
      lead={t("firstRun.tenantLead")}
      actions={
        <Button kind="primary" size="large" submits form={form} busy={busy && t("firstRun.creatingTenant")}>
          {t("action.continue")}
        </Button>
      }
    >
      <div ref={frame} className={styles.form}>
        <Form id={form} onSubmit={submit}>
          {failure && !fields.includes(failure.field ?? "") && <FailureNotice failure={failure} />}
          <Field
            label={t("firstRun.tenantName")}
            value={name}
            placeholder={t("firstRun.tenantNamePlaceholder")}
            problem={problem("name")}
            autoFocus
            onChange={(value) => {
              setName(value);
              clear();
            }}
          />
          <Field
            label={t("firstRun.tenantUrl")}
            value={apiUrl}
            inputMode="url"
            placeholder={t("firstRun.tenantUrlPlaceholder")}
            problem={problem("apiUrl")}
            hint={t("firstRun.tenantUrlHint")}
            onChange={(value) => {
              setApiUrl(value);
              clear();
            }}
          />
          <Combo
            label={t("firstRun.tenantZone")}
            value={chosen}
            options={list.data?.all ?? []}
            problem={problem("zone") ?? (list.error ? t("firstRun.zonesMissing") : null)}
            hint={t("firstRun.tenantZoneHint")}
            onChange={(value) => {
              setZone(value);
              clear();
            }}
          />
        </Form>
      </div>
    </StepFrame>
  );
}
