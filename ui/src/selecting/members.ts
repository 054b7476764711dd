import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { orderOfQuery } from "../credentials/rows";
import { HandleSet } from "./handle-set";
import type { Asked, Members } from "./selection";

/** Which credentials a selection by another query than the one in sight is about; null is the one in sight. */
export function useMembers(elsewhere: Asked | null): Members {
  const order = useQuery({
    ...orderOfQuery(elsewhere?.tenant ?? null, elsewhere?.query ?? "", []),
    enabled: elsewhere !== null,
  });
  const handles = order.data?.handles;
  return useMemo(
    () => (elsewhere === null ? "inSight" : handles ? HandleSet.empty.with(handles) : HandleSet.empty),
    [elsewhere, handles],
  );
}
