import { queryOptions, useQuery } from "@tanstack/react-query";
import type { CommandFailure } from "../backend/backend";
import { listBatches } from "../backend/commands";
import type { BatchRow } from "../bindings/BatchRow";

/** The question for all batches that were begun, the newest first. */
export const batchesOf = queryOptions<BatchRow[], CommandFailure>({
  queryKey: ["batches", "list"],
  queryFn: listBatches,
});

/** The batches; where nobody asks, what is known of them. */
export function useBatches(asks = true) {
  return useQuery({ ...batchesOf, enabled: asks });
}
