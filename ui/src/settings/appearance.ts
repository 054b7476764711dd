import type { QueryClient } from "@tanstack/react-query";
import type { Preferences } from "../bindings/Preferences";
import type { StartState } from "../bindings/StartState";
import { writeDatesAs } from "../credentials/dates";
import { setDensity } from "../grid/density";

/** Makes the window look as the operator has it. */
function apply({ theme, density, dates }: Preferences) {
  const root = document.documentElement;
  // Without the attribute the stylesheet follows the system.
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  setDensity(density);
  writeDatesAs(dates);
}

/**
 * Applies the preferences of the start state whenever it is there or changes. The cache tells its listeners before any
 * component hears of it, so nothing is ever drawn in another look first.
 */
export function keepAppearance(client: QueryClient) {
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== "updated" || query.queryKey[0] !== "start") return;
    const state = query.state.data as StartState | undefined;
    if (state) apply(state.preferences);
  });
}

/** The look that the window has from now on; the core is told apart from it. */
export function adoptPreferences(client: QueryClient, preferences: Preferences) {
  client.setQueryData<StartState>(["start"], (state) => state && { ...state, preferences });
}
