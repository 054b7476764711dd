import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { CommandFailure } from "../backend/backend";
import { listViews } from "../backend/commands";
import type { ViewRow } from "../bindings/ViewRow";
import { keepNow } from "./keeping";

/** The question for the views, with their counts in a tenant or in all of them. */
export const viewsOf = (tenant: string | null) =>
  queryOptions<ViewRow[], CommandFailure>({
    queryKey: ["views", tenant],
    queryFn: async () => {
      // Columns that are yet to be kept would come back as they were before.
      await keepNow();
      return listViews(tenant);
    },
  });

export const useViews = (tenant: string | null) => useQuery(viewsOf(tenant));

/** Shows a change of the views before the core has answered. */
export function adoptViews(
  client: QueryClient,
  tenant: string | null,
  change: (views: ViewRow[]) => ViewRow[],
) {
  const { queryKey } = viewsOf(tenant);
  client.cancelQueries({ queryKey });
  client.setQueryData<ViewRow[]>(queryKey, (views) => views && change(views));
}
