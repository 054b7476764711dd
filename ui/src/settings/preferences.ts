import { type QueryClient, useQuery } from "@tanstack/react-query";
import { asFailure } from "../backend/backend";
import { changePreferences, startState } from "../backend/commands";
import type { Preferences } from "../bindings/Preferences";
import type { StartState } from "../bindings/StartState";
import { t } from "../text";
import { failureParts } from "../ui/failure-notice";
import { showToast } from "../ui/toast";
import { adoptPreferences } from "./appearance";

/** Shows the window as it is to be from now on, and has that kept. */
export async function changeAppearance(client: QueryClient, part: Partial<Preferences>) {
  const before = client.getQueryData<StartState>(["start"])?.preferences;
  if (!before) return;
  const next = { ...before, ...part };
  adoptPreferences(client, next);
  try {
    await changePreferences(next);
  } catch (thrown) {
    const { title } = failureParts(asFailure(thrown));
    showToast({ tone: "bad", text: `${title} ${t("appearance.notKept")}` });
  }
}

/** How the operator has the window, and what changes it. */
export function usePreferences(client: QueryClient) {
  const { data } = useQuery<StartState>({ queryKey: ["start"], queryFn: startState });
  return {
    preferences: data?.preferences,
    change: (part: Partial<Preferences>) => changeAppearance(client, part),
  };
}
