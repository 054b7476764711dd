import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { CommandFailure } from "./backend/backend";
import { startState } from "./backend/commands";
import type { StartState } from "./bindings/StartState";
import { prefetchFirstRows } from "./credentials/rows";
import { firstSort } from "./credentials/sort";
import { viewsOf } from "./views/asking";

/** What the window is told first. */
export const startOf = queryOptions<StartState, CommandFailure>({ queryKey: ["start"], queryFn: startState });

/** Longer than this nobody is left before an empty window: it is drawn as far as it is known. */
const patience = 400;

/**
 * Asks for all that the first picture of the window shows, while the rest of the program is still being read. It is
 * then drawn once and whole: a picture that only says that there will be another costs as much time as that other one.
 */
export function firstPicture(client: QueryClient): Promise<void> {
  const asked = async () => {
    const { stage, tenants } = await client.fetchQuery(startOf);
    const tenant = tenants[0];
    if (stage !== "open" || !tenant) return;
    // Columns that somebody has arranged stand where they were put from the first picture on.
    const views = client.prefetchQuery(viewsOf(tenant.id));
    await Promise.all([prefetchFirstRows(client, tenant.id, [firstSort]), views]);
  };
  const waited = new Promise<void>((resolve) => setTimeout(resolve, patience));
  // Whatever fails here is asked for again by what shows it, and fails there.
  return Promise.race([asked().catch(() => {}), waited]);
}
