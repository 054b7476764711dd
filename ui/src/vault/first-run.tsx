import { useState } from "react";
import type { Entrance } from "../app";
import type { StartState } from "../bindings/StartState";
import type { TenantRow } from "../bindings/TenantRow";
import { FirstSteps } from "../tenants/first-steps";
import { FirstTenant } from "../tenants/first-tenant";
import { ProtectionStep } from "./protection-step";

type Props = {
  state: StartState;
  onState: (state: StartState) => void;
  onEnter: (entrance: Entrance) => void;
};

/** The first run: where secrets are protected, the first tenant, and what to do first. */
export default function FirstRun({ state, onState, onEnter }: Props) {
  const [tenant, setTenant] = useState<TenantRow | null>(null);

  if (state.stage === "firstRun") return <ProtectionStep folder={state.dataFolder} onState={onState} />;
  if (!tenant) return <FirstTenant onMade={setTenant} />;
  return (
    <FirstSteps
      tenant={tenant}
      onEnter={(entrance) => {
        onEnter(entrance);
        onState({ ...state, tenants: [tenant] });
      }}
    />
  );
}
