import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { type ChangedNoun, onChanged } from "./backend/commands";
import type { StartState } from "./bindings/StartState";
import { Opening } from "./shell/opening";
import { Shell } from "./shell/shell";
import { startOf } from "./start";
import { Toasts } from "./ui/toasts";
import { TooltipHost } from "./ui/tooltip";

const FirstRun = lazy(() => import("./vault/first-run"));
const Refused = lazy(() => import("./vault/refused"));

/** What the first run ends with; the shell opens the dialog if a credential is to be created at once. */
export type Entrance = "table" | "create";

/** Decides what the window is: opening, refused, first run, or the shell. */
export function App() {
  const client = useQueryClient();
  const start = useQuery(startOf);
  const [entrance, setEntrance] = useState<Entrance | null>(null);
  const state = start.data;
  useChanges();

  // Once inside, the window stays so: the last tenant may be deleted there, and another made.
  if (entrance === null && state?.stage === "open") {
    if (state.tenants.length > 0 || !state.permissions.includes("manageDirectory")) setEntrance("table");
  }

  const adopt = useCallback((next: StartState) => client.setQueryData(["start"], next), [client]);

  return (
    <>
      {state ? (
        <Suspense fallback={<Opening />}>
          {state.stage === "refused" ? (
            <Refused state={state} onState={adopt} />
          ) : state.stage === "firstRun" || entrance === null ? (
            <FirstRun state={state} onState={adopt} onEnter={setEntrance} />
          ) : (
            <Shell start={state} entrance={entrance} />
          )}
        </Suspense>
      ) : start.error ? (
        <Suspense fallback={<Opening />}>
          <Refused failure={start.error} onState={adopt} />
        </Suspense>
      ) : (
        <Opening />
      )}
      <Toasts />
      <TooltipHost />
    </>
  );
}

/** What each noun of a change is seen in. */
const touched: Record<ChangedNoun, readonly string[][]> = {
  credentials: [
    ["credentials", "ids"],
    ["credentials", "details"],
    ["tenants"],
    ["groups"],
    ["roles"],
    ["users"],
    ["views"],
  ],
  tenants: [
    ["tenants"],
    ["groups"],
    ["roles"],
    ["users"],
    ["credentials", "ids"],
    ["credentials", "details"],
    ["views"],
  ],
  views: [["views"]],
  operators: [["operators"], ["start"]],
  settings: [["settings"], ["preferences"]],
  // What can be done to a credential depends on the key as well.
  keys: [["keys"], ["credentials", "details"]],
};

/** Asks again for what the core says has changed. Whatever it was, the audit log has an entry more. */
function useChanges() {
  const client = useQueryClient();
  useEffect(
    () =>
      onChanged(({ noun }) => {
        for (const queryKey of [...touched[noun], ["audit"]]) {
          client.invalidateQueries({ queryKey });
          // An order that nobody looks at would be shown for a moment before the new one comes.
          if (queryKey[1] === "ids") client.removeQueries({ queryKey, type: "inactive" });
        }
      }),
    [client],
  );
}
