import { useQueryClient } from "@tanstack/react-query";
import { Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Entrance } from "../app";
import { asFailure, type CommandFailure } from "../backend/backend";
import { addSamples, listTenants } from "../backend/commands";
import type { TenantRow } from "../bindings/TenantRow";
import { sampleCount } from "../credentials/samples";
import { t } from "../text";
import { FailureNotice } from "../ui/failure-notice";
import { KeyIcon } from "../ui/key-icon";
import { Spinner } from "../ui/spinner";
import { StepFrame } from "../vault/step-frame";
import styles from "./first-steps.module.css";

/** Step 3: begin with a credential, or look around with invented ones. */
export function FirstSteps({
  tenant,
  onEnter,
}: {
  tenant: TenantRow;
  onEnter: (entrance: Entrance) => void;
}) {
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);

  const explore = async () => {
    if (adding) return;
    setAdding(true);
    setFailure(null);
    try {
      await addSamples(tenant.id, sampleCount);
      // The row at hand is from before the samples; the shell begins with what is known when it opens.
      await client.prefetchQuery({ queryKey: ["tenants"], queryFn: listTenants });
      onEnter("table");
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setAdding(false);
    }
  };

  return (
    <StepFrame
      step={3}
      title={t("firstRun.doneTitle", { tenant: tenant.name })}
      lead={t("firstRun.doneLead")}
    >
      <div className={styles.ways}>
        {failure && <FailureNotice failure={failure} />}
        <Way
          icon={<KeyIcon />}
          label={t("firstRun.createFirst")}
          note={t("firstRun.createFirstNote")}
          autoFocus
          onChoose={() => !adding && onEnter("create")}
        />
        <Way
          icon={<Table2 aria-hidden />}
          label={t("firstRun.explore")}
          note={t("firstRun.exploreNote", { count: sampleCount })}
          busy={adding ? t("firstRun.adding") : null}
          onChoose={explore}
        />
      </div>
    </StepFrame>
  );
}

type WayProps = {
  icon: ReactNode;
  label: string;
  note: string;
  busy?: string | null;
  autoFocus?: boolean;
  onChoose: () => void;
};

function Way({ icon, label, note, busy, autoFocus, onChoose }: WayProps) {
  return (
    <button
      type="button"
      className={styles.way}
      aria-busy={busy ? true : undefined}
      autoFocus={autoFocus}
      onClick={onChoose}
    >
      <span className={styles.icon}>{busy ? <Spinner /> : icon}</span>
      <span>
        <span className={styles.label}>{busy ?? label}</span>
        <span className={styles.note}>{note}</span>
      </span>
    </button>
  );
}
